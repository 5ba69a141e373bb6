"""Who else has the form of a record open: told on opening it, live in it, and in the list."""

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
"""For how long a form is believed to be open, by what its script says of it."""

LEFT = "left"


class PresencePages(DeskPages):
    """Renews the presence of open forms.

    Presence is written only outside the transaction in which a form is shown or saved, since that
    may be rolled back; and it is never worth a failure.
    """

    PAGES = {"presence": ("<int:pk>/presence/", "presence_view")}

    @method_decorator(require_POST)
    def presence_view(self, request, pk):
        """Renew or end the presence of the user; answer who else is there, in words.

        ``state`` says how the form stands: open, away (in the background) or left.
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
    """Return each current Presence at a record."""
    return [*Presence.objects.of([pk]).current()]


def mark_presence(request, records):
    """Tell each record of a list, as ``edited_by``, the names of others who have it open."""
    present = Presence.objects.of([record.pk for record in records]).current()
    names = {}
    for each in present if records else ():
        if each.user_id != request.user.pk:
            names.setdefault(each.record_id, []).append(name_of(each.user))
    for record in records:
        record.edited_by = names.get(record.pk, [])


def presence_mark(record):
    """Return a mark for the list that names who has the record open; nothing if nobody has."""
    if not getattr(record, "edited_by", None):
        return SafeString("")
    text = _("being edited by %(who)s") % {"who": ", ".join(record.edited_by)}
    return format_html(' <span class="present-mark">{}</span>', text)


def save_presence(user, record_pk, state, is_new):
    """Keep what is said of a form; a race lost to a deletion or another tab is no fault."""
    try:
        if state == LEFT:
            Presence.objects.held_by(user, record_pk).delete()
        else:
            Presence.objects.renew(user, record_pk, LIFETIMES[state], is_new)
    except (DatabaseError, OverflowError, ValueError):
        logger.warning("presence of %s at %s was not kept", user.pk, record_pk, exc_info=True)


def own_presence(request, present):
    return next((each for each in present if each.user_id == request.user.pk), None)


def name_of(user):
    return user.get_full_name() or user.get_username()


def presence_lines(request, present):
    """Return a sentence about each other editor, with the time of the site."""
    return [
        _("Also being edited by %(who)s since %(when)s.")
        % {"who": name_of(each.user), "when": time_of(each.opened_at)}
        for each in present
        if each.user_id != request.user.pk
    ]


def time_of(moment):
    """Return a moment as the time of the site, with its day unless that is today."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return f"{local:%H:%M}" if is_today else f"{date_format(local)}, {local:%H:%M}"
