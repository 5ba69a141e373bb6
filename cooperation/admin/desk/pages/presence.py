"""Shows who else has the form of a record open: in the form and in the list."""

import logging

from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cooperation.admin.desk.pages.base import DeskPages
from cooperation.models import Presence

logger = logging.getLogger(__name__)

LIFETIMES = {"open": Presence.IN_SIGHT, "away": Presence.OUT_OF_SIGHT}
"""How long a form counts as open, by the state that its script reports."""

LEFT = "left"


class PresencePages(DeskPages):
    """The view by which the script of an open form renews its presence.

    Presence is written outside the transaction of the form, which may be rolled back. Failing to
    write it is only logged.
    """

    PAGES = {"presence": ("<int:pk>/presence/", "presence_view")}

    @method_decorator(require_POST)
    def presence_view(self, request, pk):
        """Renew or end the presence of the user; return JSON {"present": [sentences]}.

        POST ``state`` is “open”, “away” (in the background) or “left”.
        """
        state = request.POST.get("state")
        if state not in (*LIFETIMES, LEFT):
            return HttpResponseBadRequest()
        self.get_changeable(request, pk)
        present = presences_at(pk)
        save_presence(request.user, pk, state, is_new=own_presence(request, present) is None)
        if state == LEFT:
            return HttpResponse(status=204)
        return JsonResponse({"present": presence_lines(request, present)})


def presences_at(pk):
    return [*Presence.objects.of([pk]).current()]


def mark_presence(request, records):
    """Set ``edited_by`` of each record: the names of others who have it open."""
    present = Presence.objects.of([record.pk for record in records]).current()
    names = {}
    for each in present if records else ():
        if each.user_id != request.user.pk:
            names.setdefault(each.record_id, []).append(display_name(each.user))
    for record in records:
        record.edited_by = names.get(record.pk, [])


def presence_mark(record):
    """Return HTML for the list that names who has the record open; empty if nobody."""
    if not getattr(record, "edited_by", None):
        return SafeString("")
    text = _("being edited by %(who)s") % {"who": ", ".join(record.edited_by)}
    return format_html(' <span class="present-mark">{}</span>', text)


def save_presence(user, record_pk, state, is_new):
    """Write the presence of a user; errors from concurrent deletions are only logged."""
    try:
        if state == LEFT:
            Presence.objects.of_account(user, record_pk).delete()
        else:
            Presence.objects.renew(user, record_pk, LIFETIMES[state], is_new)
    except (DatabaseError, OverflowError, ValueError):
        logger.warning("presence of %s at %s was not kept", user.pk, record_pk, exc_info=True)


def own_presence(request, present):
    return next((each for each in present if each.user_id == request.user.pk), None)


def display_name(user):
    return user.get_full_name() or user.get_username()


def presence_lines(request, present):
    """Return a sentence about each other editor."""
    return [
        _("Also being edited by %(who)s since %(when)s.")
        % {"who": display_name(each.user), "when": local_time(each.opened_at)}
        for each in present
        if each.user_id != request.user.pk
    ]


def local_time(moment):
    """Return a moment in the time zone of the site, with the date unless it is today."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return date_format(local, "TIME_FORMAT" if is_today else "DATETIME_FORMAT")
