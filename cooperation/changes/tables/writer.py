"""What becomes of the changed records of a table: drafts, records that wait, or public pages."""

import logging
from contextlib import contextmanager
from enum import Enum

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from cooperation.changes.errors import Invalid, NotAllowed, NotApproved, Refused
from cooperation.changes.finish import finish_once
from cooperation.changes.save import Edit, save
from cooperation.changes.why import Why
from cooperation.models import Record

logger = logging.getLogger(__name__)


class Kept(Enum):
    """Where a row has gone."""

    NEW = "new"
    SAVED = "saved"
    DRAFT = "draft"
    PUBLISHED = "published"


class Writer:
    """Saves Targets through the door; ``is_publishing`` lets them go live.

    ``kept`` is {address: Kept}. A record that has a draft of somebody keeps one: what the table
    says joins it, and waits with it.
    """

    def __init__(self, user, is_publishing=False, note=""):
        self.user, self.is_publishing, self.why = user, is_publishing, Why(note)
        self.kept, self._log = {}, []

    @contextmanager
    def batch(self):
        """Let what follows the rows written inside be done once for all of them."""
        with finish_once():
            yield
        LogEntry.objects.bulk_create(self._log)

    def keep(self, target):
        """Write one Target in a transaction of its own; ValidationError if that cannot be."""
        try:
            saved = self._saved(target)
        except Invalid as refusal:
            logger.warning("A row of a table was refused: %s", refusal)
            text = _("The register refuses these values together. Change this record in its form.")
            raise ValidationError({NON_FIELD_ERRORS: text}) from refusal
        except Refused as refusal:
            raise ValidationError({NON_FIELD_ERRORS: str(refusal)}) from refusal
        self.kept[target.natural_key[1]] = self._kept(target, saved)
        is_new = target.record is None
        words = _("Imported from a table.") if is_new else _("Changed by a table.")
        self._note(saved.record, ADDITION if is_new else CHANGE, words)

    def _saved(self, target):
        edit = Edit(target.snapshot, None if target.record is None else target.shown)
        if self.is_publishing and target.draft is None:
            try:
                return save(target.record, edit, self.user, self.why, publish=True)
            except (NotAllowed, NotApproved):
                pass  # it waits for somebody who may, or for an approval
        return save(target.record, edit, self.user, self.why)

    @staticmethod
    def _kept(target, saved):
        if saved.draft:
            return Kept.DRAFT
        if saved.record.status == Record.Status.PUBLISHED:
            return Kept.PUBLISHED
        return Kept.NEW if target.record is None else Kept.SAVED

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
