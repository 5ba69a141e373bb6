"""Old addresses: kept when a public record moves or is deleted, dropped when it returns.

``history.add_revision`` calls ``update_addresses`` for every change of a public record.
"""

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cooperation.models import OldAddress, Record
from cooperation.snapshots.rows import natural_key

Reason = OldAddress.Reason


def update_addresses(record, before, now):
    """Keep the old address of a record that was public there.

    ``before`` and ``now`` are its snapshots, ``before`` None for a record that was never public.
    Its current address is no longer an old address, of this or another record.
    """
    if before and _address_and_status(before) == _address_and_status(now):
        return
    there = OldAddress.objects.at(*natural_key(now))
    if now[0]["fields"]["status"] != Record.Status.PUBLISHED:
        there = there.filter(record=record.pk)  # an address that a duplicate keeps leads away
    there.delete()
    if before and was_public(before) and natural_key(before) != natural_key(now):
        redirect(*natural_key(before), record.pk, Reason.CHANGED)


def _address_and_status(snapshot):
    return *natural_key(snapshot), snapshot[0]["fields"]["status"]


def was_public(snapshot):
    """Whether readers may have seen the record of a snapshot."""
    fields = snapshot[0]["fields"]
    due = fields.get("publish_at")
    is_due = due is None or parse_datetime(due) <= timezone.now()
    return fields["status"] != Record.Status.DRAFT and is_due


def redirect(kind, slug, record_pk, reason):
    """Let an address lead to a record from now on, wherever it led before."""
    OldAddress.objects.update_or_create(
        kind=kind,
        slug=slug,
        defaults={"record_id": record_pk, "reason": reason, "made_at": timezone.now()},
    )


def redirect_duplicate(duplicate, survivor):
    """Let every address that a duplicate has or had lead to its survivor.

    This includes redirects to the duplicate: each then takes one step to the survivor.
    """
    OldAddress.objects.filter(record=duplicate.pk).update(record=survivor.pk)
    redirect(duplicate.kind, duplicate.slug, survivor.pk, Reason.MERGED)


def keep_deleted_address(snapshot):
    """Keep the address of a deleted record, if readers may know it.

    ``snapshot`` is the record as it was. An address that leads to another record stays.
    """
    if was_public(snapshot):
        kind, slug = natural_key(snapshot)
        row = OldAddress(kind=kind, slug=slug, reason=Reason.DELETED)
        OldAddress.objects.bulk_create([row], ignore_conflicts=True)


def is_merged(record):
    """Whether a record is a duplicate that was merged into another."""
    return _duplicate_addresses(record).exists()


def survivor_of(record):
    """Return the record that a duplicate was merged into; None if there is none, or it is gone."""
    address = _duplicate_addresses(record).with_record().select_related("record").first()
    return address and address.record


def _duplicate_addresses(record):
    if record.status != Record.Status.WITHDRAWN:
        return OldAddress.objects.none()
    return OldAddress.objects.of_duplicates().at(record.kind, record.slug)


def drop_reused_addresses():
    """Drop the old addresses that a public record has again."""
    OldAddress.objects.at_public_records().delete()
