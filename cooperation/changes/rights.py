"""Who may do what: each ``against_…`` function returns a refusal, or None.

``by`` is an account, or None for the site itself (commands, fixtures, the worker). A use case
raises the refusal; screens show its text beside the disabled button.
"""

from django.utils.translation import gettext as _

from cooperation.changes import approval
from cooperation.changes.consequences import redirects
from cooperation.changes.errors import AlreadyMerged, NotAllowed, NotApproved, Outdated
from cooperation.models import Draft, Image, Page, Record, SiteSettings
from cooperation.models.record_queryset import is_public

Status = Record.Status


def may_publish(by):
    """Whether an account may publish and withdraw records."""
    return by is None or by.has_perm("cooperation.publish_record")


def _unless_publisher(by, text):
    return None if may_publish(by) else NotAllowed(text)


def _may(by, action, kind):
    model = Record.model_of(kind)._meta.model_name
    return by is None or by.has_perm(f"cooperation.{action}_{model}")


def against_adding(by, kind):
    if not _may(by, "add", kind):
        return NotAllowed(_("You may not add records of this kind. Ask an administrator."))
    return None


def against_changing(by, record):
    """Return the refusal to change a record or its draft."""
    if not _may(by, "change", record.kind):
        return NotAllowed(_("You may not change records of this kind. Ask an administrator."))
    survivor = redirects.survivor_of(record) if by is not None else None
    if survivor:
        names = {"record": record, "survivor": survivor}
        text = _("“%(record)s” was merged into “%(survivor)s”. Change that record instead.")
        return AlreadyMerged(text % names, survivor)
    return None


def against_deleting(by, record):
    if not _may(by, "delete", record.kind):
        return NotAllowed(_("You may not delete records of this kind. Ask an administrator."))
    if record.status != Status.DRAFT and not may_publish(by):
        text = _("“%s” is or was public. Ask somebody who may publish to delete it.")
        return NotAllowed(text % record)
    return None


def against_removing_premises(by, premises):
    """Return the refusal to remove evidence that inferences of other records are based on.

    ``premises`` are those that readers see, as ``premises.premises_losing_evidence`` returns them.
    """
    if by is None or not premises:
        return None
    kinds = approval.required_kinds()
    for premise in premises:
        record = premise.inference.record
        if not may_publish(by) or record.kind in kinds:
            text = _(
                "A public value of “%(record)s” is based on the evidence “%(words)s”. "
                "Keep that evidence here, or first choose another premise in “%(record)s”."
            )
            return NotAllowed(text % {"record": record, "words": premise.words})
    return None


def against_discarding(by, draft):
    """Return the refusal to discard a draft; somebody else’s needs the right to publish."""
    is_own = by is not None and not draft.publish_at and approval.writers(draft.record) == {by.pk}
    if is_own or may_publish(by):
        return None
    return NotAllowed(_("Somebody else has worked on this draft. Ask an editor to discard it."))


def against_withdrawing(by):
    return _unless_publisher(by, _("You may not withdraw records. Ask an editor."))


def against_forcing(by):
    """Return the refusal to publish without approval."""
    if by is None or by.has_perm("cooperation.force_publish_record"):
        return None
    return NotAllowed(_("You may not publish without approval. Ask an administrator."))


def against_publishing(by, record, snapshot, reviewed_kinds, is_forced=False):
    """Return the refusal to publish a snapshot of a record.

    ``reviewed_kinds`` are those of ``approval.required_kinds``. ``is_forced`` skips the approval
    and needs a right of its own.
    """
    if refusal := against_setting_times(by):
        return refusal
    if record.kind == "working_group" and _waits_for_council(record):
        text = _("“%(group)s” is shown on the page of its council: publish its council first.")
        return NotAllowed(text % {"group": record})
    if is_forced:
        return against_forcing(by)
    if not approval.may_go_live(record, snapshot, reviewed_kinds):
        text = _(
            "“%s” is not published: somebody else must approve it first. "
            "Ask for a review on the page “Draft and review”."
        )
        return NotApproved(text % record)
    return None


def _waits_for_council(record):
    """Whether a working group has no page yet, because its council is not public."""
    groups = Record.objects.filter(pk=record.pk)
    return groups.exclude(is_public("working_group__council__")).exists()


def against_setting_times(by):
    """Return the refusal to schedule a draft."""
    return _unless_publisher(by, _("You may not publish records. Ask for a review."))


def against_reviewing(by):
    """Return the refusal to approve or reject."""
    text = _("You may not decide on reviews. Ask somebody who may publish.")
    return _unless_publisher(by, text)


def against_changing_live(by, record):
    """Return the refusal to change a record without a draft."""
    refusal = against_changing(by, record)
    if refusal or record.status != Status.PUBLISHED:
        return refusal
    return _unless_publisher(by, _("Readers see this. Ask an editor to change it."))


def against_deciding_mentions(by):
    """Return the refusal to decide which records articles link to."""
    return _unless_publisher(by, _("Readers see this. Ask an editor to change it."))


def against_republishing(record, base):
    """Return the refusal to publish a record that was withdrawn since the caller read it.

    ``base`` is the snapshot that the caller read, None if the caller knows of the withdrawal.
    """
    was_withdrawn = base is None or base[0]["fields"]["status"] == Status.WITHDRAWN
    is_withdrawn = record.status == Status.WITHDRAWN or record.is_expired
    if is_withdrawn and not was_withdrawn:
        text = _(
            "“%s” has been withdrawn meanwhile. To publish it, open it and press “Publish again”."
        )
        return Outdated(text % record)
    return None


def _may_item(by, action, item):
    return by is None or by.has_perm(f"cooperation.{action}_{item._meta.model_name}")


def against_showing_item(by, item):
    """Return the refusal to change what readers see of an item: a page, a picture, the settings.

    Readers see a picture if a published record shows it.
    """
    if isinstance(item, Image):
        return _against_showing_image(by, item)
    return _unless_publisher(by, _("Readers see this. Ask an editor to change it."))


def _against_showing_image(by, image):
    """Return the refusal to change a picture that is shown, or will be at a scheduled time."""
    shown = image.records.with_status(Status.PUBLISHED)
    if not may_publish(by):
        if shown.exists():
            return NotAllowed(_("Readers see this. Ask an editor to change it."))
        if Draft.objects.scheduled().showing(image).exists():
            text = _("Readers will see this at the time that is set. Ask an editor to change it.")
            return NotAllowed(text)
        return None
    reviewed = shown.filter(kind__in=approval.required_kinds()).first()
    if reviewed and against_forcing(by):
        text = _(
            "“%(record)s” shows this picture, and somebody else must approve what readers see of "
            "it. Add the new picture to the library, and choose it in “%(record)s”."
        )
        return NotApproved(text % {"record": reviewed})
    return None


def against_adding_item(by, item):
    """Return the refusal to add an item; ``item`` may be its model."""
    if not _may_item(by, "add", item):
        return NotAllowed(_("You may not add this. Ask an administrator."))
    if item._meta.model_name == "image":
        return None
    return _unless_publisher(by, _("Readers would see it at once. Ask an editor to add it."))


def against_changing_item(by, item):
    """Return the refusal to change an item, or the draft of a page."""
    if not _may_item(by, "change", item):
        return NotAllowed(_("You may not change this. Ask an administrator."))
    return None if isinstance(item, Page) else against_showing_item(by, item)


def against_discarding_item(by, draft):
    """Return the refusal to discard a draft; somebody else’s needs the right to publish."""
    if may_publish(by) or draft.saved_by_id == by.pk:
        return None
    return NotAllowed(_("Somebody else has worked on this draft. Ask an editor to discard it."))


def against_deleting_item(by, item):
    """Return the refusal to delete an item; the site settings are never deleted."""
    if isinstance(item, SiteSettings) or not _may_item(by, "delete", item):
        return NotAllowed(_("You may not delete this. Ask an administrator."))
    return against_showing_item(by, item)


def check(refusal):
    if refusal is not None:
        raise refusal
