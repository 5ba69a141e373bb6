"""The page of a record as it was on an earlier day."""

from datetime import datetime, time

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date

from cooperation.changes.consequences import history
from cooperation.models import Record
from cooperation.queries.past_rows import PastRows
from cooperation.views.preview import keep_private


def as_of(request, kind, slug, typed, show):
    """Return the page of a public record as it was at the end of a day, in the site’s time zone.

    ``show`` makes the page from PastRows and the notice about the day. Raises Http404 if the record
    is not public now. For a wrong day, or if the record was not public then, a page says
    so and asks for another day.
    """
    record = get_object_or_404(Record.objects.published(), kind=kind, slug=slug)
    try:
        day = parse_date(typed)
    except ValueError:  # such as 30 February
        day = None
    today = timezone.localdate()
    if day == today:
        return redirect(record)
    if day and day < today:
        end = timezone.make_aware(datetime.combine(day, time.max))
        if snapshot := history.public_snapshot_at(record, end):
            notice = {"day": day, "address": record.get_absolute_url()}
            return keep_private(show(PastRows(record, snapshot, end), notice))
    context = {
        "record": record,
        "typed": typed,
        "day": day,
        "today": today,
        "is_future": day is not None and day > today,
        "first_day": timezone.localdate(history.first_public_moment(record)),
    }
    return keep_private(render(request, "as_of.html", context, status=404 if day else 400))
