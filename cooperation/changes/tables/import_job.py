"""The import of a table: uploaded, checked, confirmed and written, a batch of rows at a time."""

import re
import time

from django.utils.translation import gettext as _

from cooperation.changes.tables.cells import without_gap
from cooperation.changes.tables.column_help import is_example
from cooperation.changes.tables.columns import SLUG
from cooperation.changes.tables.import_storage import ImportStorage, delete_expired
from cooperation.changes.tables.reading import read
from cooperation.changes.tables.row_import import RowImport
from cooperation.changes.tables.row_results import CellProblem, RowOutcome, RowResult, bad_row
from cooperation.changes.tables.writer import Writer
from cooperation.changes.use_case import allow_writes

BATCH = 200
"""Rows that are checked or written at once, in one transaction."""


def begin(data, name, kind, user):
    """Store the table in an uploaded file; return its ImportJob. Raises TableError."""
    table = read(data, name, kind)
    delete_expired()
    lines = [
        (number, cells, table.twins.get(number), table.problems.get(number, ()))
        for number, cells in table.lines
    ]
    batches = [lines[first : first + BATCH] for first in range(0, len(lines), BATCH)]
    storage = ImportStorage.create(
        user=user.pk,
        kind=kind,
        name=name,
        headings=table.headings,
        **table.about,
        total=len(lines),
        batches=len(batches),
    )
    for number, batch in enumerate(batches):
        storage.write(f"rows-{number}", batch)
    return ImportJob(storage, user)


def find(key, user, kind):
    """Return the ImportJob that a user has begun for a kind; None if there is none."""
    storage = ImportStorage(key)
    about = storage.read("about")
    if about is None or (about["user"], about["kind"]) != (user.pk, kind):
        return None
    return ImportJob(storage, user)


class ImportJob:
    """One table from its upload until its last row is written."""

    def __init__(self, storage, user):
        self.storage, self.user = storage, user
        self.about = storage.read("about")
        self.kind, self.key = self.about["kind"], storage.key

    @property
    def stage(self):
        """What is to be done next: "check", "confirm", "write"; or "done"."""
        if self._next_batch("check") is not None:
            return "check"
        if not self.storage.has("confirmed"):
            return "confirm"
        return "done" if self._next_batch("write") is None else "write"

    def progress(self, stage):
        """Return how many rows are through a stage, "check" or "write"."""
        batch = self._next_batch(stage)
        return self.about["total"] if batch is None else batch * BATCH

    def _next_batch(self, stage):
        return next((n for n in self._batches if not self.storage.has(_part(stage, n))), None)

    @property
    def _batches(self):
        return range(self.about["batches"])

    def continue_for(self, seconds):
        """Check or write as many batches as fit into some seconds, at least one."""
        ends = time.monotonic() + seconds
        while (stage := self.stage) in ("check", "write"):
            batch = self._next_batch(stage)
            results = self._check(batch) if stage == "check" else self._write(batch)
            self.storage.write(_part(stage, batch), [result.as_json() for result in results])
            if time.monotonic() > ends:
                return

    def confirm(self, is_publishing, note=""):
        """Let the good rows be written: published at once, if that is asked for."""
        self.storage.write("confirmed", {"is_publishing": is_publishing, "note": note})

    def _check(self, batch):
        refused, rows = [], {}
        for line, cells, twin, problems in self._lines_of(batch):
            if cells is None:
                text = _("The row does not have as many cells as there are headings. Correct it.")
                refused.append(bad_row(line, "", text))
                continue
            row = self._with_headings(cells)
            if is_example(row[SLUG]):
                text = _("This is the example row of the template. Delete it.")
                refused.append(bad_row(line, "", text, SLUG, row[SLUG]))
            elif problems:
                found = [CellProblem(*cell, _(text) % params) for *cell, text, params in problems]
                refused.append(RowResult(line, RowOutcome.BAD, row[SLUG], None, found))
            elif twin:
                text = _("Row %(line)d is about the same record. Keep one of the two rows.")
                slug = row[SLUG]
                refused.append(bad_row(line, slug, text % {"line": twin}, SLUG, slug))
            else:
                rows[line] = row
        return sorted([*refused, *self._row_import().run(rows)])

    def _row_import(self, writer=None, seen=None):
        is_for_readers = self.about.get("is_for_readers", False)
        return RowImport(self.kind, self.user, writer, seen, is_for_readers)

    def _write(self, batch):
        writer = Writer(self.user, **self.storage.read("confirmed"))
        good = (RowOutcome.NEW, RowOutcome.CHANGED)
        checked = [each for each in self._results("check", batch) if each.outcome in good]
        seen = {result.slug: result.version for result in checked}
        rows = self._rows_of(checked, batch)
        with allow_writes(), writer.batch():
            return self._row_import(writer, seen).run(rows)

    def _with_headings(self, cells):
        """Return {heading: cell} of a row, with the address even if there is no column of it."""
        row = {SLUG: ""} | dict(zip(self.about["headings"], cells, strict=True))
        if not self.about.get("is_for_readers"):
            return row
        slug = {SLUG: re.split("[/#]", row[SLUG].rstrip("/"))[-1]}
        return {heading: without_gap(cell) for heading, cell in row.items()} | slug

    def _rows_of(self, results, batch):
        """Return {line: {heading: cell}} of some results of a batch, each with its address."""
        slugs = {result.line: result.slug for result in results}
        return {
            line: self._with_headings(cells) | {SLUG: slugs[line]}
            for line, cells, _twin, _problems in self._lines_of(batch)
            if line in slugs
        }

    def _lines_of(self, batch):
        """Yield (line, cells, twin, problems); earlier versions stored no problems."""
        for line, cells, twin, *rest in self.storage.read(f"rows-{batch}"):
            yield line, cells, twin, *(rest or [()])

    def cell_name(self, line, column):
        """Return the name that a spreadsheet gives to a cell, “Sheet1!C4”; "" if it has none."""
        named = dict(zip(self.about["headings"], self.about.get("places", ()), strict=False))
        if column not in named:
            return ""
        sheet = self.about["sheet"]
        return f"{sheet}!{named[column]}{line}" if sheet else f"{named[column]}{line}"

    def results(self, stage):
        """Return each RowResult of the batches that are through a stage."""
        return [result for batch in self._batches for result in self._results(stage, batch)]

    def _results(self, stage, batch):
        stored = self.storage.read(_part(stage, batch)) or ()
        return [RowResult.from_json(values) for values in stored]

    def targets(self, results):
        """Return the Target of each of some results, as its row wants it now; None if it cannot."""
        lines = {result.line for result in results}
        rows = {}
        for batch in self._batches:
            checked = [each for each in self._results("check", batch) if each.line in lines]
            rows |= self._rows_of(checked, batch) if checked else {}
        found = {each.line: each.target for each in self._row_import().run(rows)}
        return [found[result.line] for result in results]


def _part(stage, batch):
    """Return the name of the stored results of a batch, which earlier versions used as well."""
    return f"{'keep' if stage == 'write' else stage}-{batch}"
