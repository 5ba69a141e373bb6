"""What a check of the register reports."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One thing that is wrong: where, what, and what to do about it."""

    record: str
    field: str
    problem: str
    remedy: str

    def __str__(self):
        return f"{self.record}, {self.field}: {self.problem} {self.remedy}"


def name_of(record):
    """Return the natural key of a record as in addresses and fixtures."""
    return f"{record.kind}/{record.slug}"
