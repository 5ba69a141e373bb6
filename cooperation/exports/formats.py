"""The file formats of exported lists."""

from typing import NamedTuple

from cooperation.exports import text


class Format(NamedTuple):
    """A file format: name, media type, and a function that yields its lines.

    XLSX has no ``lines``: it is written as a whole.
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
"""{file ending: Format}, in the order of the page."""
