"""First publications and major changes of public records, for feeds and pages."""

import uuid
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.dateparse import parse_datetime

from cooperation.models import Record, Revision
from cooperation.models.article import BODY_COLUMNS
from cooperation.snapshots.public_changes import describe_changes, linked_records

MOST_ENTRIES = 50
"""Entries in a feed."""


class FeedEntry(NamedTuple):
    """A feed entry: the publication or a major change of a record."""

    key: uuid.UUID
    """Stays the same when addresses and titles change."""
    record: Record
    published: datetime
    updated: datetime
    note: str
    """The editors’ note for readers; may be empty."""
    differences: list
    """The public differences, in words."""
    is_first: bool


def published_changes(records, most=MOST_ENTRIES):
    """Return the newest publications and major changes of public records, each a FeedEntry.

    ``records`` is a QuerySet of Record. Uses a constant number of queries.
    """
    public = with_publication(_with_shown_values(records.published()))
    first = list(public.order_by("-published_on", "-pk")[:most])
    majors = Revision.objects.major().public().filter(record__in=public.order_by().values("pk"))
    majors = list(_with_previous(majors).order_by("-made_at", "-number")[:most])
    owners = public.in_bulk({major.record_id for major in majors})
    later = [each for each in majors if each.made_at > owners[each.record_id].published_on]
    notes, words = _first_notes(first), _differences(later)
    entries = [
        FeedEntry(
            uuid.uuid5(record.uid, "published"),
            record,
            record.published_on,
            record.published_on,
            notes.get(record.first, ""),
            [],
            True,
        )
        for record in first
    ]
    entries += [
        FeedEntry(
            each.pk,
            owners[each.record_id],
            each.made_at,
            each.made_at,
            each.note,
            words[each.pk],
            False,
        )
        for each in later
    ]
    entries.sort(key=lambda entry: (entry.updated, str(entry.key)), reverse=True)
    return entries[:most]


def latest_changes(records, most=MOST_ENTRIES):
    """Return one FeedEntry for each public record: its publication or last major change.

    ``records`` is a QuerySet of Record or of a kind. Uses a constant number of queries.
    """
    found = Record.objects.published().filter(pk__in=records.order_by().values("pk"))
    public = with_publication(_with_shown_values(found))
    majors = Revision.objects.major().public().filter(record=OuterRef("pk"))
    majors = majors.filter(made_at__gt=OuterRef("published_on")).order_by("-made_at", "-number")
    public = public.annotate(
        major=Subquery(majors.values("pk")[:1]), major_at=Subquery(majors.values("made_at")[:1])
    ).annotate(changed_on=Coalesce("major_at", "published_on"))
    shown = list(public.order_by("-changed_on", "-pk")[:most])
    last = _with_previous(Revision.objects.filter(pk__in=[each.major for each in shown]))
    last = {each.pk: each for each in last}
    notes, words = _first_notes(shown), _differences(last.values())
    return [
        FeedEntry(
            record.uid,
            record,
            record.published_on,
            record.changed_on,
            last[record.major].note if record.major else notes.get(record.first, ""),
            words.get(record.major, []),
            not record.major,
        )
        for record in shown
    ]


def _with_shown_values(records):
    """Load what an entry says of its record; of an article its source, without its text."""
    texts = [f"article__{name}" for name in BODY_COLUMNS]
    found = records.with_address().with_list_relations()
    return found.select_related("working_group__council", "article").defer(*texts)


def major_changes_of(record, most, until=None):
    """Return the newest major changes of a record since its publication, without snapshots.

    Leaves out changes after the moment ``until``.
    """
    public = with_publication(Record.objects.filter(pk=record.pk))
    seen = Q(made_at__gt=Subquery(public.values("published_on")))
    seen |= Q(pk=Subquery(public.values("first")))
    majors = Revision.objects.major().public().filter(seen, record_id=record.pk)
    if until:
        majors = majors.filter(made_at__lte=until)
    return list(majors.order_by("-made_at", "-number").defer("snapshot")[:most])


def public_at(records, moment):
    """Filter public records (a QuerySet) to those that were already public at a moment."""
    before = Revision.objects.filter(record=OuterRef("pk"), made_at__lte=moment)
    last = Subquery(before.order_by("-made_at", "-number").values("act")[:1])
    seen = with_publication(records).annotate(last_act=last).filter(published_on__lte=moment)
    return seen.filter(~Q(last_act=Revision.Act.WITHDRAWN) | Q(last_act=None))


def with_publication(records):
    """Annotate the publication time of records (``published_on``) and its revision (``first``).

    Records from before the first revisions count from their creation.
    """
    first = Revision.objects.first_publications().filter(record=OuterRef("pk")).order_by("number")
    published = When(first_act=Revision.Act.PUBLISHED, then=F("first_at"))
    kept = Case(published, default=F("created_at"))
    return records.annotate(
        first=Subquery(first.values("pk")[:1]),
        first_act=Subquery(first.values("act")[:1]),
        first_at=Subquery(first.values("made_at")[:1]),
    ).annotate(published_on=Greatest(kept, Coalesce("publish_at", kept)))


def _first_notes(records):
    """Return {revision: note} of publications that are marked as major."""
    first = Revision.objects.major().filter(pk__in=[record.first for record in records])
    return dict(first.values_list("pk", "note"))


def _with_previous(revisions):
    """Annotate the previous public revision."""
    before = Revision.objects.public().filter(
        record=OuterRef("record"), number__lt=OuterRef("number")
    )
    return revisions.annotate(previous=Subquery(before.order_by("-number").values("pk")[:1]))


def _differences(revisions):
    """Return {revision: its differences in words}, as far as they are public now.

    Skips a comparison with a scheduled revision that was replaced before it became public.
    """
    after = Revision.objects.filter(record=OuterRef("record"), number=OuterRef("number") + 1)
    known = Revision.objects.annotate(replaced_at=Subquery(after.values("made_at")[:1]))
    before = known.in_bulk([each.previous for each in revisions if each.previous])
    pairs = {
        each.pk: (before[each.previous].snapshot, each.snapshot)
        for each in revisions
        if each.previous in before and _was_seen(before[each.previous])
    }
    keys = set().union(*(linked_records(*pair) for pair in pairs.values()))
    found = Record.objects.published().filter(slug__in={slug for _kind, slug in keys})
    names = {record.natural_key(): record.title for record in found}
    return {
        each.pk: describe_changes(*pairs[each.pk], names) if each.pk in pairs else []
        for each in revisions
    }


def _was_seen(revision):
    """Whether a published revision became public before the next one replaced it."""
    due = revision.snapshot[0]["fields"].get("publish_at")
    return due is None or parse_datetime(due) < revision.replaced_at
