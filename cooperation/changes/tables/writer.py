"""What becomes of the changed records of a table: drafts, records that wait, or public pages."""

import logging
from enum import Enum

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from cooperation.changes import drafts, publication, review
from cooperation.changes.going_live import put_live, replace
from cooperation.models import Record
from cooperation.snapshots.apply import make
from cooperation.snapshots.references import Missing
from cooperation.snapshots.rows import with_state
from cooperation.sourcing.index import index_later

logger = logging.getLogger(__name__)


class Kept(Enum):
    """Where a row has gone."""

    NEW = "new"
    SAVED = "saved"
    DRAFT = "draft"
    PUBLISHED = "published"


class Keeper:
    """Writes Targets the way the form of a record does; ``is_publishing`` lets them go live.

    ``kept`` is {address: Kept}. A record that has a draft of somebody keeps one: what the table
    says joins it, and waits with it. ``finish`` is to be called once for all, in the same
    transaction.
    """

    def __init__(self, user, is_publishing=False, note=""):
        self.user, self.is_publishing, self.note = user, is_publishing, note
        self.kept = {}
        self._to_find, self._log = [], []

    def keep(self, target):
        """Write one Target in a transaction of its own; ValidationError if that cannot be."""
        try:
            with transaction.atomic():
                kept = self._kept(target)
        except Missing as error:
            raise ValidationError({NON_FIELD_ERRORS: str(error)}) from error
        except DatabaseError as error:
            logger.warning("A row of a table was refused: %s", error)
            text = _("The register refuses these values together. Change this record in its form.")
            raise ValidationError({NON_FIELD_ERRORS: text}) from error
        self.kept[target.natural_key[1]] = kept

    def _kept(self, target):
        record, snapshot = target.record, target.snapshot
        if record is None:
            record = make(with_state(snapshot, status=Record.Status.DRAFT))
            kept = Kept.PUBLISHED if self._publish(record, snapshot) else Kept.NEW
            self._to_find.append(record)
            self._note(record, ADDITION, _("Imported from a table."))
            return kept
        kept = self._changed(target, record, snapshot)
        self._note(record, CHANGE, _("Changed by a table."))
        return kept

    def _changed(self, target, record, snapshot):
        if target.draft is None and self._may_go_live(record, snapshot):
            known = target.live, target.parts
            put_live(record, snapshot, self.user, known=known, is_one_of_many=True, note=self.note)
            self._to_find.append(record)
            is_public = record.status == Record.Status.PUBLISHED or self._is_public(record)
            return Kept.PUBLISHED if is_public else Kept.SAVED
        if drafts.goes_beside(record, target.draft):
            drafts.keep(record, snapshot, self.user, target.live, target.draft)
            return Kept.DRAFT
        replace(record, snapshot, target.live, target.parts, is_one_of_many=True)
        self._to_find.append(record)
        return Kept.SAVED

    def _may_go_live(self, record, snapshot):
        return self.is_publishing and review.may_go_live(record, snapshot)

    def _publish(self, record, snapshot):
        if not self._may_go_live(record, snapshot):
            return False
        return bool(publication.publish([record], self.user, is_checked=True, note=self.note))

    def _is_public(self, record):
        record.refresh_from_db()
        return record.status == Record.Status.PUBLISHED

    def _note(self, record, flag, words):
        model = Record.model_of(record.kind)
        self._log.append(
            LogEntry(
                user=self.user,
                content_type=ContentType.objects.get_for_model(model),
                object_id=str(record.pk),
                object_repr=str(record)[:200],
                action_flag=flag,
                change_message=words,
            )
        )

    def finish(self):
        """Let the search find what was written, and write the log of the desk."""
        if self._to_find:
            index_later(*self._to_find)
        LogEntry.objects.bulk_create(self._log)
