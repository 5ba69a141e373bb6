"""Reads the first sheet of an XLSX workbook as text, and says which cells cannot be trusted."""

import io
from datetime import date, time, timedelta

from django.utils.translation import gettext_lazy as _
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from cooperation.domain.errors import DomainError, as_typed
from cooperation.formats.cell_dates import date_text
from cooperation.formats.xstrings import unescape_xstring

LAST_ROW = 1_048_576
"""No sheet has more rows (ECMA-376, SpreadsheetML)."""

NO_RESULT = _(
    "“%(cell)s” holds a formula without its result. Open the file in a spreadsheet, which works "
    "it out, save it, and choose it again; or type the value."
)
ERROR = _(
    "“%(cell)s” holds the error %(value)s of a spreadsheet. Correct its formula, type the value, "
    "or empty the cell."
)
UNCLEAR_DATE = _(
    "“%(cell)s” holds a date in the format “%(value)s”, which does not show what is known of it. "
    "Format the cell as text, and type the date, such as 2022-03-14, 2022-03 or 2022."
)


class CellError(DomainError):
    """A cell whose value cannot be trusted; ``value`` is what it holds."""

    def __init__(self, message, cell, value):
        super().__init__(message, {"cell": cell, "value": as_typed(value)})
        self.value = value


class _SheetReader(ExcelReader):
    """Reads shared strings as they are: openpyxl takes the escape out of escaped underscores."""

    def read_strings(self):
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = [*_shared_strings(source)]


def _shared_strings(source):
    for _event, node in iterparse(source):
        if node.tag == f"{{{SHEET_MAIN_NS}}}si":
            yield Text.from_tree(node).content
            node.clear()


def _first_sheet(data, is_formulas):
    reader = _SheetReader(io.BytesIO(data), read_only=True, data_only=not is_formulas)
    reader.read()
    return reader.wb.worksheets[0]


def read_sheet(data, most_cells):
    """Return the title of the first sheet, and an iterator of its rows.

    A row is a list of texts, with a CellError for each cell that cannot be trusted.
    """
    sheet = _first_sheet(data, is_formulas=True)
    return sheet.title, _rows(sheet, data, most_cells)


def _rows(sheet, data, most_cells):
    limits = {"max_row": LAST_ROW, "max_col": most_cells + 1}
    results = None
    for number, row in enumerate(sheet.iter_rows(**limits), 1):
        if any(cell.data_type == "f" for cell in row):
            if results is None:  # the results of formulas are read only if there are formulas
                found = _first_sheet(data, is_formulas=False)
                results = enumerate(found.iter_rows(min_row=number, **limits), number)
            stored = next(cells for place, cells in results if place == number)
            yield [_result(*pair) for pair in zip(row, stored, strict=True)]
        else:
            yield [_text(cell) for cell in row]


def _result(cell, stored):
    """Return the text of a cell that may hold a formula; ``stored`` is the cell with its result."""
    if cell.data_type != "f":
        return _text(cell)
    if stored.value is None and stored.data_type != "str":  # a text may be empty
        return CellError(NO_RESULT, _name(cell), _formula(cell.value))
    return _text(stored)


def _formula(value):
    return str(getattr(value, "text", value) or "=")


def _name(cell):
    return f"{cell.parent.title}!{cell.coordinate}"


def _text(cell):
    """Return the value of a cell as text that a person would type, or a CellError."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        return CellError(ERROR, _name(cell), str(value))
    if isinstance(value, date | time | timedelta):
        text = date_text(value, cell.number_format)
        return text or CellError(UNCLEAR_DATE, _name(cell), cell.number_format)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = unescape_xstring(value) if isinstance(value, str) else str(value)
    return text if text.startswith("'") else text.strip()  # a defused text keeps what defused it
