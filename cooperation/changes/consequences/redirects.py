"""Old addresses: kept whenever what was public moves or goes, given up when it comes back.

``history.keep`` calls ``follow`` for every change of a public record.
"""

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cooperation.models import OldAddress, Record
from cooperation.snapshots.capture import capture
from cooperation.snapshots.rows import natural_key

Reason = OldAddress.Reason


def follow(record, before, now):
    """Keep the address that a record had, if it was public there, and has no longer.

    ``before`` and ``now`` are its snapshots, ``before`` None for what was never public. The
    address that it has now is no old one: it is given up, even if it was that of another record.
    """
    if before and _place(before) == _place(now):
        return
    there = OldAddress.objects.at(*natural_key(now))
    if now[0]["fields"]["status"] != Record.Status.PUBLISHED:
        there = there.filter(record=record.pk)  # an address that a duplicate keeps leads away
    there.delete()
    if before and was_public(before) and natural_key(before) != natural_key(now):
        lead(*natural_key(before), record.pk, Reason.CHANGED)


def _place(snapshot):
    return *natural_key(snapshot), snapshot[0]["fields"]["status"]


def follow_withdrawn(record, before):
    """Do the same for a record that is withdrawn and was saved: that is in no revision."""
    is_moved = before and natural_key(before) != record.natural_key()
    if is_moved and record.status == Record.Status.WITHDRAWN:
        follow(record, before, capture(record))


def was_public(snapshot):
    """Whether readers may have seen a record as a snapshot has it, or before."""
    fields = snapshot[0]["fields"]
    due = fields.get("publish_at")
    is_due = due is None or parse_datetime(due) <= timezone.now()
    return fields["status"] != Record.Status.DRAFT and is_due


def lead(kind, slug, record_pk, reason):
    """Let an address lead to a record from now on, wherever it led until now."""
    OldAddress.objects.update_or_create(
        kind=kind,
        slug=slug,
        defaults={"record_id": record_pk, "reason": reason, "made_at": timezone.now()},
    )


def merged(duplicate, survivor):
    """Let every address that a duplicate has or had lead to the record that it is merged into.

    Also those that only lead to what is merged: from each there is one step to the survivor.
    """
    OldAddress.objects.filter(record=duplicate.pk).update(record=survivor.pk)
    lead(duplicate.kind, duplicate.slug, survivor.pk, Reason.MERGED)


def deleted(snapshot):
    """Keep the address of a record that has been deleted, if readers may know it.

    ``snapshot`` is the record as it was. What leads to another record already goes on to do so.
    """
    if was_public(snapshot):
        kind, slug = natural_key(snapshot)
        row = OldAddress(kind=kind, slug=slug, reason=Reason.DELETED)
        OldAddress.objects.bulk_create([row], ignore_conflicts=True)


def is_merged(record):
    """Whether a record is a duplicate that was merged into another."""
    return _led(record).exists()


def survivor_of(record):
    """Return the record that a duplicate was merged into; None if it is none, or that is gone."""
    address = _led(record).with_record().select_related("record").first()
    return address and address.record


def _led(record):
    if record.status != Record.Status.WITHDRAWN:
        return OldAddress.objects.none()
    return OldAddress.objects.of_duplicates().at(record.kind, record.slug)


def give_up_taken():
    """Give up the old addresses at which a public record stands again."""
    OldAddress.objects.at_public_records().delete()
