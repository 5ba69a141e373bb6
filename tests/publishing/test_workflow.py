"""Publishing and withdrawing."""

import pytest

from cooperation.models import Record
from cooperation.publishing import workflow
from cooperation.publishing.snapshot import capture
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


def test_what_was_public_before_is_the_first_revision_of_that_record_only(db):
    group = WorkingGroupFactory(title_en="Group", council__title_en="Council")
    before = capture(group.council)
    Record.objects.filter(pk=group.council.pk).update(title_en="Renamed")
    workflow.withdraw([group.council], before=before, note="Over")
    kept = {
        (revision.number, revision.act): revision.snapshot[0]["fields"]["title_en"]
        for revision in group.council.revisions.all()
    }
    assert kept == {(1, "loaded"): "Council", (2, "withdrawn"): "Renamed"}
    assert {each.snapshot[0]["fields"]["title_en"] for each in group.revisions.all()} == {"Group"}
