"""What stands in quotation marks, and what belongs to a name that does."""

import re

_QUOTATION = re.compile(
    r"«(?:[^«»]|«[^«»]*»)*(?:»|$)"
    r"|„[^„“”]*(?:[“”]|$)"
    r"|“[^“”]*(?:”|$)"
    r'|(?<!\w)"[^"]*"(?!\w)'
    r"|(?<!\w)‘(?:[^‘’]|’\w)*’(?!\w)"
)


def quotation_spans(text):
    """Return the (start, end) of each quotation with its marks; one left open runs to the end."""
    return [match.span() for match in _QUOTATION.finditer(text)]


def include_quotes(span, quotations):
    """Return the span together with the quotation marks that belong to it.

    “Roadmap” takes its marks along, and so does “Roadmap” for 2024. What is only part of a
    quotation gives None.
    """
    start, end = span
    for left, right in quotations:
        if end <= left or right <= start:
            continue
        start = left if start == left + 1 else start
        end = right if end == right - 1 else end
        if left < start or end < right:
            return None
    return start, end
