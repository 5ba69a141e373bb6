"""Empty tables to fill in, for new records of a kind."""

from django.utils.translation import gettext as _
from openpyxl import Workbook

from cooperation.changes.tables.column_help import help_of, template_of
from cooperation.domain.kinds import KINDS
from cooperation.exports import workbook
from cooperation.exports.text import csv_rows

WIDTHS = (30, 24, 12, 90)


def csv_template(kind):
    """Yield the template as CSV, line by line."""
    return csv_rows(template_of(kind))


def write_template(file, kind):
    """Write the template as XLSX: the table, and a sheet that says what its cells may hold."""
    book = Workbook(write_only=True)
    headings, example = template_of(kind)
    sheet = workbook.new_sheet(book, str(KINDS[kind].plural), headings)
    workbook.append(sheet, example)
    headings, *rows = help_of(kind)
    sheet = workbook.new_sheet(book, _("What is allowed"), headings, WIDTHS)
    for row in rows:
        workbook.append(sheet, row)
    book.save(file)
