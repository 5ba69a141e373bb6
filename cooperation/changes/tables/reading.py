"""Tables as files that editors bring: which columns and rows of records they hold."""

from difflib import get_close_matches
from typing import NamedTuple

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from cooperation.changes.tables.columns import SLUG, VERSION, columns_of
from cooperation.domain.errors import as_typed
from cooperation.domain.texts.text import slug_from_title
from cooperation.formats import subprocess_reader
from cooperation.formats.formulas import unescape_formula
from cooperation.formats.sheets import TableError, is_workbook, read_lines

MOST_ROWS = 20_000
MOST_COLUMNS = 200
UNPACKED_LIMIT = 15 * settings.UPLOAD_LIMIT
"""Bytes that a workbook may have once it is unpacked: a small file can hold very many."""


class ParsedTable(NamedTuple):
    """``headings`` are names of columns; ``lines`` are (number of the line, cells).

    A line whose cells do not fit the headings has None for them; line 1 is that of the headings.
    ``twins`` is {line: earlier line about the same record}. ``problems`` are the cells that cannot
    be trusted, {line: [(name of the column, what the cell holds, message, its values)]}. ``sheet``
    and ``places``, the letters of the columns, name cells as a spreadsheet does.
    """

    headings: list
    lines: list
    twins: dict
    problems: dict
    sheet: str
    places: list


def read(data, name, kind):
    """Return the ParsedTable in the bytes of a file with this name; raises TableError.

    The file is read in a subprocess (formats/subprocess_reader).
    """
    if not data:
        raise _error(_("“%(name)s” is empty. Choose the file with the table."), name)
    if len(data) > settings.UPLOAD_LIMIT:
        limit = filesizeformat(settings.UPLOAD_LIMIT)
        text = _("“%(name)s” is too large. Import a table of at most %(limit)s.")
        raise _error(text, name, limit=limit)
    sheet, lines = _lines(data, name, kind)
    headings = _headings(lines[0][1] if lines else [], kind, name)
    if len(lines) > MOST_ROWS + 1:
        text = _("“%(name)s” has more than %(most)s rows. Import it in parts.")
        raise _error(text, name, most=MOST_ROWS)
    rows = [
        (number, _fitted(cells, headings, is_workbook(data))) for number, cells, _bad in lines[1:]
    ]
    if not rows:
        raise _error(_("“%(name)s” has headings, but no rows. Add rows below them."), name)
    named = [heading for heading in headings if heading]
    places = [get_column_letter(place) for place, each in enumerate(headings, 1) if each]
    return ParsedTable(named, rows, _twins(named, rows), _problems(lines, headings), sheet, places)


def _lines(data, name, kind):
    """Return the title of a sheet and its [(number, cells, problems)].

    There is no more than one line beyond MOST_ROWS.
    """
    limits = MOST_ROWS + 2, MOST_COLUMNS, UNPACKED_LIMIT
    known = [*_known_headings(kind)]
    found = subprocess_reader.read_in_subprocess(
        read_lines, data, name, known, limits, error=TableError
    )
    if is_workbook(data):
        return found["sheet"], found["lines"]
    return "", [
        (number, [unescape_formula(cell).strip() for cell in cells], problems)
        for number, cells, problems in found["lines"]
    ]


def _problems(lines, headings):
    return {
        number: found
        for number, _cells, problems in lines[1:]
        if (
            found := [(headings[at], *rest) for at, *rest in problems if any(headings[at : at + 1])]
        )
    }


def _error(text, name, **params):
    return TableError(text, {"name": as_typed(name), **params})


def _fitted(cells, headings, is_of_workbook):
    """Return the cells below headings; None if there are fewer or more than headings."""
    if is_of_workbook:  # empty cells at the end are not kept there
        cells = [*cells, *[""] * (len(headings) - len(cells))]
    rest = cells[len(headings) :]
    if len(cells) < len(headings) or any(rest):
        return None
    return [cell for cell, heading in zip(cells, headings, strict=False) if heading]


def _twins(headings, lines):
    """Return {line: earlier line} of those that name, or would get, the same address."""
    seen, twins = {}, {}
    for number, cells in lines:
        row = dict(zip(headings, cells or (), strict=False))
        address = row.get(SLUG) or slug_from_title(row.get("title_en", ""))
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
            if known.setdefault(label, column.heading) != column.heading:
                unclear.add(label)
    names = {each: each for each in (SLUG, VERSION, *(c.heading for c in columns))}
    return {label: name for label, name in known.items() if label not in unclear} | names
