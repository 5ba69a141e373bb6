"""Two editors at one record: both save, and nothing that either did is lost."""

import pytest

from cooperation.admin.desk.forms.seal import seal
from cooperation.models import Event, OldAddress, Record, Revision
from tests.support.databases import database_hash
from tests.support.desk import answer, both_open, errors_of, form_of, headings
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
    WorkingGroupFactory,
)
from tests.support.forms import new_part, sent_back


@pytest.mark.parametrize("factory", [*FACTORIES.values(), WorkingGroupFactory])
def test_different_fields_are_both_kept_after_one_look(editor_client, factory):
    record = factory(title_en="Title")
    typed = both_open(editor_client, record)
    editor_client.post(form_of(record), typed(summary_en="From the first"))
    response = editor_client.post(form_of(record), typed(title_ru="Второй"))
    assert (response.status_code, headings(response)) == (200, [])
    assert "From the first" in response.content.decode()
    assert "Второй" in response.content.decode()
    assert Record.objects.get(pk=record.pk).title_ru in (None, "")
    assert editor_client.post(form_of(record), answer(response)).status_code == 302
    saved = Record.objects.get(pk=record.pk)
    assert (saved.summary_en, saved.title_ru) == ("From the first", "Второй")
    assert [each.act for each in Revision.objects.newest_first()] == [
        "merged",
        "published",
        "loaded",
    ]


@pytest.mark.parametrize(("choice", "kept"), [("theirs", "First"), ("mine", "Second")])
def test_same_field_is_asked_about_and_everything_else_is_kept(editor_client, choice, kept):
    record = AgreementFactory(title_en="Title")
    typed = both_open(editor_client, record)
    editor_client.post(form_of(record), typed(title_en="First"))
    response = editor_client.post(form_of(record), typed(title_en="Second", reference="A/1"))
    (question,) = response.context["questions"]
    assert [side.lines for side in (question.base, question.theirs, question.mine)] == [
        [("Title", "Title")],
        [("Title", "First")],
        [("Title", "Second")],
    ]
    again = editor_client.post(form_of(record), answer(response))
    assert headings(again) == headings(response)
    editor_client.post(form_of(record), answer(again, choice))
    record.refresh_from_db()
    assert (record.title_en, record.reference) == (kept, "A/1")


def test_rows_that_both_added_are_both_there(editor_client):
    record = AgreementFactory()
    partners = PartnerFactory(), PartnerFactory()
    typed = both_open(editor_client, record)
    for partner in partners:
        row = new_part("relations_as_object", verb="party_to", subject=partner.pk, order=1)
        response = editor_client.post(form_of(record), typed(**row))
    assert headings(response) == []
    editor_client.post(form_of(record), answer(response))
    assert {each.subject_id for each in record.relations_as_object.all()} == {
        partner.pk for partner in partners
    }


def test_same_row_that_both_added_is_there_once(editor_client):
    record, partner = AgreementFactory(), PartnerFactory()
    typed = both_open(editor_client, record)
    row = new_part("relations_as_object", verb="party_to", subject=partner.pk, order=1)
    editor_client.post(form_of(record), typed(**row))
    role = {"relations_as_object-0-role_en": "host"}
    response = editor_client.post(form_of(record), typed(**row, **role))
    assert len(headings(response)) == 1
    editor_client.post(form_of(record), answer(response, "mine"))
    assert [each.role_en for each in record.relations_as_object.all()] == ["host"]


@pytest.mark.parametrize("is_first_deleting", [True, False])
@pytest.mark.parametrize(("choice", "is_first_kept"), [("theirs", True), ("mine", False)])
def test_deleting_against_editing_is_asked_about(
    editor_client, is_first_deleting, choice, is_first_kept
):
    record = AgreementFactory()
    record.provisions.create(text_en="Exchange")
    typed = both_open(editor_client, record)
    edits = [{"provisions-0-DELETE": "on"}, {"provisions-0-text_en": "Exchange of books"}]
    first, second = edits if is_first_deleting else reversed(edits)
    editor_client.post(form_of(record), typed(**first))
    response = editor_client.post(form_of(record), typed(**second))
    assert len(headings(response)) == 1
    assert response.context["questions"][0].theirs.is_gone is is_first_deleting
    editor_client.post(form_of(record), answer(response, choice))
    is_deleted = is_first_deleting is is_first_kept
    texts = [part.text_en for part in record.provisions.all()]
    assert texts == ([] if is_deleted else ["Exchange of books"])


def test_rows_that_the_other_deleted_do_not_stand_in_the_way(editor_client):
    relation = RelationFactory()
    record = relation.object
    EvidenceFactory(record=record, field="", relation=relation)
    record.aliases.create(text="Gone")
    typed = both_open(editor_client, record)
    editor_client.post(
        form_of(record), typed(**{"aliases-0-DELETE": "on", "relations_as_object-0-DELETE": "on"})
    )
    response = editor_client.post(form_of(record), typed(title_en="New title"))
    assert headings(response) == []
    editor_client.post(form_of(record), answer(response))
    record.refresh_from_db()
    assert (record.title_en, record.aliases.count(), record.evidence.count()) == ("New title", 0, 0)


def test_relation_entered_from_the_other_record_is_not_overwritten(editor_client):
    record, partner = AgreementFactory(), PartnerFactory()
    typed = both_open(editor_client, record)
    row = new_part("relations_as_subject", verb="party_to", object=record.pk, order=1)
    editor_client.post(form_of(partner), both_open(editor_client, partner)(**row))
    response = editor_client.post(form_of(record), typed(title_en="New"))
    assert "party to" in response.content.decode()
    editor_client.post(form_of(record), answer(response))
    assert record.relations_as_object.count() == 1


def test_what_was_wrong_is_said_first_and_stays_typed(editor_client):
    record = AgreementFactory()
    typed = both_open(editor_client, record)
    editor_client.post(form_of(record), typed(summary_en="First"))
    response = editor_client.post(form_of(record), typed(title_en="Second", when="31.02.2022"))
    assert "is not a date" in errors_of(response)
    assert response.context["adminform"].form["title_en"].value() == "Second"
    assert Record.objects.get(pk=record.pk).summary_en == "First"
    response = editor_client.post(form_of(record), sent_back(response, when="2022"))
    editor_client.post(form_of(record), answer(response))
    record.refresh_from_db()
    assert (record.title_en, record.summary_en) == ("Second", "First")


def test_third_editor_in_between_is_seen_before_anything_is_saved(editor_client):
    record = AgreementFactory()
    typed = both_open(editor_client, record)
    editor_client.post(form_of(record), typed(summary_en="First"))
    response = editor_client.post(form_of(record), typed(title_en="Second"))
    third = both_open(editor_client, record)
    editor_client.post(form_of(record), third(reference="A/3"))
    again = editor_client.post(form_of(record), answer(response))
    assert (again.status_code, "A/3" in again.content.decode()) == (200, True)
    editor_client.post(form_of(record), answer(again))
    record.refresh_from_db()
    assert (record.summary_en, record.title_en, record.reference) == ("First", "Second", "A/3")


def test_what_cannot_be_together_is_asked_about_as_a_whole(editor_client):
    record = EventFactory()
    typed = both_open(editor_client, record)
    editor_client.post(form_of(record), typed(format="online"))
    Event.objects.filter(pk=record.pk).update(type="conference")
    row = {"format": "in_person", "city_en": "Tashkent"}
    response = editor_client.post(form_of(record), typed(**row))
    assert len(headings(response)) == 1
    editor_client.post(form_of(record), answer(response, "mine"))
    record.refresh_from_db()
    assert (record.format, record.city_en, record.type) == ("in_person", "Tashkent", "conference")


def test_pressing_publish_is_remembered_through_the_question(editor_client, editor):
    record = AgreementFactory(status="draft")
    typed = both_open(editor_client, record)
    editor_client.post(form_of(record), typed(summary_en="First"))
    pressed = typed(title_en="Second", _publish="1", change_note="Ready")
    response = editor_client.post(form_of(record), pressed)
    assert response.context["buttons"] == ["_publish"]
    editor_client.post(form_of(record), answer(response))
    assert Record.objects.get(pk=record.pk).status == "published"
    assert [(each.act, each.note, each.made_by) for each in Revision.objects.all()] == [
        ("published", "Ready", editor)
    ]


def test_saving_the_same_is_no_difference(editor_client):
    record = AgreementFactory()
    typed = both_open(editor_client, record)
    editor_client.post(form_of(record), typed(title_en="Same"))
    response = editor_client.post(form_of(record), typed(title_en="Same"))
    assert headings(response) == []


def test_article_that_both_wrote_on_keeps_its_evidence(editor_client):
    article = ArticleFactory()
    evidence = EvidenceFactory(article=article)
    typed = both_open(editor_client, article)
    editor_client.post(form_of(article), typed(credit_en="After them"))
    body = "<p>The parties signed it in March 2022. Over 500 people came.</p>"
    response = editor_client.post(form_of(article), typed(body_en=body))
    editor_client.post(form_of(article), answer(response))
    article.refresh_from_db()
    evidence.refresh_from_db()
    assert (article.credit_en, article.body_en) == ("After them", body)
    assert evidence.passage.text == evidence.quote


def test_form_without_what_it_started_from_asks_to_look_again(editor_client):
    record = AgreementFactory(title_en="Before")
    others = [seal("x", "opened", record.pk + 1), seal("x", "merge", record.pk)]
    for opened in ("", "forged", *others):
        form = editor_client.get(form_of(record))
        typed = sent_back(form, title_en="After", opened=opened)
        response = editor_client.post(form_of(record), typed)
        assert "sent without the version that you opened" in errors_of(response)
    editor_client.post(form_of(record), sent_back(response))
    record.refresh_from_db()
    assert record.title_en == "After"


def test_answer_must_be_to_a_page_of_this_site(editor_client):
    record = AgreementFactory()
    assert editor_client.post(form_of(record), {"merge": "forged"}).status_code == 403


def test_author_merges_into_a_draft_beside_what_is_public(client, author, editor_client):
    record = AgreementFactory(status="draft")
    typed = both_open(editor_client, record)
    editor_client.post(form_of(record), typed(summary_en="First"))
    response = editor_client.post(form_of(record), typed(title_en="Second"))
    sent = answer(response)
    Record.objects.filter(pk=record.pk).update(status="published")
    editor_client.logout()
    client.force_login(author)
    assert client.post(form_of(record), sent).status_code == 302
    record.refresh_from_db()
    assert record.title != "Second"
    assert record.draft.snapshot[0]["fields"]["title_en"] == "Second"


def test_trial_leaves_no_trace(editor_client):
    record = AgreementFactory()
    typed = both_open(editor_client, record)
    editor_client.post(form_of(record), typed(summary_en="First"))
    before = database_hash()
    editor_client.post(form_of(record), typed(title_en="Second", when="2022"))
    assert database_hash() == before


def test_answer_for_another_record_or_purpose_is_refused(editor_client):
    record, other = AgreementFactory(), AgreementFactory()
    typed = both_open(editor_client, record)
    editor_client.post(form_of(record), typed(title_en="First"))
    response = editor_client.post(form_of(record), typed(title_en="Second"))
    assert editor_client.post(form_of(other), answer(response, "mine")).status_code == 403
    opened = {"merge": typed()["opened"]}
    assert editor_client.post(form_of(record), opened).status_code == 403


def test_address_of_what_was_published_meanwhile_goes_on_to_answer(editor_client):
    record = AgreementFactory(status="draft", slug="old")
    typed = both_open(editor_client, record)
    editor_client.post(form_of(record), typed(summary_en="First", _publish="1"))
    typed = typed(slug="new", title_ru="Второй", _publish="1")
    response = editor_client.post(form_of(record), typed)
    editor_client.post(form_of(record), answer(response, "mine"))
    record.refresh_from_db()
    assert (record.slug, record.status, record.title_ru) == ("new", "published", "Второй")
    assert [(each.slug, each.record_id) for each in OldAddress.objects.all()] == [
        ("old", record.pk)
    ]


@pytest.mark.parametrize(("choice", "kept"), [("theirs", "2024-05"), ("mine", "")])
def test_value_and_the_reason_why_there_is_none_are_asked_about(editor_client, choice, kept):
    record = EventFactory(when="")
    typed = both_open(editor_client, record)
    editor_client.post(form_of(record), typed(when="May 2024"))
    response = editor_client.post(form_of(record), typed(gap_when="not_stated"))
    assert len(headings(response)) == 1
    editor_client.post(form_of(record), answer(response, choice))
    record = Event.objects.get(pk=record.pk)
    gaps = list(record.evidence.filter(basis="not_stated").values_list("field", flat=True))
    assert ((record.when and record.when.edtf) or "", gaps) == (kept, [] if kept else ["when"])
    again = editor_client.get(form_of(record))
    assert editor_client.post(form_of(record), sent_back(again)).status_code == 302


def test_form_that_claims_millions_of_rows_is_answered_soon(editor_client):
    record = AgreementFactory()
    typed = both_open(editor_client, record)
    claimed = {"provisions-INITIAL_FORMS": 10**9, "provisions-TOTAL_FORMS": 10**9}
    assert editor_client.post(form_of(record), typed(**claimed)).status_code == 200
