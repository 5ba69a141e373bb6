"""Lists that Word writes as paragraphs with a sign in front, “·   text” or “2)  text”."""

import re

_LEVEL = re.compile(r"\blevel(\d)\b")
_COUNTED = re.compile(r"\(?(?:\d+(?:\.\d+)*|[^\W\d_]{1,4})[.)]+|\d+(?:\.\d+)*")
_FIRST = re.compile(r"\(?1[.)]*")
_TYPED_MARKER = re.compile(r"(?:[·•▪◦§]|\(?\d{1,3}[.)]|\(?[^\W\d_]\))\s+")
_CLASS_PREFIX = "msolist"


def list_level(css, classes):
    """Return the level of a paragraph in a list of Word, from 1; 0 if it may be in none."""
    if level := _LEVEL.search(css.get("mso-list", "")):
        return max(1, int(level[1]))
    return 1 if any(name.startswith(_CLASS_PREFIX) for name in classes) else 0


def typed_marker(text):
    """Return the marker that a paragraph begins with, and the white space after it."""
    found = _TYPED_MARKER.match(text)
    return found[0] if found else ""


class WordList:
    """Gives the paragraphs of one list their places among lists and items.

    ``number`` returns a new number for an element with each call.
    """

    def __init__(self, path, number):
        self.path = path
        self._number = number
        self._open = []  # [level, tag, number of the list, number of its last item]

    def place(self, level, marker):
        """Return (path of the next item, whether it is counted otherwise than from 1 upwards)."""
        tag = "ol" if _COUNTED.fullmatch(marker) else "ul"
        while self._open and self._open[-1][0] > level:
            self._open.pop()
        if self._open and (self._open[-1][0] == level and self._open[-1][1] != tag):
            self._open.pop()
        is_first = not self._open or self._open[-1][0] < level
        if is_first:
            self._open.append([level, tag, self._number(), None])
        self._open[-1][3] = self._number()
        path = self.path
        for _level, name, own, item in self._open:
            path += ((name, own), ("li", item))
        return path, tag == "ol" and is_first and not _FIRST.fullmatch(marker)
