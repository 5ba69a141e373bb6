"""Takes rows of a table in: finds the record of each, changes it by its cells, checks, writes."""

import logging

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cooperation.changes import rights
from cooperation.changes.addresses import check_free, free_slug
from cooperation.changes.tables.cells import is_same
from cooperation.changes.tables.columns import SLUG, VERSION, columns_of
from cooperation.changes.tables.constraints import check_constraints
from cooperation.changes.tables.known_records import KnownRecords
from cooperation.changes.tables.row_results import CellProblem, RowOutcome, RowResult, bad_row
from cooperation.changes.tables.row_targets import new_target, targets_of
from cooperation.models import OldAddress, Record

logger = logging.getLogger(__name__)


class RowImport:
    """Checks rows of a table of one kind; with a Writer it writes the good ones too.

    ``seen`` is {address: version at the check}, None for a record that did not exist; a record
    that has changed since is refused. ``is_for_readers`` says that the table is a list for readers,
    which shows the original where a translation is missing.
    """

    def __init__(self, kind, user, writer=None, seen=None, is_for_readers=False):
        self.kind, self.user, self.writer, self.seen = kind, user, writer, seen
        self.is_for_readers = is_for_readers
        self.columns = columns_of(kind)

    def run(self, rows):
        """Return the RowResult of each row, {line: {heading: cell}}, with few queries for all."""
        self._look_up(rows.values())
        return [self._import_row(line, row) for line, row in rows.items()]

    def _import_row(self, line, row):
        try:
            target = self.targets.get(row[SLUG]) or self._new_target(row)
            self._change_cells(target, row)
            outcome = RowOutcome.SAME
            if target.is_changed:  # a batch that is repeated finds its own work unchanged
                self._check_version(target, row)
                check_constraints(target)
                outcome = self._write(target)
        except ValidationError as error:
            return RowResult(line, RowOutcome.BAD, row[SLUG], None, _problems(error, row))
        except Exception:
            logger.exception("A row of a table failed.")
            text = _("This row could not be taken in. Change this record in its form.")
            return bad_row(line, row[SLUG], text)
        return RowResult(line, outcome, target.slug, target.version, target=target)

    def _look_up(self, rows):
        """Read all that the rows name: their own records, old addresses, and other records."""
        names = {row["title_en"] for row in rows if row.get("title_en")}
        for column in self.columns:
            cells = (row[column.heading] for row in rows if column.heading in row)
            names.update(name for cell in cells for name in column.names_in(cell))
        self.known = KnownRecords(names)
        slugs = [row[SLUG] for row in rows]
        former = OldAddress.objects.of_kind(self.kind).with_slugs(slugs)
        self.old_addresses = {*former.values_list("slug", flat=True)}
        records = Record.objects.of_kind(self.kind).with_slugs(slugs)
        records = list(records.select_for_update() if self.writer else records)
        self.targets = {each.slug: each for each in targets_of(records, self.known).values()}

    def _new_target(self, row):
        """Return the Target of a record that does not exist yet, if it may be added."""
        title = row.get("title_en", "")
        slug = row[SLUG] or free_slug(self.kind, title)
        if rights.against_adding(self.user, self.kind):
            text = _("There is no such record, and you may not add one. Correct the address.")
            raise ValidationError({SLUG: text})
        if not row[SLUG] and title and (there := self.known.titled(title, self.kind)):
            text = _("“%(slug)s” has this title already. Type that address, or another title.")
            raise ValidationError({SLUG: text % {"slug": there}})
        try:
            Record._meta.get_field(SLUG).clean(slug, None)
            if slug in self.old_addresses:
                check_free(self.kind, slug)
        except ValidationError as error:
            raise ValidationError({SLUG: error}) from error
        return new_target(self.kind, slug, self.known)

    def _change_cells(self, target, row):
        """Let each cell change the Target; raise what is wrong with any of them, by column."""
        errors = {}
        for column in self.columns:
            try:
                if column.heading in row:
                    text = row[column.heading]
                    if not (self.is_for_readers and column.is_fallback(target, text)):
                        column.change(target, text)
                elif target.is_new and column.is_needed:
                    raise ValidationError(_("A new record needs this column. Add it to the table."))
            except ValidationError as error:
                errors[column.heading] = error
        if errors:
            raise ValidationError(errors)

    def _check_version(self, target, row):
        """Refuse to overwrite what somebody has changed since it was exported or looked at."""
        if self.seen is not None and self.seen.get(target.slug) != target.version:
            text = _("The record has changed since you looked. Import the table once more.")
            raise ValidationError({SLUG: text})
        typed = row.get(VERSION)
        if typed and not target.is_new and not is_same(typed, target.version):
            text = _(
                "The record has changed since this table was exported. Export it again, or empty "
                "this cell to let the table win."
            )
            raise ValidationError({VERSION: text})

    def _write(self, target):
        if self.writer:
            return self.writer.write(target)
        return RowOutcome.NEW if target.is_new else RowOutcome.CHANGED


def _problems(error, row):
    by_column = getattr(error, "message_dict", {"": error.messages})
    return [
        CellProblem(column, row.get(column, ""), message)
        for column, messages in by_column.items()
        for message in messages
    ]
