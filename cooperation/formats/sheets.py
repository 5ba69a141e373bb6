"""Reads the lines of a table: CSV of any encoding and separator, or the first sheet of XLSX."""

import csv
import io
from datetime import date, datetime, time
from itertools import islice

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from cooperation.domain.errors import DomainError, as_typed
from cooperation.formats.archives import SIGNATURE, entry_sizes
from cooperation.formats.manuscripts.decoding import ManuscriptError, decode

LAST_ROW = 1_048_576
"""No sheet has more rows (ECMA-376, SpreadsheetML)."""
SEPARATORS = (",", ";", "\t")


class TableError(DomainError):
    """A file that is not a table; the message says what to do."""


def is_workbook(data):
    """Whether the bytes are XLSX; otherwise they are read as CSV."""
    return data.startswith(SIGNATURE)


def read_lines(file, name, known, limits):
    """Return [[line number, cells]] of the first line and of all that are not empty.

    ``known`` are lower-case headings, used to find the separator of CSV. ``limits`` are the most
    lines, cells of a line (one more is returned if filled), and unpacked bytes of a workbook.
    Raises TableError.
    """
    most_lines, most_cells, most_unpacked = limits
    data = file.read()
    if is_workbook(data):
        lines = _of_workbook(data, name, most_cells, most_unpacked)
    else:
        lines = _of_text(data, name, frozenset(known))
    return [
        [number, cells[:most_cells] + [cell for cell in cells[most_cells:] if cell][:1]]
        for number, cells in islice(lines, most_lines)
    ]


def _error(text, name, **params):
    return TableError(text, {"name": as_typed(name), **params})


def _of_text(data, name, known):
    try:
        text, _encoding = decode(data, name)
    except ManuscriptError as error:
        raise _error(NO_TABLE, name) from error
    if text[:4].casefold() == "sep=":  # how Excel notes the separator
        text = text.partition("\n")[2]
    first = text.partition("\n")[0]

    def count(separator):
        return sum(cell.strip(' "\r').casefold() in known for cell in first.split(separator))

    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=count), strict=True
    )
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            text = _("Row %(line)s of “%(name)s” has quotation marks that do not match.")
            raise _error(text, name, line=number) from error
        if any(map(str.strip, cells)) or number == 1:
            yield number, cells


NO_TABLE = _("“%(name)s” cannot be read as a table. Save it as XLSX or CSV and choose that file.")


def _of_workbook(data, name, most_cells, most_unpacked):
    try:
        if sum(entry_sizes(io.BytesIO(data)).values()) > most_unpacked:
            raise _error(_("“%(name)s” is too large once unpacked. Import it in parts."), name)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=LAST_ROW, max_col=most_cells + 1, values_only=True)
        for number, row in enumerate(rows, 1):
            cells = [_cell(value) for value in row]
            if any(cells) or number == 1:
                yield number, cells
    except (TableError, MemoryError):
        raise
    except Exception as error:  # a damaged workbook fails in a hundred ways
        raise _error(NO_TABLE, name) from error


def _cell(value):
    """Return the value of a cell as text that a person would type."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return text if text.startswith("'") else text.strip()  # a defused text keeps what defused it
