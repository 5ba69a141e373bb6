"""Writes the changed records of a table: as drafts, as records that wait, or for readers."""

import logging
from contextlib import contextmanager

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cooperation.changes.errors import EditConflict, Invalid, NotAllowed, NotApproved, Refused
from cooperation.changes.finish import finish_once
from cooperation.changes.log import log_entry
from cooperation.changes.save import Edit, save
from cooperation.changes.tables.row_results import RowOutcome
from cooperation.changes.why import Why
from cooperation.models import Record
from cooperation.snapshots.merge import merge
from cooperation.snapshots.rows import content

logger = logging.getLogger(__name__)


class Writer:
    """Saves Targets through the door; ``is_publishing`` lets them go live.

    What a table says of a record that has a draft joins that draft, and waits with it.
    """

    def __init__(self, user, is_publishing=False, note=""):
        self.user, self.is_publishing, self.why = user, is_publishing, Why(note)
        self._log = []

    @contextmanager
    def batch(self):
        """Let what follows the rows written inside be done once for all of them."""
        with finish_once():
            yield
        LogEntry.objects.bulk_create(self._log)

    def write(self, target):
        """Write a Target in a transaction of its own; return its RowOutcome.

        Raises ValidationError if the register refuses it.
        """
        try:
            saved = self._save(target)
            if saved is None:
                return RowOutcome.SAME
        except Invalid as refusal:
            logger.warning("A row of a table was refused: %s", refusal)
            text = _("The register refuses these values together. Change this record in its form.")
            raise ValidationError(text) from refusal
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        words = _("Imported from a table.") if target.is_new else _("Changed by a table.")
        flag = ADDITION if target.is_new else CHANGE
        self._log.append(log_entry(saved.record, self.user.pk, words, flag))
        if saved.draft:
            return RowOutcome.DRAFT
        if saved.record.status == Record.Status.PUBLISHED:
            return RowOutcome.PUBLISHED
        return RowOutcome.NEW if target.is_new else RowOutcome.SAVED

    def _save(self, target):
        """Save a Target on top of what earlier rows of the batch have made of its record.

        Return Saved, or None if they have done all that this row wants.
        """
        try:
            return self._save_edit(target, target.snapshot, target.shown)
        except EditConflict as conflict:
            if conflict.questions:
                raise
            theirs = conflict.theirs
            wanted = merge(conflict.base, theirs, conflict.mine).snapshot
            if content(wanted) == content(theirs):
                return None
            return self._save_edit(target, wanted, theirs)

    def _save_edit(self, target, wanted, base):
        edit = Edit(wanted, None if target.is_new else base)
        if self.is_publishing and target.draft is None:
            try:
                return save(target.record, edit, self.user, self.why, publish=True)
            except (NotAllowed, NotApproved):
                pass  # it waits for somebody who may, or for an approval
        return save(target.record, edit, self.user, self.why)
