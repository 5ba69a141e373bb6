"""What waits on the first page of the desk, and for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cooperation.changes import drafts, review
from cooperation.changes.publish import publish
from cooperation.models import Comment, Image, Record
from cooperation.queries.desk import SHOWN, Desk
from cooperation.snapshots.capture import capture
from tests.support.factories import (
    AgreementFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
)


def drafted(record, user):
    snapshot = capture(record)
    snapshot[0]["fields"]["summary_en"] = "To be."
    return drafts.save_draft(record, snapshot, user)


def records(heap):
    return [getattr(each, "record", each).pk for each in heap.first]


@pytest.fixture
def desks(author, editor):
    return Desk(author, may_publish=False), Desk(editor, may_publish=True)


def test_review_waits_for_those_who_may_decide_and_did_not_ask(desks, author, editor):
    record, own = AgreementFactory(), AgreementFactory()
    review.ask(record, author)
    review.ask(own, editor)
    assert [records(desk.reviews) for desk in desks] == [[], [record.pk]]
    review.reject(record, editor, "No date.")
    assert [records(desk.rejected) for desk in desks] == [[record.pk], []]
    assert records(Desk(editor, may_publish=True).reviews) == []


def test_comments_wait_for_those_who_work_on_the_record(desks, author, editor):
    drafted(mine := AgreementFactory(), author)
    other = AgreementFactory()
    for record in (mine, other):
        Comment.objects.create(record_id=record.pk, text="Why?", name="Outside")
    Comment.objects.create(record_id=mine.pk, text="Because", author=author)
    Comment.objects.create(record_id=mine.pk, text="Done", settled_at=timezone.now())
    assert records(desks[0].comments) == [mine.pk]
    assert sorted(records(desks[1].comments)) == sorted([mine.pk, mine.pk, other.pk])


def test_own_drafts_and_new_records(desks, author, editor):
    drafted(record := AgreementFactory(), author)
    new = AgreementFactory(status="draft", created_by=author)
    assert (records(desks[0].drafts), records(desks[0].new_records)) == ([record.pk], [new.pk])
    assert (desks[1].drafts.count, desks[1].new_records.count) == (0, 0)


def test_what_is_scheduled_and_what_went_live(desks, editor):
    draft = drafted(record := AgreementFactory(), editor)
    draft.publish_at = timezone.now() + timedelta(days=1)
    draft.save()
    coming = AgreementFactory(publish_at=timezone.now() + timedelta(days=1))
    ending = AgreementFactory(withdraw_at=timezone.now() + timedelta(days=1))
    AgreementFactory(publish_at=timezone.now() - timedelta(days=1))
    desk = desks[1]
    assert records(desk.scheduled()) == [record.pk]
    assert {*records(desk.scheduled_records())} == {coming.pk, ending.pk}
    new = AgreementFactory(status="draft")
    publish(new, editor)
    assert [each.record_id for each in desk.published()] == [new.pk]


def test_only_values_without_any_statement_are_inferred_only(desks):
    stated, inferred = RelationFactory(), RelationFactory()
    for relation in (stated, inferred):
        EvidenceFactory(
            record=relation.object, field="", relation=relation, basis="inferred", note="Since."
        )
    EvidenceFactory(record=stated.object, field="", relation=stated)
    claim = AgreementFactory()
    EvidenceFactory(record=claim, field="when", basis="inferred", note="Since.")
    EvidenceFactory(record=claim, field="title")
    hidden = AgreementFactory(status="draft")
    EvidenceFactory(record=hidden, field="when", basis="inferred", note="Since.")
    assert {*records(desks[1].inferred_only())} == {inferred.object_id, claim.pk}


def test_missing_words_in_a_language(desks):
    AgreementFactory(title_ru="Да")
    PartnerFactory(title_ru="Да", title_uz="Ha")
    found = {model.KIND: numbers for model, numbers in desks[1].untranslated()}
    assert found == {"agreement": {"uz": 1}}
    image = Image.objects.create(title_en="A", alt_en="B", file="a.png", width=1, height=1)
    assert desks[1].images_without_alt().count == 0  # nobody sees it
    AgreementFactory(image=image)
    assert desks[1].images_without_alt().first == [image]


def test_what_nobody_has_looked_over_for_long(desks):
    long_ago = timezone.now() - timedelta(days=400)
    old, checked = AgreementFactory(updated_at=long_ago), AgreementFactory(updated_at=long_ago)
    AgreementFactory(updated_at=long_ago, status="draft")
    AgreementFactory()
    Record.objects.mark_checked([checked])
    assert records(desks[1].not_checked()) == [old.pk]


def test_first_page_shows_some_of_many_and_how_many(editor_client, author):
    for _ in range(SHOWN + 2):
        review.ask(AgreementFactory(title_en="Waits"), author)
    page = editor_client.get("/admin/").content.decode()
    assert f"{SHOWN + 2} records to review" in page
    assert page.count(">Waits<") == SHOWN


def test_first_page_takes_the_same_queries_however_much_waits(
    editor_client, author, django_assert_max_num_queries
):
    for _ in range(20):
        drafted(record := AgreementFactory(), author)
        review.ask(record, author)
        Comment.objects.create(record_id=record.pk, text="Why?")
        EvidenceFactory(record=record, field="when", basis="inferred", note="Since.")
    with django_assert_max_num_queries(45):
        editor_client.get("/admin/")
