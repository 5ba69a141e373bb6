"""Publishing and withdrawing."""

import pytest

from cooperation.changes.errors import NotAllowed
from cooperation.changes.publish import publish
from cooperation.changes.why import Why
from cooperation.changes.withdraw import withdraw
from cooperation.models import ContentVersion, Record
from tests.support.factories import AgreementFactory, CouncilFactory, WorkingGroupFactory


def published(record):
    return publish(record).has_changed


def withdrawn(record):
    return bool(withdraw([record]))


@pytest.mark.parametrize(
    ("before", "move", "after", "changed"),
    [
        ("draft", published, "published", True),
        ("withdrawn", published, "published", True),
        ("published", published, "published", False),
        ("published", withdrawn, "withdrawn", True),
        ("draft", withdrawn, "draft", False),
        ("withdrawn", withdrawn, "withdrawn", False),
    ],
)
def test_move(db, before, move, after, changed):
    record = AgreementFactory(status=before)
    stamp, version = Record.objects.get().updated_at, ContentVersion.current()
    assert move(record) == changed
    moved = Record.objects.get()
    assert (moved.status, moved.updated_at > stamp) == (after, changed)
    assert (ContentVersion.current() != version) == changed


def test_working_group_waits_for_its_council(db):
    council = CouncilFactory(status="draft")
    group = WorkingGroupFactory(council=council, status="draft")
    with pytest.raises(NotAllowed, match="publish its council first"):
        publish(group)
    publish(council)
    publish(group)
    assert {*Record.objects.values_list("status", flat=True)} == {"published"}


def test_council_takes_its_working_groups_along(db):
    group = WorkingGroupFactory()
    other = WorkingGroupFactory()
    assert len(withdraw([group.council])) == 2
    statuses = dict(Record.objects.values_list("pk", "status"))
    assert [statuses[each.pk] for each in (group, other)] == ["withdrawn", "published"]


def test_what_was_public_before_is_the_first_revision_of_each(db):
    group = WorkingGroupFactory(title_en="Group", council__title_en="Council")
    withdraw([group.council], why=Why("Over"))
    for record in (group.council, group):
        kept = {(each.number, each.act, each.note) for each in record.revisions.all()}
        assert kept == {(1, "loaded", ""), (2, "withdrawn", "Over")}
