"""What the desk refuses, and what it survives."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cooperation.admin.desk.forms.paging import PER_PAGE
from cooperation.models import Document, Evidence, Image, Record, Relation
from cooperation.sourcing.passages import store
from tests.support.desk import errors_of, form_of
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
)
from tests.support.files import pdf, photo, upload
from tests.support.forms import new_part, sent_back

ADD = "/admin/cooperation/agreement/add/"
LIST = "/admin/cooperation/agreement/"
SENTENCE = "The parties signed it in March 2022."


@pytest.fixture
def shared(db):
    """A draft event hosted by a public partner, whose page has evidence for it."""
    host = PartnerFactory()
    relation = RelationFactory(subject=EventFactory(status="draft"), verb="hosted_by", object=host)
    EvidenceFactory(record=host, relation=relation, field="")
    return relation


@pytest.mark.parametrize("change", ["object", "delete"])
def test_author_cannot_take_a_relation_from_public_evidence(client, author, shared, change):
    client.force_login(author)
    event = shared.subject.event
    form = client.get(form_of(event))
    typed = {
        "object": {"relations_as_subject-0-object": PartnerFactory().pk},
        "delete": {"relations_as_subject-0-DELETE": "on"},
    }[change]
    answer = client.post(form_of(event), sent_back(form, **typed))
    assert "A public record has evidence for one of these relations" in errors_of(answer)
    assert Relation.objects.get().object_id == shared.object.pk
    assert Evidence.objects.count() == 1


def test_author_cannot_take_words_from_public_evidence(client, author):
    client.force_login(author)
    article = ArticleFactory(status="draft")
    store(article)
    EvidenceFactory(article=article)
    typed = {"body_en": "<p>Nothing.</p>", "accept_orphans": "on"}
    answer = client.post(form_of(article), sent_back(client.get(form_of(article)), **typed))
    assert "quotes words that are no longer in this text" in errors_of(answer)


def test_author_cannot_change_the_picture_of_a_scheduled_record(client, author):
    client.force_login(author)
    image = Image.objects.create(title_en="Flags", file=upload(photo()), alt_en="Two flags")
    AgreementFactory(image=image, publish_at="2090-01-01T00:00Z")
    address = f"/admin/cooperation/image/{image.pk}/change/"
    assert client.post(address, {"title_en": "Other", "alt_en": "x"}).status_code == 403


def test_evidence_without_a_choice_of_what_it_supports_is_refused(editor_client):
    evidence = EvidenceFactory()
    form = editor_client.get(form_of(evidence.record.agreement))
    typed = sent_back(form, **{"evidence-0-supports": ""})
    answer = editor_client.post(form_of(evidence.record.agreement), typed)
    assert "This field is required." in errors_of(answer)


def test_evidence_that_went_stale_does_not_stop_other_changes(editor_client):
    evidence = EvidenceFactory()
    Evidence.objects.update(quote="Words that are gone.")
    record = evidence.record.agreement
    form = editor_client.get(form_of(record))
    answer = editor_client.post(form_of(record), sent_back(form, title_en="B", _withdraw="1"))
    assert answer.status_code == 302
    assert Record.objects.get(pk=record.pk).status == "withdrawn"


def test_evidence_for_a_part_deleted_in_the_same_save_is_refused(editor_client):
    record, article = AgreementFactory(), ArticleFactory()
    figure = record.figures.create(value=400, unit_en="people")
    row = {"supports": f"figure:{figure.pk}", "basis": "stated"}
    part = new_part("evidence", article=article.pk, quote=SENTENCE, **row)
    form = editor_client.get(form_of(record))
    answer = editor_client.post(
        form_of(record), sent_back(form, **part, **{"figures-0-DELETE": "on"})
    )
    assert "What this evidence supports is being deleted." in errors_of(answer)
    assert record.figures.count() == 1


@pytest.mark.parametrize("side", ["object", "subject"])
def test_record_related_to_itself_is_refused(editor_client, side):
    event = EventFactory()
    prefix = "relations_as_subject" if side == "object" else "relations_as_object"
    row = new_part(prefix, verb="follows", order=1, **{side: event.pk})
    answer = editor_client.post(form_of(event), sent_back(editor_client.get(form_of(event)), **row))
    assert "A record cannot be related to itself." in errors_of(answer)


def test_relation_that_does_not_fit_is_refused_on_a_new_record_too(editor_client):
    address = "/admin/cooperation/event/add/"
    row = new_part("relations_as_subject", verb="hosted_by", object=AgreementFactory().pk, order=1)
    typed = sent_back(editor_client.get(address), title_en="A", type="meeting", **row)
    assert "leads from event to partner" in errors_of(editor_client.post(address, typed))


def test_parts_keep_the_order_in_which_they_were_typed(editor_client):
    record = AgreementFactory()
    rows = {}
    for number, letter in enumerate("abcdefgh"):
        rows |= new_part("provisions", number, text_en=letter, order=1)
    editor_client.post(form_of(record), sent_back(editor_client.get(form_of(record)), **rows))
    assert [part.text for part in record.provisions.all()] == [*"abcdefgh"]


@pytest.mark.parametrize("number", [400, "2.5"])
def test_figure_comes_back_as_it_was_typed(editor_client, number):
    record = AgreementFactory()
    record.figures.create(value=number, unit_en="people")
    form = editor_client.get(form_of(record))
    assert f'name="figures-0-value" value="{number}"' in form.content.decode()


def test_long_cyrillic_file_name_is_kept_as_far_as_it_fits(editor_client):
    record = AgreementFactory()
    file = SimpleUploadedFile(f"{'Декларация ' * 15}.pdf", pdf("Text"))
    row = new_part("documents", title_en="Text", file=file, order=1)
    form = editor_client.get(form_of(record))
    assert editor_client.post(form_of(record), sent_back(form, **row)).status_code == 302
    assert Document.objects.get().file.name.endswith(".pdf")


def test_time_that_no_calendar_has_is_refused(editor_client):
    typed = {
        "title_en": "A",
        "type": "roadmap",
        "publish_at_0": "0001-01-01",
        "publish_at_1": "0:0",
    }
    answer = editor_client.post(ADD, sent_back(editor_client.get(ADD), **typed))
    assert answer.context["adminform"].form.errors["publish_at"]


def test_date_navigation_survives_the_last_year(editor_client):
    AgreementFactory(when="9999")
    assert editor_client.get(f"{LIST}?when_earliest__year=9999").status_code in (200, 302)


@pytest.mark.parametrize("junk", ["xx", "9" * 30, "-1", "\x00"])
def test_value_that_no_record_has_is_an_error_and_no_fault(editor_client, junk):
    row = new_part("relations_as_object", verb="party_to", subject=junk, order=1)
    typed = sent_back(editor_client.get(ADD), title_en="A", type="roadmap", image=junk, **row)
    assert errors_of(editor_client.post(ADD, typed))


@pytest.mark.parametrize("address", ["change/", "sentences/"])
def test_number_that_no_database_has_is_not_found(editor_client, address):
    answer = editor_client.get(f"/admin/cooperation/article/{'9' * 26}/{address}")
    assert answer.status_code in (302, 404)


def test_form_with_hundreds_of_relations_can_be_saved(editor_client):
    partner = PartnerFactory()
    for _number in range(250):
        RelationFactory(subject=partner)
    typed = sent_back(editor_client.get(form_of(partner)))
    assert len(typed) > 5 * PER_PAGE
    assert editor_client.post(form_of(partner), typed).status_code == 302
