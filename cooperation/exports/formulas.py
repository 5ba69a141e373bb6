"""Texts that a spreadsheet would take for formulas.

What begins like one is run when the file is opened, and can send away the contents of the table:
OWASP, “CSV Injection”.
"""

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def is_formula(text):
    """Whether a program may take a text for a formula, spaces before it included."""
    return text.lstrip(" \N{NO-BREAK SPACE}\ufeff").startswith(STARTS)
