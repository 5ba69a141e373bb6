"""Keeps a save of one record from changing another record that needs approval.

A relation is on the pages of both its records, whichever form it was typed in. If the kind of the
other record is reviewed, the relation goes into a draft of that record and is left out of what is
published now. One approval is enough: what was approved at either record has been seen by somebody
else.
"""

import uuid
from typing import NamedTuple

from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext as _

from cooperation.changes import approval, drafts
from cooperation.changes.consequences import history
from cooperation.changes.errors import Invalid
from cooperation.changes.log import log_entry
from cooperation.models import Record
from cooperation.snapshots.capture import capture
from cooperation.snapshots.parts import part_links
from cooperation.snapshots.rows import RELATION, RowKey, content, rows_by_key, snapshot_from


class HoldResult(NamedTuple):
    """The snapshot that may be published now, and the other records where a relation waits."""

    snapshot: list
    waiting: list


def hold_for_approval(state, wanted, by=None):
    """Move relations that need approval into drafts of the other records; return HoldResult.

    ``state`` is the record as it is, ``wanted`` the snapshot that is to be published.
    """
    record = state.record
    before = state.live if record.status == Record.Status.PUBLISHED else state.live[:2]
    changed = _changed(before, wanted)
    kinds = state.reviewed_kinds if changed else ()
    if not kinds or record.kind in kinds:
        return HoldResult(wanted, [])
    others = _reviewed_ends(record, changed, (before, wanted), kinds)
    wanted = _with_new_keys(before, wanted, others)
    change = _RelationChange(before, wanted, state.live)
    has_typed = content(wanted) != content(state.present)
    writer = by if has_typed or state.draft is None else state.draft.saved_by
    writers = approval.writers(record) | ({by.pk} if by and has_typed else set())
    waiting, held_back = [], set()
    for other in others:
        if own := change.submit_to(other, writer):
            _name_writers(other, record, writers)
            waiting.append(other)
            held_back |= own
    return HoldResult(
        _replace_relations(wanted, held_back, change.old) if held_back else wanted, waiting
    )


def keep_public_relations(change):
    """Add a first revision to reviewed records before a record that is not public links to them.

    Approved and later relations can then be told apart. Part of ``finish``.
    """
    before, after = change.before or [], change.after or []
    is_public = after and after[0]["fields"]["status"] == Record.Status.PUBLISHED
    changed = [] if is_public else _changed(before, after)
    kinds = approval.required_kinds() if changed else ()
    if not kinds or change.record.kind in kinds:
        return
    for other in _reviewed_ends(change.record, changed, (before, after), kinds):
        history.add_first_revision(
            other, _replace_relations(capture(other), changed, _relations(before))
        )


class _RelationChange:
    """The relations of one record, as readers see them (``old``) and as wanted (``new``)."""

    def __init__(self, before, wanted, live):
        self.old, self.new = _relations(before), _relations(wanted)
        self.hidden = _relations(live)
        self.keys = _changed(before, wanted)

    def submit_to(self, other, writer):
        """Put what needs approval into a draft of another record; return its relation keys."""
        old, new = self._of(self.old, other), self._of(self.new, other)
        live = capture(other)
        there = _replace_relations(live, {*old, *new}, new)
        seen, said = _relation_content(_last_public(other) or live), _relation_content(there)
        own = {key for key in {**old, **new} if key not in new or seen.get(key) != said[key]}
        if not own:
            return own
        self._keep_approved(own, seen, _relation_content(live), old)
        draft = drafts.draft_of(other)
        present = drafts.rebase_draft(draft, live, other).snapshot if draft else live
        if approval.is_approved(approval.review_of(other), there):  # its kind is reviewed
            if draft and content(present) == content(there):
                draft.delete()
            approval.forget([other])
            return set()
        if draft:
            _check_draft_keeps_nothing_else(
                other, own, (_relation_content(live), said), _relation_content(present)
            )
            draft.base = _replace_relations(draft.base, own, old)
        stays = _replace_relations(live, own, old)
        again = own | _same_relations(present, own, new)
        drafts.save_draft(other, _replace_relations(present, again, new), writer, stays, draft)
        return own

    def _keep_approved(self, keys, seen, present, old):
        """Let approved relations that readers do not see yet stay at the other record."""
        for key in keys - old.keys():
            if key in self.hidden and present.get(key) == seen.get(key):
                old[key] = self.old[key] = self.hidden[key]

    def _of(self, relations, other):
        """Return the changed relations with another record."""
        return {
            key: relations[key]
            for key in self.keys
            if key in relations and other.natural_key() in _ends(relations[key])
        }


def _check_draft_keeps_nothing_else(other, keys, known, drafted):
    """Raise Invalid if a draft changes one of the relations to something not in ``known``."""
    if any(drafted.get(key) not in [side.get(key) for side in known] for key in keys):
        text = _(
            "The draft of “%(record)s” changes the same relation. Publish or discard that draft "
            "first, or change the relation there."
        )
        raise Invalid({"": [text % {"record": other}]})


def _name_writers(other, record, writers):
    """Log who typed a relation that waits: they cannot approve it themselves."""
    words = _("A relation added in “%s” waits in the draft.") % record
    LogEntry.objects.bulk_create(log_entry(other, key, words) for key in sorted(writers))


def _last_public(record):
    """Return the last public snapshot of a record; [] without a revision."""
    last = history.record_revisions(record).public().newest_first().first()
    return last.snapshot if last else []


def _relations(snapshot):
    """Return {key of a relation: its row and all rows that depend on it, in a fixed order}."""
    owner = {row["pk"]: row["pk"] for row in snapshot if row["model"] == RELATION}
    for row in snapshot:  # rows come after those they depend on
        for name, _model, is_cascade in part_links(row["model"]):
            if is_cascade and row["fields"].get(name) in owner and "pk" in row:
                owner[row["pk"]] = owner[row["fields"][name]]
    found = {}
    for row in snapshot:
        if row.get("pk") in owner:
            found.setdefault(owner[row["pk"]], []).append(row)
    return {pk: sorted(rows, key=lambda row: row["pk"]) for pk, rows in found.items()}


def _relation_content(snapshot):
    """Return {key of a relation: its content}, independent of the address of the record."""
    said = content(snapshot) if snapshot else {}
    return {
        pk: {key: said[key] for key in (RowKey(row["model"], row["pk"]) for row in rows)}
        for pk, rows in _relations(snapshot).items()
    }


def _changed(before, wanted):
    old, new = _relation_content(before), _relation_content(wanted)
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]


def _ends(rows):
    fields = next(row["fields"] for row in rows if row["model"] == RELATION)
    return {tuple(fields["subject"]), tuple(fields["object"])}


def _same_relations(snapshot, keys, relations):
    """Return the keys of relations with the subject, verb and object of one of ``relations``."""

    def place(rows):
        fields = next(row["fields"] for row in rows if row["model"] == RELATION)
        return [fields[name] for name in ("subject", "verb", "object")]

    places = [place(relations[key]) for key in keys if key in relations]
    own = _relations(snapshot).items()
    return {key for key, rows in own if key not in keys and place(rows) in places}


def _reviewed_ends(record, keys, sides, kinds):
    """Return the published records of reviewed kinds at the other end of some relations."""
    relations = [_relations(side) for side in sides]
    ends = {end for side in relations for key in keys if key in side for end in _ends(side[key])}
    slugs = {slug for kind, slug in ends if kind in kinds}
    found = Record.objects.exclude(pk=record.pk).with_slugs(slugs).order_by("pk")
    found = found.with_status(Record.Status.PUBLISHED).select_for_update()
    return [each for each in found if each.natural_key() in ends and each.kind in kinds]


def _with_new_keys(before, wanted, others):
    """Return ``wanted`` with new keys for relations that now lead to another record.

    If one of the records is in ``others``, this makes a removed and an added relation, which can
    wait separately.
    """
    old, new = _relations(before), _relations(wanted)
    protected = {other.natural_key() for other in others}
    keys = {}
    for pk in old.keys() & new.keys():
        if (_ends(old[pk]) ^ _ends(new[pk])) & protected:
            keys |= {row["pk"]: str(uuid.uuid4()) for row in new[pk]}

    def renewed(value):
        return keys.get(value, value) if isinstance(value, str) else value

    rows = {
        RowKey(key.model, renewed(key.pk)): {name: renewed(value) for name, value in fields.items()}
        for key, fields in rows_by_key(wanted).items()
    }
    return snapshot_from(rows) if keys else wanted


def _replace_relations(snapshot, keys, relations):
    """Return a snapshot with these relations taken from ``relations``, or removed.

    A row that only refers to a removed row stays, without the reference.
    """
    own = _relations(snapshot)
    gone = {row["pk"] for pk in keys for row in own.get(pk, ())}
    kept = [row for row in snapshot if row.get("pk") not in gone]
    added = [row for pk in sorted(keys) for row in relations.get(pk, ())]
    rows = rows_by_key([*kept, *added])
    for key, fields in rows.items():
        for name, model, _is_cascade in part_links(key.model):
            if fields.get(name) in gone and RowKey(model, fields[name]) not in rows:
                fields[name] = None
    return snapshot_from(rows)
