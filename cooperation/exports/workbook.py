"""Lists as XLSX workbooks."""

import re
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from cooperation.formats.formulas import is_formula

LONGEST = 32_767
"""The format’s limit of characters in a cell."""

FIRST_DAY = date(1900, 3, 1)
"""Earlier dates are written as text, because XLSX wrongly treats 1900 as a leap year."""

USUAL, WIDE = 16, 60
"""Widths of columns, in characters."""

NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")


def write(file, columns, records, about):
    """Write a workbook with two sheets into a file: the records and the description.

    Rows are written one by one.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(NOT_IN_TITLES.sub(" ", about.title)[:31])
    sheet.freeze_panes = "B2"
    for number in range(1, len(columns) + 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = WIDE if number == 1 else USUAL
    sheet.append([_heading(sheet, column.heading) for column in columns])
    count = 0
    for record in records:
        sheet.append([_cell(sheet, column.read(record)) for column in columns])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count + 1}"
    _write_about(book.create_sheet(_("About this file")[:31]), about.facts(count))
    book.save(file)


def _write_about(sheet, facts):
    for letter, width in (("A", USUAL * 2), ("B", WIDE)):
        sheet.column_dimensions[letter].width = width
    for label, value in facts.values():
        sheet.append([_heading(sheet, label), _cell(sheet, value)])


def _heading(sheet, text):
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.font, cell.alignment = "s", Font(bold=True), Alignment(vertical="top")
    return cell


def _cell(sheet, value):
    """Return a value for a cell; texts are never formulas."""
    if isinstance(value, datetime):
        return timezone.make_naive(value)
    if isinstance(value, date):
        return value if value >= FIRST_DAY else value.isoformat()
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - 1]}…"
    if not is_formula(text) and text not in ERROR_CODES:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.quotePrefix = "s", True  # stays text even after editing
    return cell
