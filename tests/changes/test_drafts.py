"""Drafts beside what readers see: kept, brought up to date, published, shown without a trace."""

import random

import pytest

from cooperation.changes import approval, drafts, review
from cooperation.changes.consequences import history
from cooperation.changes.errors import EditConflict, NotAllowed
from cooperation.changes.items.save import delete_items
from cooperation.changes.publish import publish
from cooperation.changes.rolled_back import applied
from cooperation.changes.save import Edit, save
from cooperation.changes.why import Why
from cooperation.models import Draft, Record, Relation
from cooperation.snapshots.capture import capture
from cooperation.snapshots.rows import content, with_address, with_state
from tests.support.accounts import staff
from tests.support.databases import database_hash
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
)
from tests.support.files import kept_picture
from tests.support.records import KINDS, edited, full_record


def titled(record, title):
    """Return the snapshot of a record with another title."""
    snapshot = capture(record)
    snapshot[0]["fields"]["title_en"] = title
    return snapshot


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_draft_of_every_kind_goes_live_exactly_as_it_was_saved(db, editor, kind, seed):
    record = Record.objects.get(pk=full_record(kind, editor).pk)
    wanted = edited(capture(record), random.Random(seed))  # noqa: S311
    before = capture(record)
    drafts.save_draft(record, wanted, editor)
    assert capture(record) == before
    publish(record, editor, why=Why("Better"))
    assert content(capture(record)) == content(wanted)
    assert not Draft.objects.exists()
    last = record.revisions.newest_first().first()
    assert (last.act, last.note, content(last.snapshot)) == ("published", "Better", content(wanted))


def test_published_draft_has_exactly_its_relations_with_their_evidence(db):
    record = AgreementFactory()
    gone, kept = RelationFactory(object=record), RelationFactory(object=record)
    for relation in (gone, kept):
        EvidenceFactory(record=record, field="", relation=relation)
    new = RelationFactory(object=record, subject=PartnerFactory())
    EvidenceFactory(record=record, field="", relation=new, quote="Uzbekistan and UNODC met.")
    with_new = capture(record)
    new_key, new_partner = new.pk, new.subject
    new.delete()
    key = str(gone.pk)
    left = [row for row in with_new if key not in (row.get("pk"), row["fields"].get("relation"))]
    drafts.save_draft(record, left)
    assert {*record.relations_as_object.all()} == {gone, kept}
    publish(record.record)
    relations = {relation.pk: relation.subject_id for relation in record.relations_as_object.all()}
    assert relations == {kept.pk: kept.subject_id, new_key: new_partner.pk}
    assert {row.relation_id for row in record.evidence.all()} == {kept.pk, new_key}


def test_draft_that_says_nothing_new_is_dropped(db):
    record = AgreementFactory(title_en="As it is")
    assert drafts.save_draft(record, titled(record, "Other"))
    assert drafts.save_draft(record, capture(record)) is None
    assert not Draft.objects.exists()


def test_what_moves_on_elsewhere_is_taken_into_the_draft(db):
    record = AgreementFactory(title_en="Title", reference="")
    drafts.save_draft(record, titled(record, "Draft"))
    relation = RelationFactory(object=record)
    Record.objects.filter(pk=record.pk).update(summary_en="Loaded meanwhile")
    rebased = drafts.rebase_draft(draft := drafts.draft_of(record), capture(record))
    assert (rebased.questions, rebased.left_out) == ([], [])
    publish(record.record)
    record.refresh_from_db()
    assert (record.title, record.summary) == ("Draft", "Loaded meanwhile")
    assert list(record.relations_as_object.all()) == [relation]
    assert content(rebased.snapshot) == content(capture(record)) != content(draft.snapshot)


def test_same_value_changed_twice_is_a_question_and_nothing_goes_live(db):
    record = AgreementFactory(title_en="Title")
    drafts.save_draft(record, titled(record, "Draft"))
    Record.objects.filter(pk=record.pk).update(title_en="Loaded")
    with pytest.raises(EditConflict) as refused:
        publish(record.record)
    (conflict,) = refused.value.questions
    assert (conflict.theirs, conflict.mine) == ({"title_en": "Loaded"}, {"title_en": "Draft"})
    record.refresh_from_db()
    assert (record.title, drafts.draft_of(record) is not None) == ("Loaded", True)


def test_draft_that_leads_to_what_is_deleted_does_without_it(db):
    record, relation = AgreementFactory(), None
    relation = RelationFactory(object=record)
    wanted = capture(record)
    partner = relation.subject
    relation.delete()
    drafts.save_draft(record, wanted)
    partner.delete()
    rebased = drafts.rebase_draft(drafts.draft_of(record), capture(record))
    assert [row["pk"] for row in rebased.left_out] == [str(relation.pk or wanted[-1]["pk"])]
    publish(record.record)
    assert not Relation.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_showing_a_draft_leaves_no_trace(db, editor, kind):
    record = Record.objects.get(pk=full_record(kind, editor).pk)
    wanted = edited(capture(record), random.Random(7))  # noqa: S311
    before = database_hash()
    with applied(record, wanted, status="published"):
        assert content(capture(record)) == content(wanted)
        assert database_hash() != before
    assert database_hash() == before


def test_draft_of_what_is_withdrawn_keeps_what_was_typed_since(db, editor):
    record = AgreementFactory(title_en="First")
    history.add_first_revision(record)
    Record.objects.filter(pk=record.pk).update(status="withdrawn", title_en="Typed meanwhile")
    record = Record.objects.get(pk=record.pk)
    drafts.save_draft(record, titled(record, "Draft"), editor)
    publish(record, editor)
    kept = [
        (each.act, each.snapshot[0]["fields"]["title_en"])
        for each in record.revisions.order_by("number")
    ]
    assert kept == [("loaded", "First"), ("withdrawn", "Typed meanwhile"), ("published", "Draft")]


def test_published_article_has_its_sentences_and_evidence(db):
    article = ArticleFactory()
    evidence = EvidenceFactory(article=article)
    wanted = capture(article)
    wanted[1]["fields"]["body_en"] += "<p>A sentence more.</p>"
    drafts.save_draft(article, wanted)
    assert not article.passages.exists()
    publish(article.record)
    evidence.refresh_from_db()
    assert evidence.passage.text == evidence.quote
    assert "A sentence more." in [passage.text for passage in article.passages.all()]


def test_approval_is_of_one_content(django_user_model, editor, author):
    other = staff(django_user_model, "other", "Editor")
    record = AgreementFactory()
    wanted = titled(record, "Draft")
    draft = drafts.save_draft(record, wanted, other)
    review.ask(record, other)
    with pytest.raises(review.OwnWork):
        review.approve(record.record, draft.snapshot, other)
    with pytest.raises(NotAllowed):
        review.approve(record.record, draft.snapshot, author)
    found = review.approve(record.record, draft.snapshot, editor)
    assert approval.is_approved(found, draft.snapshot)
    assert approval.is_approved(found, with_state(draft.snapshot, status="withdrawn"))
    assert not approval.is_approved(found, titled(record, "Other"))
    assert not approval.is_approved(review.reject(record, editor, "No."), draft.snapshot)


def test_digest_tells_the_record_itself_from_words_about_it(db):
    record = AgreementFactory(slug="one")
    snapshot = capture(record)
    assert approval.digest(snapshot) == approval.digest(capture(record))
    assert approval.digest(with_address(snapshot, "two")) != approval.digest(snapshot)


def test_picture_that_was_deleted_leaves_a_draft_that_can_be_published(editor):
    record, image = AgreementFactory().record, kept_picture()
    live = capture(record)
    wanted = [{**live[0], "fields": live[0]["fields"] | {"image": str(image.pk)}}, *live[1:]]
    save(record, Edit(wanted, live), by=editor)
    delete_items([image])
    assert publish(record, by=editor).has_changed
    assert Record.objects.get(pk=record.pk).image is None
