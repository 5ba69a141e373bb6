"""Use cases for items: save, publish, discard, restore and delete.

An item is saved like a record: merged with the saves of others, with a history of what readers see;
a page has a draft until that is published.
"""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.changes import rights, usage
from cooperation.changes.consequences import content_version
from cooperation.changes.errors import Invalid
from cooperation.changes.items import history, pictures
from cooperation.changes.items.state import has_drafts, locked_state
from cooperation.changes.save import database_refusal, merge_edit
from cooperation.changes.texts import clean_texts
from cooperation.changes.use_case import use_case
from cooperation.changes.why import NO_REASON
from cooperation.models import Image, ItemDraft, ItemRevision
from cooperation.snapshots.items import capture, item_of, write
from cooperation.snapshots.merge import advance_base
from cooperation.snapshots.parts import raw_queryset
from cooperation.snapshots.rows import content

Act = ItemRevision.ItemAct


class SavedItem(NamedTuple):
    """The result of a use case for an item; ``draft`` has the changes, None if they are public."""

    item: object
    draft: ItemDraft | None = None
    has_changed: bool = True


@use_case
def save_item(item, edit, by=None, why=NO_REASON, publish=False):
    """Save an Edit of an item; return SavedItem. ``item`` is None for a new one.

    Without ``publish`` an existing page gets a draft. A new page, pictures and the site settings
    have none: readers see them at once.

    Raises EditConflict if the item has changed since the base of the edit and its answers do not
    say how to merge the two; NotAllowed, Outdated or Invalid. Nothing is changed then.

    >>> base = capture(page)
    >>> save_item(page, Edit(changed(base), base), by=editor, publish=True)
    """
    edit = edit._replace(wanted=clean_texts(edit.wanted, edit.base))
    if item is None:
        return _add(edit.wanted, by, why)
    state = locked_state(item)
    rights.check(rights.against_changing_item(by, state.item))
    is_draft = has_drafts(item) and not publish
    wanted = merge_edit(state, edit, publish=not is_draft)
    if is_draft:
        saved = _keep_draft(state, wanted, by, why)
    else:
        saved = _write_live(state, wanted, by, why, Act.MERGED if edit.answers else Act.PUBLISHED)
    pictures.delete_unused_files(state.item, edit.wanted)
    return saved


@use_case
def discard_item_draft(item, by=None):
    """Discard the draft of an item; return whether there was one. Raises NotAllowed."""
    state = locked_state(item)
    rights.check(rights.against_changing_item(by, state.item))
    if state.draft is None:
        return False
    rights.check(rights.against_discarding_item(by, state.draft))
    state.draft.delete()
    return True


@use_case
def restore_item(item, snapshot, by=None):
    """Restore a revision of an item: a page in its draft, others at once; return SavedItem.

    Raises NotAllowed; Invalid if there is a draft already, or a file is gone.
    """
    state = locked_state(item)
    rights.check(rights.against_changing_item(by, state.item))
    if state.draft is not None:
        raise Invalid({"": [_("There is a draft already. Publish or discard it first.")]})
    back = history.restorable(state.item, snapshot)
    pictures.check_files(back)
    if has_drafts(item):
        return _keep_draft(state, back, by, NO_REASON)
    return _write_live(state, back, by, NO_REASON, Act.RESTORED)


@use_case
def delete_items(items, by=None):
    """Delete pages or pictures, all or none; return how many.

    The history of a page stays. A picture is deleted with all its files. Raises NotAllowed, and
    Invalid if a record shows one of them.
    """
    states = [locked_state(item) for item in items]
    rights.check(against_deleting_items(by, [state.item for state in states]))
    for state in states:
        ItemDraft.objects.of(state.item).delete()
        if isinstance(state.item, Image):
            pictures.delete_history_and_files(state.item)
        else:
            history.add_revision(state.item, Act.DELETED, by, state.live, state.live)
        state.item.delete()
    content_version.increase()
    return len(states)


def against_deleting_items(by, items):
    """Return the refusal to delete some items together; None if they can be deleted."""
    refusals = [rights.against_deleting_item(by, item) for item in items]
    images = [item for item in items if isinstance(item, Image)]
    refusals.append(usage.against_deleting_used(usage.images_used(images)))
    return next(filter(None, refusals), None)


def _add(wanted, by, why):
    item = item_of(wanted)
    rights.check(rights.against_adding_item(by, item))
    if raw_queryset(type(item)).filter(pk=item.pk).exists():
        text = _("Somebody else has saved “%s” meanwhile. Open it, and type your changes there.")
        raise Invalid({"": [text % item._meta.verbose_name]})
    _write(item)
    return _finished(item, by, why, Act.PUBLISHED, None)


def _write_live(state, wanted, by, why, act):
    """Publish a snapshot of an item, and delete its draft."""
    rights.check(rights.against_showing_item(by, state.item))
    has_changed = content(wanted) != content(state.live)
    if state.draft is not None:
        state.draft.delete()
    if not has_changed and not why.note:
        return SavedItem(state.item, has_changed=False)
    item = item_of(wanted, state.item.pk)
    _write(item)
    return _finished(item, by, why, act, state.live)


def _write(item):
    try:
        with transaction.atomic():
            item.full_clean()
            write(item)
    except ValidationError as error:
        raise Invalid(error.message_dict) from error
    except IntegrityError as error:
        raise database_refusal(error) from error


def _finished(item, by, why, act, before):
    history.add_revision(item, act, by, before, capture(item), why.note)
    content_version.increase()
    return SavedItem(item)


def _keep_draft(state, wanted, by, why):
    """Save a snapshot as the draft; delete a draft that equals the item."""
    if content(wanted) == content(state.live):
        ItemDraft.objects.of(state.item).delete()
        return SavedItem(state.item, has_changed=False)
    named = {"model": wanted[0]["model"], "key": str(state.item.pk)}
    draft = state.draft or ItemDraft(**named, base=state.live)
    draft.base = advance_base(draft.base, state.live, wanted)
    draft.snapshot = wanted
    draft.saved_by, draft.saved_at = by, timezone.now()
    draft.note = why.note or draft.note
    draft.save()
    return SavedItem(state.item, draft)
