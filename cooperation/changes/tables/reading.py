"""Tables as files that editors bring: which columns and rows of records they hold."""

from collections import defaultdict
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from cooperation.changes.tables.columns import SLUG, labels_of, table_columns
from cooperation.domain.errors import as_typed
from cooperation.domain.languages import CODES, ORIGINAL
from cooperation.domain.texts.folding import label_key
from cooperation.domain.texts.text import slug_from_title
from cooperation.formats import subprocess_reader
from cooperation.formats.formulas import unescape_formula
from cooperation.formats.sheets import TableError, is_workbook, read_lines
from cooperation.snapshots.wording import capitalised

READERS_ID = "id"
"""The heading of the addresses in lists for readers, in lower case and every language."""

FORMULA = _(
    "“%(cell)s” holds a formula, and CSV keeps no results. Type its result; if it is a text, put "
    "an apostrophe before it."
)

MOST_ROWS = 20_000
MOST_COLUMNS = 200
UNPACKED_LIMIT = 15 * settings.UPLOAD_LIMIT
"""Bytes that a workbook may have once it is unpacked: a small file can hold very many."""


class ParsedTable(NamedTuple):
    """``headings`` are names of columns; ``lines`` are (number of the line, cells).

    A line whose cells do not fit the headings has None for them; line 1 is that of the headings.
    ``twins`` is {line: earlier line about the same record}. ``problems`` are the cells that cannot
    be trusted, {line: [(name of the column, what the cell holds, message, its values)]}. ``about``
    describes the file (``_about``).
    """

    headings: list
    lines: list
    twins: dict
    problems: dict
    about: dict


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
    typed = lines[0][1] if lines else []
    headings = _headings(typed, kind, name)
    if len(lines) > MOST_ROWS + 1:
        text = _("“%(name)s” has more than %(most)s rows. Import it in parts.")
        raise _error(text, name, most=MOST_ROWS)
    rows = [
        (number, _fitted(cells, headings, is_workbook(data))) for number, cells, _bad in lines[1:]
    ]
    if not rows:
        raise _error(_("“%(name)s” has headings, but no rows. Add rows below them."), name)
    named = [heading for heading in headings if heading]
    about = _about(sheet, typed, headings)
    return ParsedTable(named, rows, _twins(named, rows), _problems(lines, headings), about)


def _about(sheet, typed, headings):
    """Return what a page says of a file.

    ``sheet`` and ``places``, the letters of the named columns, name cells as a spreadsheet does;
    ``ignored`` are the headings of columns of a list for readers that an import does not change.
    """
    places = [get_column_letter(place) for place, each in enumerate(headings, 1) if each]
    is_for_readers = _is_for_readers(typed)
    ignored = [cell for cell, each in zip(typed, headings, strict=False) if cell and not each]
    return {
        "sheet": sheet,
        "places": places,
        "is_for_readers": is_for_readers,
        "ignored": ignored if is_for_readers else [],
    }


def _is_for_readers(typed):
    """Whether headings are those of a list that readers download, which names records by “ID”."""
    headings = {label_key(cell) for cell in typed}
    return READERS_ID in headings and SLUG not in headings


def _lines(data, name, kind):
    """Return the title of a sheet and its [(number, cells, problems)].

    There is no more than one line beyond MOST_ROWS.
    """
    limits = MOST_ROWS + 2, MOST_COLUMNS, UNPACKED_LIMIT
    known = [*_known_headings(kind, False), *_known_headings(kind, True)]
    found = subprocess_reader.read_in_subprocess(
        read_lines, data, name, known, limits, error=TableError
    )
    if is_workbook(data):
        return found["sheet"], found["lines"]
    return "", [
        (
            number,
            [unescape_formula(cell).strip() for cell in cells],
            [*problems, *_formulas(number, cells)],
        )
        for number, cells, problems in found["lines"]
    ]


def _formulas(number, cells):
    """Return the problems of CSV cells with formulas: CSV does not hold their results."""
    return [
        (at, cell, str(FORMULA), {"cell": f"{get_column_letter(at + 1)}{number}"})
        for at, cell in enumerate(cells)
        if cell.lstrip().startswith(("=", "＝"))
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
    is_for_readers = _is_for_readers(cells)
    known = _known_headings(kind, is_for_readers)
    while cells and not cells[-1]:
        cells = cells[:-1]
    found = [known.get(label_key(cell)) if cell else None for cell in cells]
    names = [each for each in found if each]
    if not {SLUG, f"title_{ORIGINAL}"} & {*names}:
        text = _(
            "“%(name)s” has neither a column “%(address)s” nor a column “%(title)s”, one of which "
            "says what record a row is about. Begin with the template on this page, or with a "
            "table exported from this list."
        )
        labels = labels_of(kind)
        title = labels[f"title_{ORIGINAL}"]
        raise _error(text, name, address=labels[SLUG], title=title)
    if not is_for_readers:
        _refuse_unknown(cells, found, known)
    twice = sorted({cells[found.index(each)] for each in names if names.count(each) > 1})
    if twice:
        text = _("There are two columns “%(twice)s”. Delete one of them.")
        raise TableError(text, {"twice": "”, “".join(map(as_typed, twice))})
    if len(cells) > MOST_COLUMNS:
        raise _error(_("“%(name)s” has too many columns. Delete those without heading."), name)
    return found


def _refuse_unknown(cells, found, known):
    unknown = [cell for cell, column in zip(cells, found, strict=True) if column is None and cell]
    if unknown:
        near = [get_close_matches(label_key(each), known, 1) for each in unknown]
        meant = ", ".join(_as_people_write(match[0], known) for match in near if match)
        text = _(
            "There is no column “%(unknown)s” here. Correct or delete it. Perhaps you mean: "
            "%(meant)s."
        )
        raise TableError(
            text,
            {"unknown": "”, “".join(map(as_typed, unknown)), "meant": meant or "–"},
        )


def _as_people_write(heading, known):
    return heading if known[heading] == heading else capitalised(heading)


@cache
def _known_headings(kind, is_for_readers):
    """Return {heading or label in any language: name of the column}; without what is unclear.

    In a list for readers “Название” heads Russian titles; an editor heads by it what the form
    calls so, the original. The labels of the template come first.
    """
    columns = table_columns(kind)
    if is_for_readers:
        return _clear((label, c.heading) for c in columns for label in c.labels_for_readers) | {
            READERS_ID: SLUG
        }
    return (
        _clear((label, column.heading) for column in columns for label in column.labels)
        | _clear(pair for code in CODES for pair in _labels_in(code, kind))
        | {column.heading: column.heading for column in columns}
    )


def _labels_in(code, kind):
    with translation.override(code):
        return [(label_key(label), heading) for heading, label in labels_of(kind).items()]


def _clear(pairs):
    """Return {label: heading} of those that lead to one heading alone."""
    found = defaultdict(set)
    for label, heading in pairs:
        found[label].add(heading)
    return {label: min(headings) for label, headings in found.items() if len(headings) == 1}
