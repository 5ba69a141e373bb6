"""The page of a record as it was on a day, put together from its revision: only read."""

from datetime import datetime, time

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date

from cooperation.changes.consequences import history
from cooperation.models import Record
from cooperation.queries.past_rows import PastRows
from cooperation.views.preview import keep_private


def as_of(request, kind, slug, typed, show):
    """Return the page of a public record as it was at the end of a day, in the time of the site.

    ``show`` makes the page of PastRows and of what it says of the day. Http404 if there is no such
    record now. A day that cannot be read, or on which readers did not see it, gives a page that
    says so.
    """
    record = get_object_or_404(Record.objects.published(), kind=kind, slug=slug)
    try:
        day = parse_date(typed)
    except ValueError:  # looks like a day, and no calendar has it
        day = None
    context = {"record": record, "typed": typed, "day": day}
    if day is None:
        return keep_private(render(request, "as_of.html", context, status=400))
    if day == timezone.localdate():
        return redirect(record)
    snapshot, end = None, None
    if day < timezone.localdate():
        end = timezone.make_aware(datetime.combine(day, time.max))
        snapshot = history.as_of(record, end)
    if snapshot is None:
        return keep_private(render(request, "as_of.html", context, status=404))
    told = {"day": day, "address": record.get_absolute_url()}
    return keep_private(show(PastRows(record, snapshot, end), told))
