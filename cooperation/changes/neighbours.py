"""Keeps a change of one record from altering others that need approval.

A relation stands on the pages of both its records, whichever form it was typed in. If the kind of
the other record is reviewed, the relation waits there: it goes into a draft of that record, and is
left out of what is published now.
"""

from typing import NamedTuple

from cooperation.changes import drafts, review
from cooperation.models import Record
from cooperation.snapshots.capture import capture
from cooperation.snapshots.parts import part_links
from cooperation.snapshots.rows import read, write

RELATION = "cooperation.relation"


class Rest(NamedTuple):
    """What may be published now, and the records (Record) for which something waits."""

    snapshot: list
    waiting: list


def hold_back(record, before, wanted, by=None):
    """Put the relations that need approval elsewhere into drafts there; return the Rest.

    ``before`` is what readers see of the record until now, None if they see nothing of it;
    ``wanted`` is what they are to see.
    """
    old, new = _relations(before or []), _relations(wanted)
    changed = [pk for pk in {**old, **new} if old.get(pk) != new.get(pk)]
    kinds = review.required_kinds() if changed else ()
    if not kinds:
        return Rest(wanted, [])
    waiting, held = [], set()
    for other in _protected(record, changed, (old, new), kinds):
        own = [pk for pk in changed if _joins(old.get(pk), other) or _joins(new.get(pk), other)]
        live = capture(other)
        if review.may_go_live(other, _exchanged(live, own, new)):
            continue
        draft = drafts.draft_of(other)
        present = drafts.in_use(draft, live, other).snapshot if draft else live
        drafts.keep(other, _exchanged(present, own, new), by, live, draft)
        waiting.append(other)
        held |= set(own)
    return Rest(_exchanged(wanted, held, old) if held else wanted, waiting)


def _relations(snapshot):
    """Return {key of a relation: its row and all rows that go with it, in a fixed order}."""
    owner = {row["pk"]: row["pk"] for row in snapshot if row["model"] == RELATION}
    for row in snapshot:  # what others hang on stands before them
        for name, _model, goes_with_it in part_links(row["model"]):
            if goes_with_it and row["fields"].get(name) in owner and "pk" in row:
                owner[row["pk"]] = owner[row["fields"][name]]
    found = {}
    for row in snapshot:
        if row.get("pk") in owner:
            found.setdefault(owner[row["pk"]], []).append(row)
    return {pk: sorted(rows, key=lambda row: row["pk"]) for pk, rows in found.items()}


def _ends(rows):
    fields = next(row["fields"] for row in rows if row["model"] == RELATION)
    return {tuple(fields["subject"]), tuple(fields["object"])}


def _joins(rows, record):
    return bool(rows) and record.natural_key() in _ends(rows)


def _protected(record, keys, sides, kinds):
    """Return the published records of reviewed kinds at the other ends of some relations."""
    ends = {end for side in sides for pk in keys if pk in side for end in _ends(side[pk])}
    slugs = {slug for kind, slug in ends if kind in kinds}
    found = Record.objects.exclude(pk=record.pk).with_slugs(slugs)
    found = found.with_status(Record.Status.PUBLISHED)
    return [each for each in found if each.natural_key() in ends and each.kind in kinds]


def _exchanged(snapshot, keys, relations):
    """Return a snapshot whose relations with these keys are as in ``relations``, or gone."""
    own = _relations(snapshot)
    gone = {row["pk"] for pk in keys for row in own.get(pk, ())}
    kept = [row for row in snapshot if row.get("pk") not in gone]
    added = [row for pk in sorted(keys) for row in relations.get(pk, ())]
    return write(read([*kept, *added]))
