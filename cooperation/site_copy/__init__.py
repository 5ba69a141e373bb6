"""Copies the whole public site into a folder of files that needs no server.

``build.copy_site`` asks the site itself for every page that a reader can reach, rewrites what only
works on the site, and writes a manifest. The same register gives the same bytes.
"""
