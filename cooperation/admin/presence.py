"""Who else has the form of a record open: told on opening it, live in it, and in the list."""

import logging

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cooperation.models import Presence

logger = logging.getLogger(__name__)

SPANS = {"open": Presence.IN_SIGHT, "away": Presence.OUT_OF_SIGHT}
"""For how long a form is believed to be open, by what its script says of it."""

LEFT = "left"


class PresenceViews:
    """Tells editors of each other.

    Presence is written only outside the transaction in which a form is shown or saved, since that
    may be rolled back; and it is never worth a failure.
    """

    def get_urls(self):
        return [
            path(
                "<int:pk>/presence/",
                self.admin_site.admin_view(require_POST(self.presence_view)),
                name=f"cooperation_{self.opts.model_name}_presence",
            ),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        present = getattr(request, "present", None)
        if request.method == "POST" and object_id and isinstance(response, HttpResponseRedirect):
            _write(request.user, object_id, LEFT, True)
        elif present is not None:
            _write(request.user, object_id, "away", is_new=_own(request, present) is None)
        return response

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and obj.pk and self.has_change_permission(request, obj):
            request.present = [*Presence.objects.of([obj.pk]).current()]
            context["present"] = lines(request, request.present)
            context["presence_address"] = self.address_of("presence", obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def presence_view(self, request, pk):
        """Renew or end the presence of the user; answer who else is there, in words.

        ``state`` says how the form stands: open, away (in the background) or left.
        """
        state = request.POST.get("state")
        if state not in (*SPANS, LEFT):
            return HttpResponseBadRequest()
        record = self.viewable(request, pk)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        present = [*Presence.objects.of([pk]).current()]
        own = _own(request, present)
        _write(request.user, pk, state, is_new=own is None)
        if state == LEFT:
            return HttpResponse(status=204)
        return JsonResponse({"present": lines(request, present)})

    # The list

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        records = changelist.result_list = [*changelist.result_list]
        present = Presence.objects.of([record.pk for record in records]).current()
        names = {}
        for each in present if records else ():
            if each.user_id != request.user.pk:
                names.setdefault(each.record_id, []).append(name_of(each.user))
        for record in records:
            record.edited_by = names.get(record.pk, [])
        return changelist

    @staticmethod
    def presence_mark(record):
        """Return a mark for the list that names who has the record open; nothing if nobody has."""
        if not getattr(record, "edited_by", None):
            return SafeString("")
        text = _("being edited by %(who)s") % {"who": ", ".join(record.edited_by)}
        return format_html(' <span class="present-mark">{}</span>', text)


def _write(user, record_pk, state, is_new):
    """Keep what is said of a form; a race lost to a deletion or another tab is no fault."""
    try:
        if state == LEFT:
            Presence.objects.held_by(user, record_pk).delete()
        else:
            Presence.objects.renew(user, record_pk, SPANS[state], is_new)
    except (DatabaseError, OverflowError, ValueError):
        logger.warning("presence of %s at %s was not kept", user.pk, record_pk, exc_info=True)


def _own(request, present):
    return next((each for each in present if each.user_id == request.user.pk), None)


def name_of(user):
    return user.get_full_name() or user.get_username()


def lines(request, present):
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
