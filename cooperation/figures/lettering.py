"""Text in the site’s own fonts, as pixels: where lines break, and what fits."""

import unicodedata
from functools import lru_cache

from django.conf import settings
from fontTools.ttLib import TTFont
from PIL import ImageFont

FONTS = settings.BASE_DIR / "static" / "fonts"
LINE = 1.16
"""The distance of two lines, by the size of the letters."""


class Face:
    """One family at one size and weight."""

    def __init__(self, family, size, weight):
        self.size = size
        path = FONTS / f"{family}.woff2"
        self._font, self._letters = _font(path, size, weight), _letters_of(path)

    def drawable(self, text):
        """Return ``text`` as the font can draw it; what it lacks is a bare letter, or “?”."""
        return "".join(map(self._letter, unicodedata.normalize("NFC", text)))

    def _letter(self, typed):
        for letter in (typed, unicodedata.normalize("NFKD", typed)[0]):
            if letter in self._letters:
                return letter
        return "?"

    def width(self, text):
        return self._font.getlength(self.drawable(text))

    def lines(self, text, width):
        """Return ``text`` in lines of at most ``width``; a longer word is broken where it must."""
        lines = [""]
        for word in text.split():
            joined = f"{lines[-1]} {word}".strip()
            if self.width(joined) <= width:
                lines[-1] = joined
                continue
            if lines[-1]:
                lines.append("")
            for letter in word:
                if lines[-1] and self.width(lines[-1] + letter) > width:
                    lines.append("")
                lines[-1] += letter
        return lines

    def balanced(self, text, width):
        """Return the lines of ``lines()``, as equally long as their number allows."""
        best = self.lines(text, width)
        while len(best) > 1 and width > self.size:
            width -= self.size / 2
            if len(tried := self.lines(text, width)) > len(best) or _is_broken(tried, text):
                break
            best = tried
        return best

    def draw(self, canvas, place, text, colour):
        """Draw one line with its baseline beginning at ``place``."""
        canvas.text(place, self.drawable(text), fill=colour, font=self._font, anchor="ls")


def fitted(family, weight, text, room, sizes):
    """Return a Face and the lines of ``text`` in the largest of ``sizes`` that fits ``room``.

    ``room`` is (width, height). A text that is too long even in the smallest size is cut, with
    an ellipsis.
    """
    width, height = room
    for size in sorted(sizes, reverse=True):
        face = Face(family, size, weight)
        lines = face.lines(text, width)
        if len(lines) * size * LINE <= height and not _is_broken(lines, text):
            return face, face.balanced(text, width)
    lines = lines[: max(1, int(height / (size * LINE)))]
    if " ".join(lines).replace(" ", "") != "".join(text.split()):
        while face.width(lines[-1] + "…") > width:
            lines[-1] = lines[-1][:-1]
        lines[-1] = lines[-1].rstrip() + "…"
    return face, lines


def _is_broken(lines, text):
    """Whether a word of the text stands on two lines."""
    return " ".join(lines) != " ".join(text.split())


@lru_cache(maxsize=64)
def _font(path, size, weight):
    font = ImageFont.truetype(path, size)
    axes = font.get_variation_axes()
    font.set_variation_by_axes(
        [weight if axis["name"] == b"Weight" else axis["default"] for axis in axes]
    )
    return font


@lru_cache
def _letters_of(path):
    with TTFont(path) as font:
        return frozenset(map(chr, font.getBestCmap()))
