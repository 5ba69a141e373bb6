"""Colours of the style sheets by role, and their contrast (WCAG 2.2, 1.4.3)."""

import re
from typing import NamedTuple

DECLARED = re.compile(
    r"--color-(?P<role>[\w-]+):\s*light-dark\(#(?P<light>[0-9a-f]{6}),\s*#(?P<dark>[0-9a-f]{6})\)"
)


class Colour(NamedTuple):
    """The light and dark colour of a role, each as six hexadecimal digits."""

    role: str
    light: str
    dark: str


def declared_in(style_sheet):
    """Return {role: Colour} from the text of a style sheet."""
    return {found["role"]: Colour(**found.groupdict()) for found in DECLARED.finditer(style_sheet)}


def luminance(digits):
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    channels = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the contrast of two colours, 1 to 21; text needs 4.5, borders and icons 3."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(one, other):
    """Return the contrast of two Colours in light or dark mode, whichever is lower."""
    return min(contrast(one.light, other.light), contrast(one.dark, other.dark))
