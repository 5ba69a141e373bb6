"""The way of a table into the register: checked, looked at, and taken in, a batch at a time."""

import logging
import time
from typing import NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from cooperation.changes.tables.columns import SLUG
from cooperation.changes.tables.import_storage import Shelf, tidy
from cooperation.changes.tables.reading import read
from cooperation.changes.tables.resource import RecordResource
from cooperation.changes.tables.writer import Writer
from cooperation.changes.write_access import allow_writes

logger = logging.getLogger(__name__)

BATCH = 200
"""Rows that are checked or taken in at once, in one transaction."""

NEW, CHANGED, SAME, BAD = "new", "changed", "same", "bad"


class Problem(NamedTuple):
    """What is wrong with one cell, or with a whole row (``column`` is empty then)."""

    column: str
    value: str
    message: str


class Row(NamedTuple):
    """What was found out about one row; ``version`` is that of its record at the check."""

    line: int
    outcome: str
    slug: str
    version: str | None
    problems: list


def begin(data, name, kind, user):
    """Put a table on its way; return its Journey. Raises TableError."""
    table = read(data, name, kind, is_apart=True)
    tidy()
    lines = [(number, cells, table.twins.get(number)) for number, cells in table.lines]
    batches = [lines[first : first + BATCH] for first in range(0, len(lines), BATCH)]
    shelf = Shelf.begin(
        user=user.pk,
        kind=kind,
        name=name,
        headings=table.headings,
        total=len(lines),
        batches=len(batches),
    )
    for number, batch in enumerate(batches):
        shelf.write(f"rows-{number}", batch)
    return Journey(shelf, user)


def find(key, user, kind):
    """Return the Journey that a user has begun for a kind; None if there is none."""
    shelf = Shelf(key)
    about = shelf.read("about")
    if about is None or (about["user"], about["kind"]) != (user.pk, kind):
        return None
    return Journey(shelf, user)


class Journey:
    """One table between its upload and the last of its rows."""

    def __init__(self, shelf, user):
        self.shelf, self.user = shelf, user
        self.about = shelf.read("about")
        self.kind, self.key = self.about["kind"], shelf.key

    # Where it stands

    @property
    def stage(self):
        """What is to be done next: check, look, keep; or done."""
        if self._next("check") is not None:
            return "check"
        if not self.shelf.has("confirmed"):
            return "look"
        return "done" if self._next("keep") is None else "keep"

    def _next(self, stage):
        batches = range(self.about["batches"])
        return next((n for n in batches if not self.shelf.has(f"{stage}-{n}")), None)

    def progress(self, stage):
        """Return how many rows are through a stage."""
        batch = self._next(stage)
        return self.about["total"] if batch is None else batch * BATCH

    # What is done

    def go_on(self, seconds):
        """Do as much as fits into some seconds, at least one batch."""
        ends = time.monotonic() + seconds
        while (stage := self.stage) in ("check", "keep"):
            getattr(self, f"_{stage}")()
            if time.monotonic() > ends:
                return

    def _check(self):
        batch = self._next("check")
        self.shelf.write(f"check-{batch}", self._taken(batch, RecordResource(self.kind, self.user)))

    def confirm(self, is_publishing, note=""):
        """Let the good rows be taken in: published at once, if that is asked for."""
        self.shelf.write("confirmed", {"is_publishing": is_publishing, "note": note})

    def _keep(self):
        batch = self._next("keep")
        found = self._rows("check", batch)
        wanted = {row.line: row for row in found if row.outcome in (NEW, CHANGED)}
        writer = Writer(self.user, **self.shelf.read("confirmed"))
        seen = {row.slug: row.version for row in wanted.values()}
        resource = RecordResource(self.kind, self.user, writer, seen)
        with allow_writes(), writer.batch():
            rows = self._taken(batch, resource, wanted)
        kept = [
            [*row[:1], writer.kept[row[2]].value if row[2] in writer.kept else row[1], *row[2:]]
            for row in rows
        ]
        self.shelf.write(f"keep-{batch}", kept)

    def _taken(self, batch, resource, wanted=None):
        """Return the rows of a batch, as lists, once a resource has taken them; or those wanted."""
        found, lines, cells = [], [], []
        at = self.about["headings"].index(SLUG)
        for line, row, twin in self.shelf.read(f"rows-{batch}"):
            if wanted is not None and line not in wanted:
                continue
            if row is None or twin:
                found.append(self._refused(line, row[at] if row else "", twin))
                continue
            if wanted:
                row[at] = wanted[line].slug
            lines.append(line)
            cells.append(row)
        result = resource.take(self.about["headings"], cells) if cells else None
        for line, taken in zip(lines, result or (), strict=True):
            found.append(_row(line, taken))
        return sorted(found)

    def _refused(self, line, slug, twin):
        if twin:
            text = _("Row %(line)d is about the same record. Keep one of the two rows.")
            return Row(line, BAD, slug, None, [Problem(SLUG, slug, text % {"line": twin})])
        text = _("The row does not have as many cells as there are headings. Correct it.")
        return Row(line, BAD, "", None, [Problem("", "", text)])

    # What there is to see

    def rows(self, stage):
        """Return each Row of the batches that are through a stage."""
        numbers = range(self.about["batches"])
        return [row for number in numbers for row in self._rows(stage, number)]

    def _rows(self, stage, batch):
        return [
            Row(*row[:4], [Problem(*problem) for problem in row[4]])
            for row in self.shelf.read(f"{stage}-{batch}") or ()
        ]

    def targets(self, rows):
        """Return the Targets of some rows as their cells want them now."""
        wanted = {row.line: row for row in rows}
        cells = []
        at = self.about["headings"].index(SLUG)
        for batch in sorted({self._batch_of(row.line) for row in rows}):
            for line, row, _twin in self.shelf.read(f"rows-{batch}"):
                if line in wanted:
                    row[at] = wanted[line].slug
                    cells.append(row)
        resource = RecordResource(self.kind, self.user)
        taken = resource.take(self.about["headings"], cells) if cells else ()
        return [each.instance for each in taken]

    def _batch_of(self, line):
        numbers = range(self.about["batches"])
        firsts = [self.shelf.read(f"check-{n}")[0][0] for n in numbers]
        return max(n for n in numbers if firsts[n] <= line)


def _row(line, taken):
    """Return the Row of what django-import-export says of one row."""
    values = taken.row_values
    if taken.errors:
        logger.error("A row of a table failed.", exc_info=taken.errors[0].error)
        text = _("This row could not be taken in. Change this record in its form.")
        return Row(line, BAD, values[SLUG], None, [Problem("", "", text)])
    if error := taken.validation_error:
        problems = [
            Problem("" if name == NON_FIELD_ERRORS else name, values.get(name, ""), message)
            for name, messages in error.message_dict.items()
            for message in messages
        ]
        return Row(line, BAD, values[SLUG], None, problems)
    target = taken.instance
    outcome = SAME if taken.is_skip() else NEW if target.record is None else CHANGED
    version = target.version if target.record else None
    return Row(line, outcome, target.natural_key[1], version, [])
