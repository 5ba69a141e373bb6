"""Inferences name what they follow from, and are flagged when that is gone."""

import pytest

from cooperation.models import Premise, Record
from cooperation.sourcing.checks import check_register
from tests.support.factories import AgreementFactory, EvidenceFactory


@pytest.fixture
def inference(db):
    record = AgreementFactory(slug="roadmap", when="2024-05")
    return EvidenceFactory(record=record, basis="inferred", article=None, quote="", note="Year")


def follow(inference, premise):
    Premise.objects.create(
        inference=inference, evidence=premise, words=premise.quote or premise.note
    )


def words(inference):
    return [(premise.words, premise.is_lost) for premise in inference.premises.all()]


def test_premises_keep_their_words_when_they_are_gone(inference, client):
    premise = EvidenceFactory()
    follow(inference, premise)
    assert words(inference) == [(premise.quote, False)]
    premise.delete()
    assert words(inference) == [(premise.quote, True)]
    found = [item.problem for item in check_register() if "premise" in item.problem]
    assert found == [f"A premise of this inference was deleted: “{premise.quote}”"]
    page = client.get(inference.record.get_absolute_url()).content.decode()
    assert "A premise of this inference is missing" in page


def test_inferences_of_the_fixtures_show_their_premises(content, client):
    page = client.get("/agreements/roadmap-2024-2025/").content.decode()
    premises = Premise.objects.filter(inference__record__slug="roadmap-2024-2025")
    assert [premise.inference.field for premise in premises] == ["when"] * 3
    for premise in premises:
        assert f'<q class="premise">{premise.words}</q>' in page


@pytest.mark.parametrize("hidden", [{"status": "withdrawn"}, {"publish_at": "2999-01-01T00:00Z"}])
def test_words_of_an_article_that_is_not_public_are_not_shown_as_a_premise(
    inference, client, hidden
):
    premise = EvidenceFactory(quote="Said in secret.")
    follow(inference, premise)
    address = inference.record.get_absolute_url()
    assert "Said in secret." in client.get(address).content.decode()
    Record.objects.filter(pk=premise.article_id).update(**hidden)
    page = client.get(address).content.decode()
    assert "Said in secret." not in page
    assert "The source is not public." in page


def test_note_of_a_draft_is_not_shown_as_a_premise(inference, client):
    outside = {"basis": "outside", "article": None, "quote": "", "note": "Told by a colleague."}
    follow(inference, EvidenceFactory(record__status="draft", **outside))
    page = client.get(inference.record.get_absolute_url()).content.decode()
    assert "Told by a colleague." not in page
