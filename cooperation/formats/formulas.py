"""Escapes texts that a spreadsheet would run as formulas (OWASP, “CSV Injection”).

Also knows the values that spreadsheets show for errors (ECMA-376 part 1, 18.17.3; those with a
name of dynamic arrays and LibreOffice besides).
"""

import re

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


ERRORS = frozenset(
    (
        *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"),
        *("#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#BUSY!"),
        *("#PYTHON!", "#EXTERNAL!", "#ERROR!", "#Н/Д", "#ССЫЛКА!", "#ЗНАЧ!", "#ДЕЛ/0!", "#ИМЯ?"),
        *("#ЧИСЛО!", "#ПУСТО!"),
    )
)


def is_error(text):
    """Whether a text is only what a spreadsheet shows for an error, in English or Russian."""
    text = text.strip().upper()
    return text in ERRORS or bool(_ERROR_NUMBER.fullmatch(text))


_ERROR_NUMBER = re.compile("(?:ERR|ОШИБКА):[0-9]{3}")
