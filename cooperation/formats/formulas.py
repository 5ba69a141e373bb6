"""Escapes texts that a spreadsheet would run as formulas (OWASP, “CSV Injection”)."""

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def is_formula(text):
    """Whether a program may read a text as a formula; leading spaces are ignored."""
    return text.lstrip(" \N{NO-BREAK SPACE}\ufeff").startswith(STARTS)


def escape_formula(text):
    """Put an apostrophe before a text that a spreadsheet would run."""
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def unescape_formula(text):
    """Undo ``escape_formula``."""
    is_defused = text.startswith("'") and is_formula(text.lstrip("'"))
    return text[1:] if is_defused else text
