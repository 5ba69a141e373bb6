"""Tables as files that editors bring: CSV and XLSX, read into lines of text."""

import csv
import io
import zipfile
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import NamedTuple

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from cooperation.changes.tables.columns import SLUG, VERSION, columns_of
from cooperation.domain.errors import DomainError, as_typed
from cooperation.domain.text import slug_from_title
from cooperation.formats.formulas import restored
from cooperation.formats.manuscripts.bytes import ManuscriptError, decode

MOST_ROWS = 20_000
MOST_COLUMNS = 200
UNPACKED_LIMIT = 15 * settings.UPLOAD_LIMIT
"""Bytes that a workbook may have once it is unpacked: a small file can hold very many."""
LAST_ROW = 1_048_576
"""No sheet has more rows (ECMA-376, SpreadsheetML)."""
SEPARATORS = (",", ";", "\t")


class TableError(DomainError):
    """A file that is no table of records, with a message that says what to do about it."""


class Table(NamedTuple):
    """``headings`` are names of columns; ``lines`` are (number of the line, cells).

    A line whose cells do not fit the headings has None for them; line 1 is that of the headings.
    ``twins`` is {line: earlier line about the same record}.
    """

    headings: list
    lines: list
    twins: dict


def read(data, name, kind):
    """Return the Table in the bytes of a file with this name; raises TableError."""
    if not data:
        raise _error(_("“%(name)s” is empty. Choose the file with the table."), name)
    if len(data) > settings.UPLOAD_LIMIT:
        limit = filesizeformat(settings.UPLOAD_LIMIT)
        text = _("“%(name)s” is too large. Import a table of at most %(limit)s.")
        raise _error(text, name, limit=limit)
    is_workbook = data.startswith(b"PK\x03\x04")
    lines = _of_workbook(data, name) if is_workbook else _of_text(data, name, kind)
    first = next(lines, (1, []))[1]
    headings = _headings(first, kind, name)
    table = Table(headings, [], {})
    for number, cells in lines:
        if len(table.lines) == MOST_ROWS:
            text = _("“%(name)s” has more than %(most)s rows. Import it in parts.")
            raise _error(text, name, most=MOST_ROWS)
        table.lines.append((number, _fitted(cells, headings, is_workbook)))
    if not table.lines:
        raise _error(_("“%(name)s” has headings, but no rows. Add rows below them."), name)
    table.twins.update(_twins(table))
    return Table([each for each in headings if each], table.lines, table.twins)


def _error(text, name, **params):
    return TableError(text, {"name": as_typed(name), **params})


def _fitted(cells, headings, is_workbook):
    """Return the cells below headings; None if there are fewer or more than headings."""
    if is_workbook:  # empty cells at the end are not kept there
        cells = [*cells, *[""] * (len(headings) - len(cells))]
    rest = cells[len(headings) :]
    if len(cells) < len(headings) or any(rest):
        return None
    return [cell for cell, heading in zip(cells, headings, strict=False) if heading]


def _twins(table):
    """Return {line: earlier line} of those that name, or would get, the same address."""
    places = {name: number for number, name in enumerate(table.headings) if name}
    order = [name for name in table.headings if name]
    at = {name: order.index(name) for name in places}
    seen, twins = {}, {}
    for number, cells in table.lines:
        if cells is None:
            continue
        title = cells[at["title_en"]] if "title_en" in at else ""
        address = cells[at[SLUG]] or slug_from_title(title)
        if address and address in seen:
            twins[number] = seen[address]
        seen.setdefault(address, number)
    return twins


def _headings(cells, kind, name):
    """Return the name of the column below each heading, None for none; raises TableError."""
    known = _known_headings(kind)
    while cells and not cells[-1]:
        cells = cells[:-1]
    found = [known.get(cell.casefold()) if cell else None for cell in cells]
    unknown = [cell for cell, column in zip(cells, found, strict=True) if column is None and cell]
    names = [each for each in found if each]
    twice = sorted({each for each in names if names.count(each) > 1})
    if not names or SLUG not in names:
        text = _(
            "“%(name)s” has no column “slug”, which says what record a row is about. Begin with a "
            "table exported from this list."
        )
        raise _error(text, name)
    if unknown:
        near = [get_close_matches(each.casefold(), known, 1) for each in unknown]
        meant = ", ".join(known[match[0]] for match in near if match)
        text = _(
            "There is no column “%(unknown)s” here. Correct or delete it. Perhaps you mean: "
            "%(meant)s."
        )
        raise TableError(
            text,
            {"unknown": "”, “".join(map(as_typed, unknown)), "meant": meant or "–"},
        )
    if twice:
        text = _("There are two columns “%(twice)s”. Delete one of them.")
        raise TableError(text, {"twice": "”, “".join(twice)})
    if len(cells) > MOST_COLUMNS:
        raise _error(_("“%(name)s” has too many columns. Delete those without heading."), name)
    return found


def _known_headings(kind):
    """Return {heading or label in any language: name of the column}; without what is unclear."""
    columns = columns_of(kind)
    known, unclear = {}, set()
    for column in columns:
        for label in column.labels:
            if known.setdefault(label, column.column_name) != column.column_name:
                unclear.add(label)
    names = {each: each for each in (SLUG, VERSION, *(c.column_name for c in columns))}
    return {label: name for label, name in known.items() if label not in unclear} | names


# CSV


def _of_text(data, name, kind):
    """Yield the lines of a CSV file, whatever its encoding and its separator."""
    try:
        text, _encoding = decode(data, name)
    except ManuscriptError as error:
        raise _error(_NO_TABLE, name) from error
    if text[:4].casefold() == "sep=":  # how Excel notes the separator
        text = text.partition("\n")[2]
    known = _known_headings(kind)
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
            cells = [restored(cell).strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            text = _("Row %(line)s of “%(name)s” has quotation marks that do not match.")
            raise _error(text, name, line=number) from error
        if any(cells) or number == 1:
            yield number, cells


_NO_TABLE = _("“%(name)s” cannot be read as a table. Save it as XLSX or CSV and choose that file.")


# XLSX


def _of_workbook(data, name):
    """Yield the lines of the first sheet of a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > UNPACKED_LIMIT:
            text = _("“%(name)s” is too large once unpacked. Import it in parts.")
            raise _error(text, name)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS + 1, values_only=True)
        for number, row in enumerate(rows, 1):
            cells = [_cell(value) for value in row]
            if any(cells) or number == 1:
                yield number, cells
    except TableError:
        raise
    except Exception as error:  # a damaged workbook fails in a hundred ways
        raise _error(_NO_TABLE, name) from error


def _cell(value):
    """Return what a cell of a workbook holds, as text that a person would type."""
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
