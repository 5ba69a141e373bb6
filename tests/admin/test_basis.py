"""Premises of inferences and claims of other sources, as editors and readers see them."""

import pytest

from cooperation.models import OtherClaim, Premise
from tests.support.desk import errors_of, form_of
from tests.support.factories import AgreementFactory, EventFactory, EvidenceFactory
from tests.support.forms import new_part, sent_back
from tests.support.pages import body_of, text_of


def test_inference_is_saved_with_its_premises(editor_client):
    record, premise = AgreementFactory(when="2024-05"), EvidenceFactory()
    row = {"supports": "field:when", "basis": "inferred", "note": "The year follows."}
    part = new_part("evidence", premises=[premise.pk], **row)
    form = editor_client.get(form_of(record))
    assert editor_client.post(form_of(record), sent_back(form, **part)).status_code == 302
    assert [each.words for each in Premise.objects.all()] == [premise.quote]
    form = editor_client.get(form_of(record))
    assert premise.quote in form.content.decode()


def test_lost_premise_stays_until_other_premises_are_named(editor_client):
    record, lost, kept, other = AgreementFactory(when="2024-05"), *EvidenceFactory.create_batch(3)
    inference = EvidenceFactory(
        record=record, field="when", basis="inferred", article=None, quote="", note="It follows."
    )
    for premise in (lost, kept):
        Premise.objects.create(inference=inference, evidence=premise, words="Words.")
    lost.delete()

    def name(*premises, **typed):
        form = editor_client.get(form_of(record))
        data = sent_back(form, **typed) | {"evidence-0-premises": [each.pk for each in premises]}
        assert editor_client.post(form_of(record), data).status_code == 302
        editor_client.post(
            form_of(record), sent_back(editor_client.get(form_of(record)), _publish="1")
        )
        return Premise.objects.filter(evidence=None).count()

    assert (name(kept, summary_en="Another."), name(other)) == (1, 0)


def test_only_an_inference_has_premises(editor_client):
    record, premise = AgreementFactory(when="2024-05"), EvidenceFactory()
    row = {"supports": "field:when", "basis": "outside", "note": "A web site."}
    part = new_part("evidence", premises=[premise.pk], **row)
    form = editor_client.get(form_of(record))
    answer = editor_client.post(form_of(record), sent_back(form, **part))
    assert "Only an inference has premises." in errors_of(answer)


@pytest.mark.parametrize("name", ["figures", "when", "title"])
def test_other_claim_stays_visible_beside_the_preferred_value(editor_client, editor, client, name):
    event = EventFactory(when="2022-03")
    event.figures.create(value=400, qualifier="over", unit_en="participants")
    row = {"field": name, "text_en": "more than 600", "reason_en": "It counts guests."}
    row = new_part("other_claims", order=1, **row)
    form = editor_client.get(form_of(event))
    assert editor_client.post(form_of(event), sent_back(form, **row)).status_code == 302
    claim = OtherClaim.objects.get()
    assert claim.decided_by == editor
    outside = {"basis": "outside", "article": None, "quote": "", "note": "The site of the UN."}
    EvidenceFactory(record=event, field="", other_claim=claim, **outside)
    page = text_of(body_of(client.get(event.get_absolute_url())))
    for words in ("Disputed.", "more than 600", "It counts guests.", "The site of the UN."):
        assert words in page
    assert "over 400 participants" in page


def test_other_claim_needs_a_reason(editor_client):
    event = EventFactory()
    row = new_part("other_claims", field="when", text_en="April", order=1)
    answer = editor_client.post(form_of(event), sent_back(editor_client.get(form_of(event)), **row))
    assert "This field is required." in errors_of(answer)
