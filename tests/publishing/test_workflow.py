"""Publishing and withdrawing."""

import pytest

from cooperation.models import Record
from cooperation.publishing import workflow
from tests.factories import AgreementFactory


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
