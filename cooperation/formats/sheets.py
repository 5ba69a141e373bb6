"""Reads the lines of a table: CSV of any encoding and separator, or the first sheet of XLSX."""

import csv
import io
from contextlib import contextmanager
from itertools import islice

from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import DomainError, as_typed
from cooperation.domain.texts.folding import label_key
from cooperation.formats.archives import SIGNATURE, entry_sizes
from cooperation.formats.manuscripts.decoding import ManuscriptError, decode
from cooperation.formats.workbooks import CellError, read_sheet

SEPARATORS = (",", ";", "\t")


class TableError(DomainError):
    """A file that is not a table; the message says what to do."""


def is_workbook(data):
    """Whether the bytes are XLSX; otherwise they are read as CSV."""
    return data.startswith(SIGNATURE)


def read_lines(file, name, known, limits):
    """Return {"sheet": its title, "lines": [[line number, cells, problems]]} of a table.

    Lines are the first and all that are not empty. ``known`` are keys of headings, used to find
    the separator of CSV, which has no title. ``limits`` are the most lines, cells of a line (one
    more is returned if filled), and unpacked bytes of a workbook. Problems are cells that cannot be
    trusted, [place in the line, what it holds, message, values of the message]. Raises TableError.
    """
    most_lines, most_cells, most_unpacked = limits
    data = file.read()
    if is_workbook(data):
        sheet, lines = _of_workbook(data, name, most_cells, most_unpacked)
    else:
        sheet, lines = "", _of_text(data, name, frozenset(known))
    return {
        "sheet": sheet,
        "lines": [
            [number, *_checked(cells, most_cells)] for number, cells in islice(lines, most_lines)
        ],
    }


def _checked(cells, most_cells):
    cells = cells[:most_cells] + [cell for cell in cells[most_cells:] if cell][:1]
    problems = [
        [place, cell.value, str(cell.message), cell.params]
        for place, cell in enumerate(cells)
        if isinstance(cell, CellError)
    ]
    texts = [cell.value if isinstance(cell, CellError) else cell for cell in cells]
    return texts, problems


def _error(text, name, **params):
    return TableError(text, {"name": as_typed(name), **params})


def _of_text(data, name, known):
    try:
        text, _encoding = decode(data, name, is_table=True)
    except ManuscriptError as error:
        raise _error(NO_TABLE, name) from error
    if text[:4].casefold() == "sep=":  # how Excel notes the separator
        text = text.partition("\n")[2]
    first = text.partition("\n")[0]

    def count(separator):
        return sum(label_key(cell.strip('"\r')) in known for cell in first.split(separator))

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
    with _damage_as_error(name):
        if sum(entry_sizes(io.BytesIO(data)).values()) > most_unpacked:
            raise _error(_("“%(name)s” is too large once unpacked. Import it in parts."), name)
        title, rows = read_sheet(data, most_cells)
    return title, _filled(rows, name)


def _filled(rows, name):
    with _damage_as_error(name):
        for number, row in enumerate(rows, 1):
            if any(row) or number == 1:
                yield number, row


@contextmanager
def _damage_as_error(name):
    try:
        yield
    except (TableError, MemoryError):
        raise
    except Exception as error:  # a damaged workbook fails in a hundred ways
        raise _error(NO_TABLE, name) from error
