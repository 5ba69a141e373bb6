"""What readers find at an old address: the new one, or that what was there is gone."""

from datetime import datetime
from typing import NamedTuple

from cooperation.domain.kinds import KINDS
from cooperation.models import ItemRevision, OldAddress, Page, Record, Revision

PAGE = "page"
"""Stands for the pages about the site where the kind of a record is asked for."""


class Gone(NamedTuple):
    """A record or page that is no longer public, without its content.

    ``label`` says what it was: “Agreement”. ``when`` is None if it is not known. ``note`` is the
    editor’s reason for readers.
    """

    label: str
    is_deleted: bool
    when: datetime | None = None
    note: str = ""


def current_slug(kind, slug):
    """Return the current slug of the record that has or had this slug.

    Returns a Gone if it is no longer public, and None if it never was. ``kind`` may be ``PAGE``.
    """
    if kind == PAGE:
        return _current_page_slug(slug)
    if Record.objects.published().at(kind, slug).exists():
        return slug
    former = OldAddress.objects.at(kind, slug).with_records().first()
    if former and former.record:
        record = former.record
        return record.slug if record.is_published else _gone(kind, record)
    if former:
        return Gone(KINDS[kind].label, is_deleted=True, when=former.made_at)
    record = Record.objects.withdrawn().at(kind, slug).first()
    return record and _gone(kind, record)


def _gone(kind, record):
    if not record.was_public:
        return None
    first = Revision.objects.since_withdrawal(record).order_by("number").listed().first()
    if first is None:
        return Gone(KINDS[kind].label, is_deleted=False)
    note = first.note if first.is_major else ""  # other notes are not for readers
    return Gone(KINDS[kind].label, is_deleted=False, when=first.made_at, note=note)


def _current_page_slug(slug):
    """Do the same for a page about the site, whose history tells where it was."""
    last = ItemRevision.objects.of_pages_at(slug).listed().first()
    if last is None:
        return None
    page = Page.objects.filter(pk=last.key).first()
    deleted = Gone(Page._meta.verbose_name, is_deleted=True, when=last.made_at)
    return page.slug if page else deleted
