"""Who may do what, decided on the content and not on the form it came by.

``by`` is an account, or None for the site itself: commands, fixtures and the clock. Each function
returns the refusal that a use case raises, or None. Screens show its text beside the button that
they grey.
"""

from django.utils.translation import gettext as _

from cooperation.changes import review
from cooperation.changes.consequences import redirects
from cooperation.changes.errors import AlreadyMerged, NotAllowed, NotApproved, Outdated
from cooperation.models import Draft, Image, Page, Record, SiteSettings
from cooperation.models.record_queryset import is_public

Status = Record.Status


def may_publish(by):
    """Whether an account may publish and withdraw records."""
    return by is None or by.has_perm("cooperation.publish_record")


def _may(by, action, kind):
    model = Record.model_of(kind)._meta.model_name
    return by is None or by.has_perm(f"cooperation.{action}_{model}")


def against_adding(by, kind):
    """Return the refusal to make a record of a kind."""
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
    """Return the refusal to delete a record."""
    if not _may(by, "delete", record.kind):
        return NotAllowed(_("You may not delete records of this kind. Ask an administrator."))
    if record.status != Status.DRAFT and not may_publish(by):
        text = _("“%s” is or was public. Ask somebody who may publish to delete it.")
        return NotAllowed(text % record)
    return None


def against_taking_premises(by, premises):
    """Return the refusal to take away what inferences of other records rest on.

    ``premises`` are those that readers see, as ``premises.resting_elsewhere`` returns them.
    """
    if by is None or not premises:
        return None
    kinds = review.required_kinds()
    for premise in premises:
        record = premise.inference.record
        if not may_publish(by) or record.kind in kinds:
            text = _(
                "“%(record)s” infers something from the evidence “%(words)s”, and readers see it. "
                "Keep that evidence here, or let “%(record)s” name another premise first."
            )
            return NotAllowed(text % {"record": record, "words": premise.words})
    return None


def against_discarding(by, draft):
    """Return the refusal to discard a draft: that of somebody else takes the right to publish."""
    is_own = by is not None and not draft.publish_at and review.writers(draft.record) == {by.pk}
    if is_own or may_publish(by):
        return None
    return NotAllowed(_("Somebody else has worked on this draft. Ask an editor to discard it."))


def against_withdrawing(by):
    """Return the refusal to withdraw records."""
    if not may_publish(by):
        return NotAllowed(_("You may not withdraw records. Ask an editor."))
    return None


def against_forcing(by):
    """Return the refusal to publish without approval."""
    if by is None or by.has_perm("cooperation.force_publish_record"):
        return None
    return NotAllowed(_("You may not publish without approval. Ask an administrator."))


def against_publishing(by, record, snapshot, reviewed_kinds, is_forced=False):
    """Return the refusal to let readers see what a snapshot says of a record.

    ``reviewed_kinds`` are those of ``review.required_kinds``. ``is_forced`` passes over a missing
    approval and needs a right of its own.
    """
    if refusal := against_setting_times(by):
        return refusal
    if record.kind == "working_group" and _waits_for_council(record):
        text = _("“%(group)s” waits: publish its council first, on whose page it is read.")
        return NotAllowed(text % {"group": record})
    if is_forced:
        return against_forcing(by)
    if not review.may_go_live(record, snapshot, reviewed_kinds):
        text = _(
            "“%s” is not published: somebody else must approve it first. "
            "Ask for a review on the page “Draft and review”."
        )
        return NotApproved(text % record)
    return None


def _waits_for_council(record):
    """Whether a working group has no page to be read on, since its council is not public."""
    groups = Record.objects.filter(pk=record.pk)
    return groups.exclude(is_public("working_group__council__")).exists()


def against_setting_times(by):
    """Return the refusal to say when drafts are published."""
    if may_publish(by):
        return None
    return NotAllowed(_("You may not publish records. Ask for a review."))


def against_changing_at_once(by, record):
    """Return the refusal to change a record itself, where readers may see it at once."""
    refusal = against_changing(by, record)
    if refusal or record.status != Status.PUBLISHED or may_publish(by):
        return refusal
    return NotAllowed(_("Readers see this. Ask an editor to change it."))


def against_deciding_mentions(by):
    """Return the refusal to decide what words of articles mean: readers see the links."""
    if may_publish(by):
        return None
    return NotAllowed(_("Readers see this. Ask an editor to change it."))


def against_reviving(record, base):
    """Return the refusal to publish what has been withdrawn since the caller read it.

    ``base`` is the snapshot that the caller read, None for a caller that knows of the withdrawal.
    """
    was_withdrawn = base is None or base[0]["fields"]["status"] == Status.WITHDRAWN
    is_withdrawn = record.status == Status.WITHDRAWN or record.is_expired
    if is_withdrawn and not was_withdrawn:
        text = _(
            "“%s” has been withdrawn meanwhile. Open it and press “Publish again” if readers are "
            "to see it."
        )
        return Outdated(text % record)
    return None


def _may_item(by, action, item):
    return by is None or by.has_perm(f"cooperation.{action}_{item._meta.model_name}")


def against_showing_item(by, item):
    """Return the refusal to let readers see a change of an item: a page, a picture, the settings.

    Readers see a picture that a published record shows, from the time for which it is published.
    """
    if isinstance(item, Image):
        return _against_showing_image(by, item)
    if may_publish(by):
        return None
    return NotAllowed(_("Readers see this. Ask an editor to change it."))


def _against_showing_image(by, image):
    """Return the refusal to change a picture where it is shown, or is going to be at a set time."""
    shown = image.records.with_status(Status.PUBLISHED)
    if not may_publish(by):
        if shown.exists():
            return NotAllowed(_("Readers see this. Ask an editor to change it."))
        if Draft.objects.scheduled().showing(image).exists():
            text = _("Readers will see this at the time that is set. Ask an editor to change it.")
            return NotAllowed(text)
        return None
    reviewed = shown.filter(kind__in=review.required_kinds()).first()
    if reviewed and against_forcing(by):
        text = _(
            "“%(record)s” shows this picture, and somebody else must approve what readers see of "
            "it. Add the new picture to the library, and choose it in “%(record)s”."
        )
        return NotApproved(text % {"record": reviewed})
    return None


def against_adding_item(by, item):
    """Return the refusal to make an item; ``item`` may be its model."""
    if not _may_item(by, "add", item):
        return NotAllowed(_("You may not add this. Ask an administrator."))
    if item._meta.model_name == "image" or may_publish(by):
        return None
    return NotAllowed(_("Readers would see it at once. Ask an editor to add it."))


def against_changing_item(by, item):
    """Return the refusal to change an item, or the draft of a page."""
    if not _may_item(by, "change", item):
        return NotAllowed(_("You may not change this. Ask an administrator."))
    return None if isinstance(item, Page) else against_showing_item(by, item)


def against_discarding_item(by, draft):
    """Return the refusal to discard a draft: that of somebody else takes the right to publish."""
    if may_publish(by) or draft.saved_by_id == by.pk:
        return None
    return NotAllowed(_("Somebody else has worked on this draft. Ask an editor to discard it."))


def against_deleting_item(by, item):
    """Return the refusal to delete an item; the site settings are there for good."""
    if isinstance(item, SiteSettings) or not _may_item(by, "delete", item):
        return NotAllowed(_("You may not delete this. Ask an administrator."))
    return against_showing_item(by, item)


def check(refusal):
    """Raise a refusal if there is one."""
    if refusal is not None:
        raise refusal
