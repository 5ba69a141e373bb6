"""Publishing and withdrawing."""

import pytest

from cooperation.changes import publication
from cooperation.models import Record
from cooperation.snapshots.capture import capture
from tests.factories import AgreementFactory, CouncilFactory, WorkingGroupFactory


@pytest.mark.parametrize(
    ("before", "move", "after", "changed"),
    [
        ("draft", publication.publish, "published", 1),
        ("withdrawn", publication.publish, "published", 1),
        ("published", publication.publish, "published", 0),
        ("published", publication.withdraw, "withdrawn", 1),
        ("draft", publication.withdraw, "draft", 0),
        ("withdrawn", publication.withdraw, "withdrawn", 0),
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
    assert (publication.publish([group]), list(publication.waiting([group]))) == (0, [group.record])
    assert publication.publish([council]) == 1
    assert (publication.publish([group]), list(publication.waiting([group]))) == (1, [])


def test_council_takes_its_working_groups_along(db):
    group = WorkingGroupFactory()
    other = WorkingGroupFactory()
    assert publication.withdraw([group.council]) == 2
    statuses = dict(Record.objects.values_list("pk", "status"))
    assert [statuses[each.pk] for each in (group, other)] == ["withdrawn", "published"]


def test_what_was_public_before_is_the_first_revision_of_that_record_only(db):
    group = WorkingGroupFactory(title_en="Group", council__title_en="Council")
    before = capture(group.council)
    Record.objects.filter(pk=group.council.pk).update(title_en="Renamed")
    publication.withdraw([group.council], before=before, note="Over")
    kept = {
        (revision.number, revision.act): revision.snapshot[0]["fields"]["title_en"]
        for revision in group.council.revisions.all()
    }
    assert kept == {(1, "loaded"): "Council", (2, "withdrawn"): "Renamed"}
    assert {each.snapshot[0]["fields"]["title_en"] for each in group.revisions.all()} == {"Group"}
