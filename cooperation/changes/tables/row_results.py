"""What is known of a row of a table once it was checked or written."""

from enum import StrEnum
from typing import NamedTuple

from cooperation.changes.tables.row_targets import Target


class RowOutcome(StrEnum):
    """What a row will do, after the check, or what it has done, after the write."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BAD = "bad"
    SAVED = "saved"
    DRAFT = "draft"
    PUBLISHED = "published"


class CellProblem(NamedTuple):
    """What is wrong with one cell, or with a whole row (``column`` is empty then)."""

    column: str
    value: str
    message: str


class RowResult(NamedTuple):
    """The outcome of one row, and its problems if it is bad.

    ``version`` is that of the record before the row, None for a new one. ``target`` is the record
    as the row wants it, None for a bad row; it is not stored.
    """

    line: int
    outcome: RowOutcome
    slug: str
    version: str | None = None
    problems: list | tuple = ()
    target: Target | None = None

    def as_json(self):
        return self[:5]

    @classmethod
    def from_json(cls, values):
        line, outcome, slug, version, problems = values
        problems = [CellProblem(*problem) for problem in problems]
        return cls(line, RowOutcome(outcome), slug, version, problems)


def bad_row(line, slug, message, column="", value=""):
    """Return the RowResult of a row with one problem."""
    return RowResult(line, RowOutcome.BAD, slug, None, [CellProblem(column, value, message)])
