"""What drafts must not do: go live unseen, be lost, or stand in the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cooperation.changes import approval, drafts
from cooperation.changes.consequences import history
from cooperation.changes.merge_duplicate import merge_duplicate
from cooperation.changes.publish import publish
from cooperation.changes.schedule import process_due
from cooperation.models import Draft, Record, SiteSettings
from cooperation.snapshots.capture import capture
from tests.support.desk import answer, approve, both_open, form_of, page_of, press, save, titles
from tests.support.factories import (
    AgreementFactory,
    CouncilFactory,
    EventFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
    WorkingGroupFactory,
)
from tests.support.forms import new_part, sent_back


def united(duplicate, survivor):
    merge_duplicate(Record.objects.get(pk=duplicate.pk), Record.objects.get(pk=survivor.pk))


def test_draft_that_changes_comes_off_the_schedule(client, author, editor):
    record = AgreementFactory(title_en="Public")
    client.force_login(editor)
    save(client, record, title_en="Scheduled", _save="1")
    Draft.objects.update(publish_at=timezone.now() + timedelta(hours=1), scheduled_by=editor)
    save(client, record, _save="1")
    assert Draft.objects.get().publish_at is not None
    client.force_login(author)
    page = client.post(
        form_of(record),
        sent_back(client.get(form_of(record)), title_en="Slipped in", _save="1"),
        follow=True,
    ).content.decode()
    assert "so it is no longer scheduled" in page
    Draft.objects.filter(publish_at__isnull=False).update(publish_at=timezone.now())
    assert process_due().published == []
    assert titles(record) == ("Public", "Slipped in")


@pytest.mark.usefixtures("two_pairs")
def test_answer_without_its_button_publishes_nothing(editor_client):
    record = AgreementFactory(title_en="Title")
    save(editor_client, record, title_en="Draft", _save="1")
    SiteSettings.objects.update(reviewed_kinds=[])
    Record.objects.filter(pk=record.pk).update(title_en="Loaded")
    form = editor_client.get(form_of(record))
    response = editor_client.post(form_of(record), sent_back(form, _publish="1"))
    sent = answer(response, "mine")
    del sent["_publish"]
    SiteSettings.objects.update(reviewed_kinds=["agreement"])
    editor_client.post(form_of(record), sent)
    assert titles(record) == ("Loaded", "Draft")


@pytest.mark.usefixtures("two_pairs")
def test_what_nobody_has_approved_is_not_merged_into_what_is_public(editor_client):
    public, draft = AgreementFactory(), AgreementFactory(status="draft")
    draft.aliases.create(text="Unseen")
    address = f"{form_of(draft).replace('change', 'merge')}?into={public.pk}"
    assert "Nobody else has approved" in editor_client.get(address).content.decode()


def test_page_as_of_a_day_survives_a_merger(client, db):
    event = EventFactory(title_en="Then")
    duplicate, survivor = PartnerFactory(), PartnerFactory()
    for partner in (duplicate, survivor):
        RelationFactory(subject=partner, verb="represented_at", object=event)
    then = timezone.now() - timedelta(days=3)
    Record.objects.update(created_at=then, updated_at=then)  # all three were public already
    history.add_first_revision(event)
    event.revisions.update(made_at=then)
    united(duplicate, survivor)
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    page = client.get(event.get_absolute_url(), {"as-of": day})
    assert (page.status_code, page.content.decode().count(survivor.title) > 0) == (200, True)
    today = client.get(event.get_absolute_url(), {"as-of": timezone.localdate().isoformat()})
    assert today.status_code == 302


def test_draft_goes_on_after_a_merger_of_what_it_names(editor_client):
    record, duplicate, survivor = EventFactory(), PartnerFactory(), PartnerFactory()
    rows = [
        new_part("relations_as_object", number, verb="represented_at", subject=each.pk, order=1)
        for number, each in enumerate((duplicate, survivor))
    ]
    save(editor_client, record, _save="1", title_en="Draft", **(rows[0] | rows[1]))
    united(duplicate, survivor)
    assert editor_client.get(form_of(record)).status_code == 200
    save(editor_client, record, _publish="1")
    assert [each.subject_id for each in record.relations_as_object.all()] == [survivor.pk]


def test_form_open_during_a_merger_can_be_saved(editor_client):
    record, duplicate, survivor = EventFactory(), PartnerFactory(), PartnerFactory()
    for partner in (duplicate, survivor):
        RelationFactory(subject=partner, verb="represented_at", object=record)
    typed = both_open(editor_client, record)
    united(duplicate, survivor)
    response = editor_client.post(form_of(record), typed(title_en="Typed", _save="1"))
    assert response.status_code == 200
    assert "Typed" in response.content.decode()


def test_draft_without_what_it_cannot_be_without_is_opened_and_discarded(editor_client):
    group, council = WorkingGroupFactory(), CouncilFactory(status="draft")
    save(editor_client, group, council=council.pk, title_en="Draft", _save="1")
    own = group.council_id
    council.delete()
    form = editor_client.get(form_of(group))
    assert form.context["adminform"].form["council"].value() == own
    assert form.context["adminform"].form["title_en"].value() == "Draft"
    press(editor_client, group, "discard", confirmed="1")
    assert not Draft.objects.exists()


def test_draft_that_breaks_a_rule_leads_to_the_page_where_it_is_discarded(editor_client):
    record = AgreementFactory()
    later = timezone.now() + timedelta(days=2)
    snapshot = capture(record)
    snapshot[0]["fields"]["withdraw_at"] = (later - timedelta(days=1)).isoformat()
    drafts.save_draft(record, snapshot)
    Record.objects.filter(pk=record.pk).update(publish_at=later)
    response = editor_client.get(form_of(record), follow=True)
    page = response.content.decode()
    assert (response.status_code, "no longer fits the register" in page) == (200, True)
    assert press(editor_client, record, "publish").status_code == 200
    ticked = {"action": "publish_selected", "_selected_action": [record.pk]}
    editor_client.post("/admin/cooperation/agreement/", ticked)
    press(editor_client, record, "discard", confirmed="1")
    assert not Draft.objects.exists()


def test_draft_follows_the_address_of_what_it_names(editor_client):
    record, topic = EventFactory(), TopicFactory(slug="old", status="draft")
    row = new_part("relations_as_subject", verb="about", object=topic.pk, order=1)
    save(editor_client, record, _save="1", **row)
    save(editor_client, topic, slug="new")
    TopicFactory(slug="old")
    save(editor_client, record, _publish="1")
    assert [each.object_id for each in record.relations_as_subject.all()] == [topic.pk]


@pytest.mark.usefixtures("two_pairs")
def test_writers_are_known_although_the_record_was_withdrawn(client, author, editor, other):
    record = AgreementFactory(title_en="Public")
    history.add_first_revision(record)
    client.force_login(other)
    save(client, record, title_en="Typed by another", _save="1")
    client.force_login(editor)
    save(client, record, _withdraw="1")
    assert {other.pk, editor.pk} <= approval.writers(Record.objects.get(pk=record.pk))


def test_note_of_a_draft_is_kept_for_its_publication(editor_client):
    record = AgreementFactory()
    save(editor_client, record, title_en="Draft", change_note="Why", is_major="on", _save="1")
    form = editor_client.get(page_of(record, "draft")).context["forms"]["publish"]
    assert (form["note"].value(), form["is_major"].value()) == ("Why", True)


def test_author_discards_own_drafts_only(client, author, editor):
    record = AgreementFactory()
    client.force_login(editor)
    save(client, record, title_en="Draft", _save="1")
    client.force_login(author)
    assert press(client, record, "discard", confirmed="1").status_code == 403
    save(client, record, summary_en="Mine as well", _save="1")
    assert press(client, record, "discard", confirmed="1").status_code == 403
    assert Draft.objects.count() == 1
    own = AgreementFactory()
    save(client, own, title_en="Mine alone", _save="1")
    press(client, own, "discard", confirmed="1")
    assert [draft.record_id for draft in Draft.objects.all()] == [record.pk]


def test_asking_again_takes_no_approval_away(client, author, editor):
    record = AgreementFactory()
    client.force_login(author)
    save(client, record, title_en="Draft", _save="1")
    client.force_login(editor)
    approve(client, record)
    client.force_login(author)
    press(client, record, "ask")
    assert approval.review_of(record).state == "approved"
    publish(record.record)
