"""Finds quotations in a text."""

import re

_QUOTATION = re.compile(
    r"«(?:[^«»]|«[^«»]*»)*(?:»|$)"
    r"|„[^„“”]*(?:[“”]|$)"
    r"|“[^“”]*(?:”|$)"
    r'|(?<!\w)"[^"]*"(?!\w)'
    r"|(?<!\w)‘(?:[^‘’]|’\w)*’(?!\w)"
)


def quotation_spans(text):
    """Return the (start, end) of each quotation with its marks; an unclosed one runs to the end."""
    return [match.span() for match in _QUOTATION.finditer(text)]


def include_quotes(span, quotations):
    """Return the span with the quotation marks around it; None if it is part of a quotation."""
    start, end = span
    for left, right in quotations:
        if end <= left or right <= start:
            continue
        start = left if start == left + 1 else start
        end = right if end == right - 1 else end
        if left < start or end < right:
            return None
    return start, end
