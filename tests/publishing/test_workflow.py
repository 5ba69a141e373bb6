"""Publishing and withdrawing."""

import pytest

from cooperation.models import Record
from cooperation.publishing import workflow
from tests.factories import AgreementFactory, CouncilFactory, WorkingGroupFactory


@pytest.mark.parametrize(
    ("before", "move", "after", "changed"),
    [
        ("draft", workflow.publish, "published", 1),
        ("withdrawn", workflow.publish, "published", 1),
        ("published", workflow.publish, "published", 0),
        ("published", workflow.withdraw, "withdrawn", 1),
        ("draft", workflow.withdraw, "draft", 0),
        ("withdrawn", workflow.withdraw, "withdrawn", 0),
    ],
)
def test_move(db, before, move, after, changed):
    record = AgreementFactory(status=before)
    stamp = Record.objects.get().updated_at
    assert move([record]) == changed
    moved = Record.objects.get()
    assert (moved.status, moved.updated_at > stamp) == (after, bool(changed))


def test_working_group_waits_for_its_council(db):
    council = CouncilFactory(status="draft")
    group = WorkingGroupFactory(council=council, status="draft")
    assert (workflow.publish([group]), list(workflow.waiting([group]))) == (0, [group.record])
    assert workflow.publish([council]) == 1
    assert (workflow.publish([group]), list(workflow.waiting([group]))) == (1, [])


def test_council_takes_its_working_groups_along(db):
    group = WorkingGroupFactory()
    other = WorkingGroupFactory()
    assert workflow.withdraw([group.council]) == 2
    statuses = dict(Record.objects.values_list("pk", "status"))
    assert [statuses[each.pk] for each in (group, other)] == ["withdrawn", "published"]
