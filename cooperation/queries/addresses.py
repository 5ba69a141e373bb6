"""What readers find at an old address: the new one, or that the record is gone."""

from datetime import datetime
from typing import NamedTuple

from cooperation.domain.kinds import KINDS, Kind
from cooperation.models import OldAddress, Record, Revision


class Gone(NamedTuple):
    """A record that is no longer public, without its content.

    ``when`` is None if it is not known. ``note`` is the editor’s reason for readers.
    """

    kind: Kind
    is_deleted: bool
    when: datetime | None = None
    note: str = ""


def current_slug(kind, slug):
    """Return the current slug of the record that has or had this slug.

    Returns a Gone if it is no longer public, and None if it never was.
    """
    if Record.objects.published().at(kind, slug).exists():
        return slug
    former = OldAddress.objects.at(kind, slug).with_records().first()
    if former and former.record:
        record = former.record
        return record.slug if record.is_published else _gone(kind, record)
    if former:
        return Gone(KINDS[kind], is_deleted=True, when=former.made_at)
    record = Record.objects.withdrawn().at(kind, slug).first()
    return record and _gone(kind, record)


def _gone(kind, record):
    if not record.was_public:
        return None
    first = Revision.objects.since_withdrawal(record).order_by("number").listed().first()
    if first is None:
        return Gone(KINDS[kind], is_deleted=False)
    note = first.note if first.is_major else ""  # other notes are not for readers
    return Gone(KINDS[kind], is_deleted=False, when=first.made_at, note=note)
