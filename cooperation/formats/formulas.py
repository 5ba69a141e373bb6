"""Texts that a spreadsheet would take for formulas.

What begins like one is run when the file is opened, and can send away the contents of the table:
OWASP, “CSV Injection”.
"""

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def is_formula(text):
    """Whether a program may take a text for a formula, spaces before it included."""
    return text.lstrip(" \N{NO-BREAK SPACE}\ufeff").startswith(STARTS)


def escape_formula(text):
    """Return a text with an apostrophe before it if a spreadsheet would run it."""
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def unescape_formula(text):
    """Undo ``escape_formula``."""
    is_defused = text.startswith("'") and is_formula(text.lstrip("'"))
    return text[1:] if is_defused else text
