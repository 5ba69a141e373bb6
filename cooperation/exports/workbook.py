"""Lists as XLSX workbooks."""

import re
from datetime import date

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Alignment, Font
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.numbers import builtin_format_id
from openpyxl.utils import get_column_letter

from cooperation.formats.formulas import is_formula
from cooperation.formats.xstrings import escape_xstring

LONGEST = 32_767
"""The format’s limit of characters in a cell, counted as it writes them."""

TEXT = "@"
"""The format of cells that a spreadsheet leaves as they are typed."""

TEXT_STYLE = StyleArray()
TEXT_STYLE.numFmtId = builtin_format_id(TEXT)

USUAL, WIDE = 16, 60
"""Widths of columns, in characters."""

NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")


def write(file, columns, records, about):
    """Write a workbook with two sheets into a file: the records and the description.

    Rows are written one by one.
    """
    book = Workbook(write_only=True)
    sheet = new_sheet(book, about.title, [column.heading for column in columns])
    count = 0
    for record in records:
        append(sheet, [column.read(record) for column in columns])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count + 1}"
    _write_about(book.create_sheet(_("About this file")[:31]), about.facts(count))
    book.save(file)


def new_sheet(book, title, headings, widths=(WIDE,)):
    """Add a sheet with headings that stay in view; empty cells below them are texts as well."""
    sheet = book.create_sheet(NOT_IN_TITLES.sub(" ", title)[:31])
    sheet.freeze_panes = "B2"
    for number in range(1, len(headings) + 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width = widths[number - 1] if number <= len(widths) else USUAL
        column.number_format = TEXT
    sheet.append([_heading(sheet, heading) for heading in headings])
    return sheet


def append(sheet, values):
    """Append a row of values to a sheet."""
    sheet.append([_cell(sheet, value) for value in values])


def fits(text):
    """Whether a cell can hold a text; each character is written as at most seven."""
    return len(text) * 7 <= LONGEST or _written_length(text) <= LONGEST


def _written_length(text):
    written = escape_xstring(text)
    return len(written) + sum(sign > "\uffff" for sign in written)  # counted in UTF-16


def _write_about(sheet, facts):
    for letter, width in (("A", USUAL * 2), ("B", WIDE)):
        sheet.column_dimensions[letter].width = width
    for label, value in facts.values():
        sheet.append([_heading(sheet, label), _cell(sheet, value)])


def _heading(sheet, text):
    cell = _text(sheet, text)
    cell.font, cell.alignment = Font(bold=True), Alignment(vertical="top")
    return cell


def _cell(sheet, value):
    """Return a value for a cell. Dates are texts, which a spreadsheet leaves as they are.

    ISO 8601 says how precise they are, and times state their zone.
    """
    if isinstance(value, date):  # also datetime
        value = value.isoformat()
    if not isinstance(value, str):
        return value
    return _text(sheet, value if fits(value) else _cut(value))


def _cut(text):
    """Return as much of a long text as a cell can hold, with an ellipsis."""
    while (length := _written_length(f"{text}…")) > LONGEST:
        text = text[: len(text) * LONGEST // length]
    return f"{text}…"


def _text(sheet, text):
    cell = Cell(sheet, 1, 1, escape_xstring(text), TEXT_STYLE)
    cell.data_type = "s"
    if is_formula(text) or text in ERROR_CODES:
        cell.quotePrefix = True  # stays text even after editing
    return cell
