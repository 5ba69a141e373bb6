"""What stands at an address in place of what stood there."""

from datetime import datetime
from typing import NamedTuple

from cooperation.domain.kinds import KINDS, Kind
from cooperation.models import OldAddress, Record, Revision


class Gone(NamedTuple):
    """What readers are told of a record that was public and is no longer: never its content.

    ``when`` is None if nobody knows. ``note`` is the reason that the editor gave for readers.
    """

    kind: Kind
    is_deleted: bool
    when: datetime | None = None
    note: str = ""


def current_slug(kind, slug):
    """Return the slug at which readers find a record now that is, or once was, at this one.

    A Gone if it was public and is no longer; None if nothing public ever was there.
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
    first = Revision.objects.withdrawing(record).order_by("number").listed().first()
    if first is None:
        return Gone(KINDS[kind], is_deleted=False)
    note = first.note if first.is_major else ""  # other notes are the editors’ own
    return Gone(KINDS[kind], is_deleted=False, when=first.made_at, note=note)
