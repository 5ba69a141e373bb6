"""Changes style sheets and scripts of the site so that a browser can load them from a disk."""

import base64
import re

SCRIPTS = ("contents", "copy", "network", "notes", "sentences")
"""The modules that need no server. A browser loads no module from a file, only plain scripts."""

DRAWING = re.compile(r"""url\(\s*["']?([^"'():]+\.svg)["']?\s*\)""")


def is_kept(script):
    """Whether a script is part of the copy, given by its address or the name of its file."""
    return script.rpartition("/")[2].partition(".")[0] in SCRIPTS


def rewrite_assets(folder, files):
    """Change the style sheets and scripts among files of a folder; remove what cannot work."""
    for file in files:
        path = folder / file
        if path.suffix == ".css":
            style = with_embedded_drawings(path.read_text(encoding="utf-8"), path.parent)
            path.write_text(style, encoding="utf-8", newline="")
        elif path.suffix == ".js" and is_kept(file):
            module = path.read_text(encoding="utf-8")
            path.write_text(as_plain_script(module), encoding="utf-8", newline="")
        elif path.suffix == ".js":
            path.unlink()


def with_embedded_drawings(style, folder):
    """Return a style sheet with the drawings that it uses inside: masks need the same origin."""

    def embedded(match):
        data = base64.b64encode((folder / match[1]).resolve().read_bytes()).decode()
        return f'url("data:image/svg+xml;base64,{data}")'

    return DRAWING.sub(embedded, style)


def as_plain_script(module):
    """Return a module without imports as a script that means the same: its names are its own."""
    return f'(() => {{\n"use strict";\n{module}\n}})();\n'
