"""What ``check_content`` finds, and that it finds nothing else."""

import pytest
from django.core.management import call_command

from cooperation.models import Alias, Article, Evidence, Page, Record, Relation
from cooperation.sourcing.checks import check_register
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
)


def findings():
    return [(item.record, item.field, item.problem) for item in check_register()]


@pytest.fixture
def sound(db):
    """A published agreement whose every value has its evidence."""
    agreement = AgreementFactory(slug="memorandum", when="2022-03", title_en="Memorandum")
    article = ArticleFactory(slug="article", title_en="An article", source_kind="text")
    outside = {"basis": "outside", "article": None, "quote": "", "note": "its own page"}
    EvidenceFactory(record=agreement, field="when", article=article)
    for record, claims in ((agreement, ("title", "type")), (article, ("title",))):
        for claim in claims:
            EvidenceFactory(record=record, field=claim, **outside)
    return agreement


def test_sound_content_has_no_findings(sound):
    assert findings() == []


def test_value_without_evidence_is_found(sound):
    sound.evidence.filter(field="when").delete()
    assert findings() == [("agreement/memorandum", "when", "“2022-03” has no evidence.")]


def test_draft_may_wait_for_its_evidence(sound):
    sound.evidence.all().delete()
    Record.objects.filter(pk=sound.pk).update(status="draft")
    assert findings() == []


def test_quote_with_one_other_character_is_found(sound):
    evidence = sound.evidence.get(field="when")
    Evidence.objects.filter(pk=evidence.pk).update(quote=f"{evidence.quote[:-1]}!")
    [(record, field, problem)] = findings()
    assert (record, field) == ("agreement/memorandum", f"when (evidence {evidence.pk})")
    assert "does not stand in article/article word for word" in problem


NOT_SAID = "It does not say whether it is the text itself, our summary or our translation."


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ({"source_kind": ""}, [("article/article", "source_kind", NOT_SAID)]),
        ({"source_kind": "", "status": "draft"}, []),
        ({"source_kind": "text"}, []),
        (
            {"source_kind": "summary"},
            [("article/article", "source_url", "Nothing leads to its source.")],
        ),
        (
            {"source_kind": "translation", "source_outlet": "Paper"},
            [("article/article", "source_url", "Nothing leads to its source.")],
        ),
        ({"source_kind": "summary", "source_not_public_en": "Lost."}, []),
        ({"source_kind": "translation", "source_archived_url": "https://example.org"}, []),
    ],
)
def test_article_that_hides_its_source_is_found(sound, source, found):
    article = Article.objects.get()
    for name, value in source.items():
        setattr(article, name, value)
    article.save()
    assert [each for each in findings() if each[0] == "article/article"] == found


def test_source_that_is_not_public_is_found(sound):
    Record.objects.filter(kind="article").update(status="draft")
    assert [problem for _record, _field, problem in findings()] == [
        "Its source article/article is not public."
    ]


def test_reason_beside_a_value_is_found(sound):
    gap = {"basis": "not_stated", "article": None, "quote": ""}
    EvidenceFactory(record=sound, field="when", **gap)
    assert findings() == [
        ("agreement/memorandum", "when", "It has a value and also a reason for being empty.")
    ]


def test_reason_beside_a_relation_that_answers_is_found(sound):
    EvidenceFactory(record=sound, field="parties", basis="not_stated", article=None, quote="")
    assert findings() == []
    RelationFactory(subject=PartnerFactory(status="draft"), object=sound)
    assert findings() == [
        ("agreement/memorandum", "parties", "It has a value and also a reason for being empty.")
    ]


@pytest.mark.parametrize("part", ["provision", "figure", "statement"])
def test_part_without_evidence_is_found(sound, part):
    made = {
        "provision": lambda: sound.provisions.create(text_en="Exchange"),
        "figure": lambda: sound.figures.create(value=400, qualifier="over", unit_en="people"),
        "statement": lambda: sound.statements.create(speaker_en="The parties", text_en="It is new"),
    }[part]()
    assert findings() == [("agreement/memorandum", part, f"“{made}” has no evidence.")]


def test_relation_without_evidence_is_found(sound):
    topic = TopicFactory(title_en="Training")
    EvidenceFactory(
        record=topic, field="title", basis="outside", article=None, quote="", note="the list"
    )
    Relation.objects.create(subject=sound, verb="about", object=topic)
    problem = "“Memorandum about Training” has no evidence."
    assert findings() == [("agreement/memorandum", "relation", problem)]


def test_relation_that_joins_the_wrong_kinds_is_found(sound):
    event = EventFactory(title_en="Meeting", status="draft")
    Relation.objects.create(subject=event, verb="party_to", object=sound)
    [(_record, field, problem)] = findings()
    assert (field, problem) == (
        "party_to",
        "“Meeting party to Memorandum” links kinds that this relation cannot link.",
    )


def test_other_name_of_two_records_is_found(sound):
    other = AgreementFactory(slug="other", status="draft", title_en="Other")
    Alias.objects.create(record=other, text="memorandum")
    assert findings() == [
        ("agreement/other", "other name", "“memorandum” also names agreement/memorandum.")
    ]


def test_missing_translation_of_a_required_field_is_found(sound):
    Record.objects.filter(pk=sound.pk).update(title_en="")
    assert ("agreement/memorandum", "title_en", "It is required and empty.") in findings()


def test_record_without_its_own_kind_is_found(sound):
    Record.objects.create(kind="event", slug="lost", title_en="Lost")
    assert findings() == [("event/lost", "kind", "The record has no row of its kind.")]


def test_command_exits_with_1_and_names_the_remedy(sound, capsys):
    call_command("check_content")
    assert capsys.readouterr().out == "Nothing is wrong with the content.\n"
    sound.evidence.filter(field="when").delete()
    with pytest.raises(SystemExit) as stop:
        call_command("check_content")
    assert stop.value.code == 1
    assert "Give the sentence that states it" in capsys.readouterr().out


def test_every_changed_quote_of_the_fixtures_is_named(content):
    assert list(check_register()) == []
    quoted = list(Evidence.objects.exclude(quote=""))
    assert len(quoted) > 100
    for number, evidence in enumerate(quoted):
        place = number % len(evidence.quote)
        evidence.quote = f"{evidence.quote[:place]}¤{evidence.quote[place + 1 :]}"
    Evidence.objects.bulk_update(quoted, ["quote"])
    named = {item.field.rpartition("(evidence ")[2].rstrip(")") for item in check_register()}
    assert named == {str(evidence.pk) for evidence in quoted}


@pytest.mark.parametrize("address", ["/news/1", "#n2", "www.exa mple.org", "/agreements/gone/"])
def test_link_of_a_stored_text_that_leads_nowhere_is_found(sound, address):
    text = '<p><a href="https://example.org/">a</a> <a href="/agreements/memorandum/">b</a>{}</p>'
    about = Page.objects.create(slug="about", title_en="About", body_en=text.format(""))
    assert findings() == []
    dead = text.format(f' <a href="{address}">c</a>')
    Article.objects.update(body_ru=dead)
    Page.objects.filter(pk=about.pk).update(body_en=dead)
    assert findings() == [
        ("article/article", "body_ru", "A link leads nowhere."),
        ("page/about", "body_en", "A link leads nowhere."),
    ]
