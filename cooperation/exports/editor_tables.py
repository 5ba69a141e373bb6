"""Tables for editors, in the columns of the import."""

from cooperation.changes.tables.cells import TOO_LONG
from cooperation.changes.tables.columns import table_columns
from cooperation.changes.tables.row_targets import targets_of
from cooperation.domain.texts.cleaning import clean_prose
from cooperation.exports import text, workbook
from cooperation.models import Record

BATCH = 200
"""Records read with one set of queries."""


def targets(kind, keys):
    """Yield the Target of each record by key, in order."""
    for first in range(0, len(keys), BATCH):
        batch = keys[first : first + BATCH]
        records = Record.objects.fetch_by_key(batch)
        found = targets_of([records[key] for key in batch if key in records])
        yield from (found[key] for key in batch if key in found)


def csv_of(kind, keys):
    """Yield a table as CSV, line by line."""
    columns = [_CleanColumn(column) for column in table_columns(kind)]
    return text.csv_of(columns, targets(kind, keys), None)


def write_workbook(file, kind, keys, about):
    """Write a table as XLSX; TOO_LONG stands for a text that no cell can hold."""
    columns = [_WorkbookColumn(column) for column in table_columns(kind)]
    workbook.write(file, columns, targets(kind, keys), about)


class _CleanColumn:
    """A column without signs that no text may hold: old ones may, and files with them are refused.

    To an import such a text is unchanged, see ``is_same``.
    """

    def __init__(self, column):
        self.heading, self._read = column.heading, column.read

    def read(self, target):
        return clean_prose(self._read(target))


class _WorkbookColumn(_CleanColumn):
    """A clean column of XLSX."""

    def read(self, target):
        cell = super().read(target)
        return cell if workbook.fits(cell) else str(TOO_LONG)
