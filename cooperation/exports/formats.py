"""The formats of files, by the ending of their names."""

from typing import NamedTuple

from cooperation.exports import text


class Format(NamedTuple):
    """One format: what readers call it, its media type, and what writes it line by line.

    A format without ``lines`` is a workbook, which is only whole at its end.
    """

    name: str
    content_type: str
    lines: object = None


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", text.csv_of),
    "xlsx": Format("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": Format("JSON", "application/json", text.json_of),
    "jsonl": Format("JSON Lines", "application/jsonl; charset=utf-8", text.json_lines_of),
}
"""The ending of the name to the format, in the order of the page."""
