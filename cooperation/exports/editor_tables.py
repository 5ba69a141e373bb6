"""Tables for editors, in the columns of the import."""

from django.utils.translation import gettext_lazy as _

from cooperation.changes.tables.columns import SLUG, VERSION, ImportColumn, columns_of
from cooperation.changes.tables.reading import TableError
from cooperation.changes.tables.row_targets import targets_of
from cooperation.domain.texts.cleaning import clean_prose
from cooperation.exports import text, workbook
from cooperation.models import Record

BATCH = 200
"""Records read with one set of queries."""


class _SlugColumn(ImportColumn):
    def read(self, target):
        return target.slug


class _VersionColumn(ImportColumn):
    def read(self, target):
        return target.version


def table_columns(kind):
    """Return the columns of an exported table: slug, values, version."""
    return [_SlugColumn(SLUG), *columns_of(kind), _VersionColumn(VERSION)]


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
    """Write a table as XLSX; raises TableError if a text is too long for a cell."""
    columns = [_CheckedColumn(column) for column in table_columns(kind)]
    workbook.write(file, columns, targets(kind, keys), about)
    for column in columns:
        if column.lost:
            raise TableError(
                _("XLSX cannot hold a text of “%(record)s” (%(column)s). Export as CSV."),
                {"record": column.lost, "column": column.heading},
            )


class _CleanColumn:
    """A column without signs that no text may hold: old ones may, and files with them are refused.

    To an import such a text is unchanged, see ``is_same``.
    """

    def __init__(self, column):
        self.heading, self._read = column.heading, column.read

    def read(self, target):
        return clean_prose(self._read(target))


class _CheckedColumn(_CleanColumn):
    """A column that remembers a record whose text is too long for a cell of XLSX."""

    lost = ""

    def read(self, target):
        cell = super().read(target)
        if len(cell) > workbook.LONGEST:
            self.lost = str(target)
        return cell
