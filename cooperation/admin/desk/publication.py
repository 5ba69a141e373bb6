"""The status of records at the desk, and the messages about saving and publishing."""

from collections import Counter

from django.contrib import messages
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cooperation.admin.desk.pages.base import admin_url
from cooperation.admin.desk.pages.presence import local_time, presence_mark
from cooperation.changes import approval, drafts, rights
from cooperation.changes.errors import EditConflict, Invalid, Refused
from cooperation.changes.publish import publish
from cooperation.changes.withdraw import withdraw
from cooperation.domain.dates.moments import local_minute
from cooperation.models import Record

REPUBLISHED = _("Published again after it had been withdrawn.")


def status_mark(record):
    """Return the status of a record, as HTML for lists."""
    label = record.get_status_display()
    if record.is_scheduled:
        label = _("Scheduled for %(when)s") % {"when": local_minute(record.publish_at)}
    elif record.status == Record.Status.PUBLISHED and record.withdraw_at:
        if record.is_published:
            label = _("Published until %(when)s") % {"when": local_minute(record.withdraw_at)}
        else:
            label = _("Withdrawn since %(when)s") % {"when": local_minute(record.withdraw_at)}
    shown = format_html('<span class="status" data-status="{}">{}</span>', record.status, label)
    if getattr(record, "has_draft", False):  # set by with_work_in_progress
        draft = '<span class="status" data-status="draft">{}</span>'
        shown += SafeString(" ") + format_html(draft, _("with a draft"))
    return shown + presence_mark(record)


def publish_buttons(user, record, snapshot, draft):
    """Return context of the buttons of a form: labels, and refusals that disable them.

    ``snapshot`` is what the form shows; ``record`` is None for a new one.
    """
    is_known = record is not None and record.pk is not None
    if not is_known:
        return {"publish_label": _("Save and publish")}
    if record.status == Record.Status.WITHDRAWN or record.is_expired:
        label = _("Publish again")
    elif draft or record.status == Record.Status.PUBLISHED:
        label = _("Publish changes")
    else:
        label = _("Save and publish")
    change_refusal = rights.against_changing(user, record)
    publish_refusal = change_refusal or (
        rights.may_publish(user)
        and rights.against_publishing(user, record, snapshot, approval.required_kinds())
    )
    return {
        "publish_label": label,
        "change_refusal": change_refusal and refusal_text(change_refusal),
        "publish_refusal": publish_refusal and refusal_text(publish_refusal),
    }


def refusal_text(refusal):
    """Return the text of a refusal, with a link to the surviving record if there is one."""
    survivor = getattr(refusal, "survivor", None)
    if survivor is None:
        return str(refusal)
    link = format_html('<a href="{}">{}</a>', admin_url(survivor), survivor)
    return format_html("{} {}", str(refusal), link)


def publish_all(admin, request, records):
    """Publish records or their drafts; add a message for each that cannot be published."""
    drafted = {record.pk for record in drafts.with_draft(records)}
    published = Counter()
    for record in records:
        was_withdrawn = record.status == Record.Status.WITHDRAWN
        try:
            saved = publish(record, request.user)
        except EditConflict:
            text = _(
                "“%s” and its draft were changed in the same place. Open it, choose what stays, "
                "and publish."
            )
            admin.message_user(request, text % record, messages.WARNING)
        except Invalid:
            report_unusable_draft(admin, request, record)
        except Refused as refusal:
            admin.message_user(request, str(refusal), messages.WARNING)
        else:
            report_waiting(admin, request, saved)
            if not saved.has_changed:
                continue
            if record.pk in drafted:
                admin.log_change(request, record.as_kind(), _("Published a draft."))
                published["drafts"] += 1
            else:
                published["scheduled" if saved.record.is_scheduled else "public"] += 1
                if was_withdrawn:
                    admin.log_change(request, record.as_kind(), REPUBLISHED)
    for what, number in published.items():
        text = {
            "public": ngettext("%d record is published.", "%d records are published.", number),
            "scheduled": ngettext("%d record is scheduled.", "%d records are scheduled.", number),
            "drafts": ngettext("%d draft is published.", "%d drafts are published.", number),
        }[what]
        admin.message_user(request, text % number, messages.SUCCESS)


def report_save(admin, request, saved, is_asked):
    """Add messages about what a save did; ``is_asked``: whether “publish” was pressed."""
    if saved.went_off_schedule:
        text = _("It has changed, so it is no longer scheduled. Set the time again.")
        admin.message_user(request, text, messages.WARNING)
    if saved.draft:
        text = _("The draft of “%s” is saved. Readers see it once it is published.")
        admin.message_user(request, text % saved.record, messages.SUCCESS)
    elif not saved.has_changed:
        text = _("“%s” has no unpublished changes.")
        if saved.record.status != Record.Status.PUBLISHED:
            text = _("The draft of “%s” says the same as the record, so it was removed.")
        admin.message_user(request, text % saved.record)
    before = admin.session.state
    was_public = before is not None and before.record.status == Record.Status.PUBLISHED
    is_public = saved.draft is None and saved.record.status == Record.Status.PUBLISHED
    if is_asked and is_public and not was_public:
        report_published(admin, request, saved.record)
    report_waiting(admin, request, saved)


def report_published(admin, request, record):
    """Say that a record is published, or for when it is scheduled."""
    text = _("Published.")
    if record.is_scheduled:
        text = _("Scheduled for %(when)s.") % {"when": local_time(record.publish_at)}
    admin.message_user(request, text, messages.SUCCESS)


def report_unusable_draft(admin, request, record):
    text = _(
        "The draft of “%s” no longer fits the register, so it cannot be opened or published. Look "
        "at its changes, then discard it."
    )
    admin.message_user(request, text % record, messages.ERROR)


def report_waiting(admin, request, saved):
    """Name the other records whose drafts hold a relation that awaits approval."""
    for record in saved.waiting:
        text = _(
            "The relation to “%s” waits in a draft there: somebody else must approve it first."
        )
        admin.message_user(request, text % record, messages.WARNING)


def withdraw_all(admin, request, records):
    refusal = rights.against_withdrawing(request.user)
    if refusal:
        admin.message_user(request, str(refusal), messages.WARNING)
        return
    report_withdrawn(admin, request, len(withdraw(records, request.user)))


def report_withdrawn(admin, request, number):
    text = ngettext(
        "%d record is withdrawn: the public no longer sees it.",
        "%d records are withdrawn: the public no longer sees them.",
        number,
    )
    admin.message_user(request, text % number, messages.SUCCESS)
