"""Raised and lowered signs: marks of footnotes, powers, ordinals, formulas."""

import re

_ONE_MARK = r"(?:\d{1,3}|[ivxl]{1,6}|[a-df-np-z]|\*{1,4}|[†‡§¶#]{1,3}|[↑↩^⤴]\ufe0e?)"
_MARK = re.compile(rf"\W*?{_ONE_MARK}(?:\s*[,;–-]\s*{_ONE_MARK})*[\W]*", re.I)
_LONGEST_MARK = 30
_UNITS = frozenset(("m", "km", "cm", "mm", "dm", "ft", "м", "км", "см", "мм", "дм"))
_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_TEN = re.compile(r"(?<![\d.,])10$")
_POWER = re.compile(r"[-−–]?\d+")
_RAISED = str.maketrans("0123456789-−–+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁺")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def is_mark(text):
    """Whether a text is a mark of a footnote, such as “1”, “[12]”, “*” or “↑”."""
    mark = text.strip()
    return 0 < len(mark) <= _LONGEST_MARK and bool(_MARK.fullmatch(mark))


def raised(before, text):
    """Return raised text as plain text after ``before``; None for a mark of a footnote.

    Powers of units and of ten become raised digits (km², 10⁶); ordinals stay letters (1st).
    """
    power = text.strip()
    if _POWER.fullmatch(power):
        unit = _LAST_LETTERS.search(before)
        if _TEN.search(before) or (
            unit and unit[0].lower() in _UNITS and power.lstrip("-−–") in ("1", "2", "3")
        ):
            return power.translate(_RAISED)
    return None if is_mark(text) else text


def lowered(text):
    """Return lowered text as plain text: digits become lowered digits (CO₂)."""
    return text.translate(_LOWERED) if text.strip().isdecimal() else text
