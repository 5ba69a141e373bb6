"""Limits on how often a visitor may do something, and on attempts to log in."""
