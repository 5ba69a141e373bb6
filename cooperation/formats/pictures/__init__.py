"""Reads uploaded pictures and makes their renditions."""
