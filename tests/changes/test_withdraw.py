"""What was withdrawn stays withdrawn until somebody publishes it again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cooperation.changes.errors import NotAllowed, Outdated
from cooperation.changes.merge_duplicate import merge_duplicate
from cooperation.changes.publish import publish
from cooperation.changes.save import Edit, save
from cooperation.changes.schedule import process_due, schedule
from cooperation.changes.withdraw import withdraw
from cooperation.models import Draft, Record
from cooperation.snapshots.capture import capture
from tests.support.databases import database_hash
from tests.support.door import changed
from tests.support.factories import AgreementFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db


def scheduled(record, by):
    """Keep a draft of a record and let it go live in an hour; return the record."""
    base = capture(record)
    save(record, Edit(changed(base, title_en="New"), base), by=by)
    schedule(record, timezone.now() + timedelta(hours=1), by=by)
    return Record.objects.get(pk=record.pk)


def test_schedules_of_the_groups_end_with_the_withdrawal_of_their_council(editor, time_machine):
    group = scheduled(WorkingGroupFactory().record, editor)
    council = group.working_group.council
    withdraw([council.record], by=editor)
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert process_due() == ([], [], [])
    found = Record.objects.values_list("status", flat=True)
    assert ([*found], Draft.objects.get().publish_at) == (["withdrawn"] * 2, None)


def test_withdrawal_by_time_ends_the_schedule_of_a_later_draft(editor, time_machine):
    record = AgreementFactory(withdraw_at=timezone.now() + timedelta(minutes=30)).record
    scheduled(record, editor)
    time_machine.move_to(timezone.now() + timedelta(minutes=40))
    process_due()
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert process_due() == ([], [], [])
    assert Record.objects.get(pk=record.pk).status == "withdrawn"


def test_merged_duplicate_does_not_come_back_at_its_time(editor, time_machine):
    later = timezone.now() + timedelta(hours=1)
    duplicate = AgreementFactory(publish_at=later).record
    survivor = AgreementFactory().record
    merge_duplicate(duplicate, survivor, by=editor)
    time_machine.move_to(later + timedelta(hours=1))
    assert process_due() == ([], [], [])
    duplicate.refresh_from_db()
    assert (duplicate.status, duplicate.is_published) == ("withdrawn", False)


def test_form_that_is_open_on_a_duplicate_saves_nothing_into_it(editor):
    duplicate, survivor = AgreementFactory().record, AgreementFactory(title_en="Here").record
    base = capture(duplicate)
    merge_duplicate(duplicate, survivor, by=editor)
    before = database_hash()
    for is_public in (True, False):
        with pytest.raises(NotAllowed, match="was merged into “Here”") as refused:
            edit = Edit(changed(base, title_en="Typed"), base)
            save(duplicate, edit, by=editor, publish=is_public)
        assert refused.value.survivor == survivor
    assert database_hash() == before


def test_publishing_from_before_a_withdrawal_undoes_nothing(editor):
    record = AgreementFactory().record
    base = capture(record)
    withdraw([record], by=editor)
    before = database_hash()
    with pytest.raises(Outdated, match="Publish again"):
        publish(record, by=editor, base=base)
    assert database_hash() == before
