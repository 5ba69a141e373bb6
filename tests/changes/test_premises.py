"""Evidence on which public inferences of other records rest is not taken away."""

import pytest
from django.contrib.auth.models import Permission

from cooperation.changes.delete import delete
from cooperation.changes.errors import NotAllowed
from cooperation.changes.save import Edit, save
from cooperation.models import ContentVersion, Premise, Record
from cooperation.snapshots.capture import capture
from tests.support.accounts import staff
from tests.support.databases import database_hash
from tests.support.door import changed, under_review, without
from tests.support.factories import AgreementFactory, ArticleFactory, EvidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def premise(db):
    """What a public inference rests on: evidence of a draft."""
    draft = AgreementFactory(slug="draft", status="draft")
    evidence = EvidenceFactory(record=draft)
    fields = {"basis": "inferred", "article": None, "quote": "", "note": "Since."}
    inference = EvidenceFactory(record=AgreementFactory(title_en="Public"), **fields)
    return Premise.objects.create(inference=inference, evidence=evidence, words="The words")


def ways(premise):
    """Return the ways to take the evidence from the inference: (name, use case)."""
    record = premise.evidence.record
    base = capture(record)
    hidden = ArticleFactory(slug="hidden", status="draft")
    elsewhere = changed(base, "cooperation.evidence", article=list(hidden.natural_key()))
    return {
        "gone": lambda by: save(record, Edit(without(base, "cooperation.evidence"), base), by=by),
        "elsewhere": lambda by: save(record, Edit(elsewhere, base), by=by),
        "deleted": lambda by: delete([record], by=by),
    }


@pytest.mark.parametrize("way", ["gone", "elsewhere", "deleted"])
def test_what_a_public_inference_rests_on_is_not_taken_away_without_the_right(
    premise, django_user_model, editor, way
):
    writer = staff(django_user_model, "writer", "Author")
    writer.user_permissions.add(*permissions("delete_agreement"))
    act = ways(premise)[way]
    before = database_hash()
    with pytest.raises(NotAllowed, match=r"public value of “Public” .* choose another premise"):
        act(writer)
    assert database_hash() == before
    number = ContentVersion.current().number
    act(editor)
    assert ContentVersion.current().number > number


def permissions(*names):
    return Permission.objects.filter(codename__in=names)


@pytest.mark.parametrize("way", ["gone", "elsewhere", "deleted"])
def test_what_a_reviewed_inference_rests_on_stays(premise, editor, way):
    act = ways(premise)[way]
    under_review("agreement")
    with pytest.raises(NotAllowed, match="first choose another premise"):
        act(editor)


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_only_hidden_inferences_rest_on_may_go(premise, author, status):
    Record.objects.filter(pk=premise.inference.record_id).update(status=status)
    ways(premise)["gone"](author)
    premise.refresh_from_db()
    assert premise.is_lost
