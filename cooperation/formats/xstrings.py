"""Texts in XLSX: “_x0001_” stands for a character that XML cannot hold.

ECMA-376 part 1, 22.9.2.19 (ST_Xstring). A text that looks like that itself is written with
“_x005F_” for its first underscore.
"""

import re

_NOT_OF_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def escape_xstring(text):
    """Return a text as XLSX writes it."""
    return _NOT_OF_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape_xstring(text):
    """Return the text that XLSX has written; half a surrogate pair stays as it is."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match):
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)
