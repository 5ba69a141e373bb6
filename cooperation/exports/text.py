"""Lists as text: CSV, JSON and JSON Lines."""

import csv
import json
from datetime import date
from itertools import chain, islice

from cooperation.formats.formulas import escape_formula

BOM = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""


class _LineEcho:
    """A “file” whose ``write`` returns the line."""

    def write(self, line):
        return line


def csv_of(columns, records, about):
    """Yield a table as CSV, line by line."""
    rows = ([column.read(record) for column in columns] for record in records)
    return csv_rows(chain([[column.heading for column in columns]], rows))


def csv_rows(rows):
    """Yield rows of values as CSV (RFC 4180), line by line; an apostrophe disables formulas."""
    writer = csv.writer(_LineEcho())
    yield BOM
    for row in rows:
        yield writer.writerow(map(_cell, row))


def _cell(value):
    if isinstance(value, date):  # also datetime
        return value.isoformat()
    return escape_formula(value) if isinstance(value, str) else value


def json_of(columns, records, about):
    """Yield {"records": […], "about": {…}}, with records as in the API."""
    count = 0
    yield '{"records": ['
    for record in records:
        yield f"{',' if count else ''}\n{_json(record)}"
        count += 1
    facts = {key: value for key, (_label, value) in about.facts(count).items()}
    yield f'\n],\n"about": {_json(facts)}}}\n'


def json_lines_of(columns, records, about):
    """Yield one record per line, as in the API (jsonlines.org)."""
    return (f"{_json(record)}\n" for record in records)


def _json(value):
    return json.dumps(value, ensure_ascii=False, default=str)


def in_batches(lines, size=64):
    """Yield lines joined in batches, for fewer and larger writes."""
    lines = iter(lines)
    while piece := "".join(islice(lines, size)):
        yield piece
