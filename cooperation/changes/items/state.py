"""An item as a use case finds it: its live snapshot and its draft, locked."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from cooperation.changes.errors import Outdated
from cooperation.models import ItemDraft, Page
from cooperation.snapshots.items import capture
from cooperation.snapshots.merge import rebase
from cooperation.snapshots.parts import raw_queryset


class ItemState(NamedTuple):
    """``live`` is the snapshot of the item, ``present`` what editors see: its draft if it has one.

    ``draft`` is its ItemDraft, and ``questions`` are the FieldConflicts between the two.
    """

    item: object
    live: list
    present: list
    draft: ItemDraft | None = None
    questions: tuple = ()


def has_drafts(item):
    """Whether a save of an item makes a draft that has to be published."""
    return isinstance(item, Page)


def draft_of(item):
    return ItemDraft.objects.of(item).first()


def state_of(item):
    """Return the ItemState of an item, without a lock."""
    return _state(item, draft_of(item))


def locked_state(item):
    """Lock an item until the end of the transaction; return its ItemState.

    Raises Outdated if it has been deleted.
    """
    locked = raw_queryset(type(item)).select_for_update().filter(pk=item.pk).first()
    if locked is None:
        raise Outdated(_("“%s” has been deleted meanwhile.") % item)
    return _state(locked, ItemDraft.objects.of(locked).select_for_update().first())


def _state(item, draft):
    live = capture(item)
    if draft is None:
        return ItemState(item, live, live)
    present, questions = rebase(live, draft.base, draft.snapshot)
    return ItemState(item, live, present, draft, tuple(questions))
