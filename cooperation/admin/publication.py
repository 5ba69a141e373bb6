"""Publishing and withdrawing: from the form, from the list, and how the list shows it."""

from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cooperation.changes import drafts, history, publication, review
from cooperation.changes.going_live import Unresolved, publish_draft
from cooperation.models import Record
from cooperation.snapshots.references import Missing


class PublicationAdmin:
    """Who may publish records, and what is done when they do."""

    @admin.display(description=_("publication"), ordering="status")
    def publication(self, record):
        label = record.get_status_display()
        if record.is_to_come:
            label = _("Scheduled for %(when)s") % {"when": _minute(record.publish_at)}
        elif record.status == Record.Status.PUBLISHED and record.withdraw_at:
            if record.is_published:
                label = _("Published until %(when)s") % {"when": _minute(record.withdraw_at)}
            else:
                label = _("Withdrawn since %(when)s") % {"when": _minute(record.withdraw_at)}
        shown = format_html('<span class="status" data-status="{}">{}</span>', record.status, label)
        if getattr(record, "has_draft", False):  # a new record is on no list yet
            draft = '<span class="status" data-status="draft">{}</span>'
            shown += SafeString(" ") + format_html(draft, _("with a draft"))
        return shown + self.presence_mark(record)

    def has_publish_permission(self, request):
        return request.user.has_perm("cooperation.publish_record")

    def may_change_at_once(self, request, record):
        """Whether an editor may change a record itself; otherwise only a draft beside it."""
        return self.has_change_permission(request, record) and (
            record.status != Record.Status.PUBLISHED or self.has_publish_permission(request)
        )

    def move_as_asked(self, request, record, why, act):
        """Publish or withdraw a record as asked; keep a revision of what is public in any case."""
        is_public = record.status == Record.Status.PUBLISHED
        if self.has_publish_permission(request):
            if "_publish" in request.POST and not is_public:
                self.make_public(request, [record], **why)
            if "_withdraw" in request.POST:
                self.withdraw_selected(request, [record], **why)
        if is_public and "_withdraw" not in request.POST:
            history.keep(record, act, request.user, **why)
            if getattr(record, "has_review", True):
                review.forget([record])

    @admin.action(description=_("Publish the selected records"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        self.make_public(request, queryset)
        if number := self.publish_drafts(request, queryset):
            text = ngettext("%d draft is published.", "%d drafts are published.", number)
            self.message_user(request, text % number, messages.SUCCESS)

    def make_public(self, request, queryset, **why):
        groups = [record for record in queryset if record.kind == "working_group"]
        for group in publication.waiting(groups) if groups else ():
            text = _("“%(group)s” waits: publish its council first, on whose page it is read.")
            self.message_user(request, text % {"group": group}, messages.WARNING)
        stopped = publication.unapproved(queryset)
        self.tell_unapproved(request, stopped)
        rest = [record for record in queryset if record not in stopped]
        number = publication.publish(rest, request.user, is_checked=True, **why)
        text = ngettext(
            "%d record is published, at once or at its time.",
            "%d records are published, at once or at their time.",
            number,
        )
        self.message_user(request, text % number, messages.SUCCESS)

    @admin.action(description=_("Withdraw the selected records"), permissions=["publish"])
    def withdraw_selected(self, request, queryset, **why):
        number = publication.withdraw(queryset, request.user, **why)
        text = ngettext(
            "%d record is withdrawn: the public no longer sees it.",
            "%d records are withdrawn: the public no longer sees them.",
            number,
        )
        self.message_user(request, text % number, messages.SUCCESS)

    def publish_drafts(self, request, records):
        """Publish the drafts of records that readers see already; return how many went live.

        Those that cannot are named, each with what to do.
        """
        number = 0
        for record in drafts.with_draft(records):
            try:
                with transaction.atomic():
                    publish_draft(record, request.user)
            except review.NotApproved:
                self.tell_unapproved(request, [record])
            except (IntegrityError, Missing):
                self.tell_impossible(request, record)
            except Unresolved:
                text = _("“%s” and its draft have both changed the same. Open it and publish it.")
                self.message_user(request, text % record, messages.WARNING)
            else:
                self.log_change(request, record.as_kind(), _("Published a draft."))
                number += 1
        return number

    def tell_unapproved(self, request, records):
        """Say of some records that they wait for a second pair of eyes."""
        for record in records:
            text = _(
                "“%(record)s” is not published: somebody else must approve it first. "
                "Ask for a review on the page “Draft and review”."
            )
            self.message_user(request, text % {"record": record}, messages.WARNING)


def _minute(time):
    return f"{timezone.localtime(time):%Y-%m-%d %H:%M}"
