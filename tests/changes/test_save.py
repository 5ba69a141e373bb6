"""Saving, publishing and withdrawing through the door: what changes, and what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cooperation.changes.delete import delete
from cooperation.changes.errors import EditConflict, Invalid, NotAllowed, NotApproved, Outdated
from cooperation.changes.publish import publish
from cooperation.changes.save import Edit, save
from cooperation.changes.schedule import process_due, schedule
from cooperation.changes.why import Why
from cooperation.changes.withdraw import withdraw
from cooperation.models import Draft, OldAddress, Record, Relation, SiteSettings
from cooperation.queries.addresses import current_slug
from cooperation.snapshots.capture import capture
from tests.support.databases import database_hash
from tests.support.door import version
from tests.support.factories import AgreementFactory, PartnerFactory, RelationFactory

pytestmark = pytest.mark.django_db

PUBLISHED = Record.Status.PUBLISHED


def titled(snapshot, title):
    base, *others = snapshot
    return [{**base, "fields": {**base["fields"], "title_en": title}}, *others]


def test_new_record_is_a_draft_that_readers_do_not_see(editor):
    template = capture(AgreementFactory(slug="one", status="draft"))
    Record.objects.all().delete()
    before = version()
    saved = save(None, Edit(template), by=editor)
    assert (saved.record.status, saved.record.created_by) == ("draft", editor)
    assert version() == before


def test_saving_a_public_record_makes_a_draft_beside_it(author):
    agreement = AgreementFactory(title_en="Old", status=PUBLISHED)
    base, before = capture(agreement), version()
    saved = save(agreement, Edit(titled(base, "New"), base), by=author)
    agreement.refresh_from_db()
    assert (agreement.title_en, saved.draft.snapshot[0]["fields"]["title_en"]) == ("Old", "New")
    assert version() == before


def test_publishing_changes_what_readers_see_and_raises_the_version(editor):
    agreement = AgreementFactory(title_en="Old", status=PUBLISHED)
    base, before = capture(agreement), version()
    save(agreement, Edit(titled(base, "New"), base), by=editor, publish=True)
    agreement.refresh_from_db()
    assert agreement.title == "New"
    assert [each.number for each in agreement.revisions.newest_first()] == [2, 1]
    assert version() > before


def test_author_may_not_publish_and_nothing_changes(author):
    agreement = AgreementFactory(title_en="Old", status="draft")
    base = capture(agreement)
    before = database_hash()
    with pytest.raises(NotAllowed, match="Ask for a review"):
        save(agreement, Edit(titled(base, "New"), base), by=author, publish=True)
    assert database_hash() == before


def test_other_change_since_is_a_conflict_and_nothing_changes(editor):
    agreement = AgreementFactory(title_en="Old", status="draft")
    base = capture(agreement)
    save(agreement, Edit(titled(base, "Theirs"), base), by=editor)
    before = database_hash()
    with pytest.raises(EditConflict) as refused:
        save(agreement, Edit(titled(base, "Mine"), base), by=editor)
    assert [question.fields for question in refused.value.questions] == [("title_en",)]
    assert database_hash() == before


def test_withdrawal_ends_every_schedule(editor):
    agreement = AgreementFactory(title_en="Old", status=PUBLISHED)
    base = capture(agreement)
    save(agreement, Edit(titled(base, "New"), base), by=editor)
    schedule(agreement, timezone.now() + timedelta(hours=1), by=editor)
    withdraw([agreement], by=editor)
    Draft.objects.filter(publish_at__isnull=False).update(publish_at=timezone.now())
    assert process_due() == ([], [], [])
    agreement.refresh_from_db()
    assert (agreement.status, Draft.objects.get().publish_at) == ("withdrawn", None)


def test_time_of_withdrawal_wins_over_a_schedule_made_before(editor, time_machine):
    agreement = AgreementFactory(status=PUBLISHED, withdraw_at=timezone.now() + timedelta(hours=1))
    base = capture(agreement)
    save(agreement, Edit(titled(base, "New"), base), by=editor)
    schedule(agreement, timezone.now() + timedelta(hours=2), by=editor)
    time_machine.move_to(timezone.now() + timedelta(hours=3))
    assert [each.pk for each in process_due().withdrawn] == [agreement.pk]
    agreement.refresh_from_db()
    assert agreement.status == "withdrawn"


def test_form_opened_before_a_withdrawal_does_not_undo_it(editor):
    agreement = AgreementFactory(status=PUBLISHED)
    base = capture(agreement)
    withdraw([agreement], by=editor)
    with pytest.raises(Outdated, match="Publish again"):
        save(agreement, Edit(titled(base, "New"), base), by=editor, publish=True)
    publish(agreement, by=editor)
    agreement.refresh_from_db()
    assert agreement.status == PUBLISHED


def test_relation_waits_for_approval_at_the_other_record(editor, admin_user):
    agreement = AgreementFactory(slug="pact", status=PUBLISHED)
    partner = PartnerFactory(slug="one", status=PUBLISHED)
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviewed_kinds": ["agreement"]})
    RelationFactory(subject=agreement.record, verb="signed_by", object=partner.record)
    base = capture(partner)
    wanted = [row for row in base if row["model"] != "cooperation.relation"]
    saved = save(partner, Edit(wanted, base), by=editor, publish=True)
    assert [each.pk for each in saved.waiting] == [agreement.pk]
    assert Relation.objects.count() == 1
    with pytest.raises(NotApproved):
        publish(agreement, by=editor)


def test_deleted_record_keeps_its_address(editor):
    agreement = AgreementFactory(slug="pact", status=PUBLISHED)
    before = version()
    assert delete([agreement], by=editor) == 1
    assert [(each.slug, each.reason) for each in OldAddress.objects.all()] == [("pact", "deleted")]
    assert version() > before


@pytest.mark.parametrize("publish", [False, True])
@pytest.mark.parametrize("status", ["draft", "published"])
def test_same_relation_twice_is_refused_and_neither_is_dropped(editor, publish, status):
    partner, agreement = PartnerFactory(status=status), AgreementFactory()
    RelationFactory(subject=partner, verb="party_to", object=agreement)
    before = capture(partner)
    [row] = [row for row in before if row["model"] == "cooperation.relation"]
    twin = {**row, "pk": "9b1b9f4e-1f55-4b3e-8c27-0f6f3a6c1d11"}
    with pytest.raises(Invalid) as refusal:
        save(partner, Edit([*before, twin], before), by=editor, publish=publish)
    assert "Two of the relations are the same." in str(refusal.value)
    assert (capture(partner), Draft.objects.count()) == (before, 0)


def saved(record, by, **fields):
    base = capture(record)
    save(record, Edit([{**base[0], "fields": base[0]["fields"] | fields}, *base[1:]], base), by=by)


def test_typing_into_what_is_withdrawn_is_nothing_that_readers_see(editor, author):
    record = AgreementFactory(status=PUBLISHED, slug="one").record
    withdraw([record], by=editor, why=Why("It was wrong.", is_major=True))
    told, before = current_slug("agreement", "one"), version()
    for title in ("First", "Second", "Third"):
        saved(Record.objects.get(pk=record.pk), author, title_en=title)
    assert told.note == "It was wrong."
    assert (current_slug("agreement", "one"), version()) == (told, before)


def test_other_address_of_what_is_withdrawn_is_seen_and_so_is_its_deletion(editor):
    record = AgreementFactory(status=PUBLISHED, slug="one").record
    withdraw([record], by=editor)
    before = version()
    saved(Record.objects.get(pk=record.pk), editor, slug="two")
    moved = version()
    delete([record], by=editor)
    assert before < moved < version()


def test_second_withdrawal_tells_its_own_reason(editor):
    record = AgreementFactory(status=PUBLISHED, slug="one").record
    for note in ("First.", "Second."):
        withdraw([record], by=editor, why=Why(note, is_major=True))
        assert current_slug("agreement", "one").note == note
        publish(record, by=editor)
