"""The whole public site as a folder of files that needs no server, and what can be proved of it.

``build.copy_site`` asks the site itself for every page that a reader can reach, rewrites what only
works on the site, and writes it down with a manifest. The same register gives the same bytes.
"""
