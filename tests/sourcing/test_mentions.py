"""Which words of articles are linked to which records, and which wait for an editor."""

import sys
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from cooperation.models import Alias, Article, Mention, Record
from cooperation.queries.article import Reading
from cooperation.sourcing.mentions import (
    articles_naming,
    articles_with,
    decide,
    scan,
    scan_all,
    scan_articles,
)
from cooperation.sourcing.passages import store
from tests.support import gold_mentions, gold_mentions_ru, gold_mentions_uz
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    EvidenceFactory,
    PartnerFactory,
    WorkingGroupFactory,
)
from tests.support.texts import article_of

SCAN_QUERIES = 12
DRAFT, WITHDRAWN = Record.Status.DRAFT, Record.Status.WITHDRAWN
GOLD = {"en": gold_mentions, "ru": gold_mentions_ru, "uz": gold_mentions_uz}


def mentions():
    """Return [(words, state, record or candidates by title)] in the order of the text."""
    rows = Mention.objects.order_by("passage__language", "passage__order", "start")
    return [(row.text, str(row.state), sorted(map(str, row.suggested))) for row in rows]


def scan_for(record):
    """Scan as after a change of the names of a record."""
    scan_articles(articles_naming([record]))


def html(article):
    return " ".join(sentence.html for sentence in Reading(article).sentences)


# The gold list


@pytest.fixture
def gold(content):
    article = Article.objects.get()
    store(article)
    scan(article)
    return article


def listed(article, gold):
    """Return the mentions of a gold list as (sentence, words, record), counted."""
    texts = list(article.passages.exclude(kind="heading").values_list("text", flat=True))
    places = []
    for beginning, words, record in gold:
        [sentence] = [text for text in texts if text.startswith(beginning)]
        assert words in sentence
        places.append((sentence, words, record))
    return Counter(places)


def key_of(record):
    return f"{record.kind}/{record.slug}"


@pytest.mark.parametrize("language", GOLD)
def test_automatic_links_are_precise_and_complete(gold, capsys, language):
    found = Counter(
        (mention.passage.text, mention.text, key_of(mention.record))
        for mention in Mention.objects.certain()
        .filter(passage__language=language)
        .select_related("passage", "record")
    )
    expected = GOLD[language]
    named = listed(gold, expected.NAMED)
    everything = named + listed(gold, expected.ASKED) + listed(gold, expected.DESCRIBED)
    right = (found & named).total()
    report = (
        f"linked ({language}): {right / found.total():.1%} precise; recall "
        f"{right / named.total():.1%} of what is unambiguous, "
        f"{right / everything.total():.1%} of everything"
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{report}\n")
    assert found - named == Counter()
    assert right / named.total() >= 0.95


@pytest.mark.parametrize("language", GOLD)
def test_what_is_ambiguous_is_asked_and_the_right_answer_is_offered(gold, language):
    pending = (
        Mention.objects.pending()
        .filter(passage__language=language)
        .select_related("passage")
        .prefetch_related("candidates")
    )
    asked = Counter((mention.passage.text, mention.text) for mention in pending)
    expected = listed(gold, GOLD[language].ASKED)
    assert asked == Counter((sentence, words) for sentence, words, _record in expected.elements())
    offered = {
        (mention.passage.text, mention.text): set(map(key_of, mention.suggested))
        for mention in pending
    }
    missing = [place for place in expected if place[2] not in offered[place[:2]]]
    assert missing == []


def test_load_content_and_the_command_scan(db, capsys):
    call_command("load_content")
    before = list(Mention.objects.values().order_by("pk"))
    call_command("scan_mentions")
    assert list(Mention.objects.values().order_by("pk")) == before
    assert "235 mentions, 48 to review" in capsys.readouterr().out


# What is found


def test_titles_short_names_and_other_names_in_each_language_are_found(db):
    PartnerFactory(title_en="Alpha Union", title_ru="Союз Альфа", short_name_en="ALFU")
    Alias.objects.create(record=Record.objects.get(), text="the Alphas")
    article_of("<p>ALFU, or Alpha Union. Then the Alphas and Союз Альфа.</p>")
    assert mentions() == [
        (words, "linked", ["Alpha Union"])
        for words in ("ALFU", "Alpha Union", "the Alphas", "Союз Альфа")
    ]


def test_inflected_form_is_found_only_as_other_name(db):
    partner = PartnerFactory(title_en="Uzbekistan", title_ru="Узбекистан", title_uz="Oʻzbekiston")
    article = ArticleFactory(body_ru="<p>В Узбекистане.</p>", body_uz="<p>Oʻzbekistonning.</p>")
    store(article)
    scan(article)
    assert mentions() == []
    for form in ("Узбекистане", "Oʻzbekistonning"):
        Alias.objects.create(record=partner, text=form)
    scan_for(partner)
    assert [words for words, *_ in mentions()] == ["Узбекистане", "Oʻzbekistonning"]


def test_name_of_two_records_is_asked(db):
    for year in (2022, 2024):
        AgreementFactory(title_en=f"Paper {year}", type="roadmap")
    for record in Record.objects.all():
        Alias.objects.create(record=record, text="Roadmap")
    article_of("<p>They signed the “Roadmap” here.</p>")
    assert mentions() == [("“Roadmap”", "pending", ["Paper 2022", "Paper 2024"])]


def test_common_word_that_is_a_name_is_asked_where_it_is_written_small(db):
    AgreementFactory(title_en="Roadmap", type="roadmap")
    article_of("<p>The Roadmap is a roadmap.</p>")
    assert mentions() == [("Roadmap", "linked", ["Roadmap"]), ("roadmap", "pending", ["Roadmap"])]


def test_declaration_stands_for_those_named_before_or_resting_on_the_article(db):
    AgreementFactory(title_en="Tashkent Declaration", type="declaration")
    AgreementFactory(title_en="Samarkand Declaration", type="declaration")
    AgreementFactory(title_en="Unnamed", type="declaration")
    resting = AgreementFactory(title_en="Resting", type="declaration")
    AgreementFactory(title_en="Bukhara Protocol", type="protocol")
    body = (
        "<p>The Tashkent Declaration and the Bukhara Protocol. The Declaration is good. "
        "The Samarkand Declaration too.</p>"
    )
    article = ArticleFactory(body_en=body)
    EvidenceFactory(record=resting, article=article, quote="The Declaration is good.")
    store(article)
    scan(article)
    assert mentions() == [
        ("Tashkent Declaration", "linked", ["Tashkent Declaration"]),
        ("Bukhara Protocol", "linked", ["Bukhara Protocol"]),
        ("The Declaration", "pending", ["Resting", "Tashkent Declaration"]),
        ("Samarkand Declaration", "linked", ["Samarkand Declaration"]),
    ]


def test_nothing_is_asked_without_anything_to_choose_from(db):
    article_of("<p>The Declaration is good.</p>")
    assert mentions() == []


def test_russian_text_needs_no_article(db):
    AgreementFactory(title_en="A", title_ru="Ташкентская декларация", type="declaration")
    article = ArticleFactory(body_ru="<p>Ташкентская декларация. Декларация хороша.</p>")
    store(article)
    scan(article)
    assert [state for _words, state, _ in mentions()] == ["linked", "pending"]


@pytest.mark.parametrize(
    "body",
    [
        "<h2>China</h2>",
        "<blockquote><p>China came.</p></blockquote>",
        "<p>He said: “China came.” They left.</p>",
        "<p>“They met. China came. They left.”</p>",
        '<p>To <a href="https://example.org/">China and back</a>.</p>',
    ],
)
def test_headings_quotations_and_links_are_left_alone(db, body):
    PartnerFactory(title_en="China")
    article_of(body)
    assert mentions() == []


def test_article_does_not_mention_itself(db):
    article_of("<p>This is Old News.</p>", title_en="Old News")
    assert mentions() == []


# What stays and what changes


@pytest.fixture
def paper(db):
    return AgreementFactory(title_en="Paper", type="roadmap")


def test_scanning_again_changes_nothing(paper):
    article = article_of("<p>Paper. The Roadmap.</p>")
    before = list(Mention.objects.values().order_by("pk"))
    scan(article)
    scan_all()
    assert list(Mention.objects.values().order_by("pk")) == before
    assert len(before) == 2


def test_rename_and_other_name_move_the_automatic_mentions(paper):
    article_of("<p>Paper or Document One.</p>")
    Record.objects.filter(pk=paper.pk).update(title_en="Document One")
    scan_for(paper)
    assert [words for words, *_ in mentions()] == ["Document One"]
    other = AgreementFactory(title_en="Other", type="roadmap")
    Alias.objects.create(record=other, text="document one")
    scan_for(other)
    assert mentions() == [("Document One", "pending", ["Document One", "Other"])]


def test_only_articles_that_hold_the_name_are_scanned(paper):
    holding = article_of("<p>It is Paper.</p>")
    article_of("<p>Nothing.</p>")
    scan_for(paper)
    assert articles_naming([paper]) == {holding.pk}
    assert articles_with([paper]) == [holding.pk]


@pytest.mark.parametrize("is_meant", [True, False])
def test_decision_stays_through_scans_renames_and_edits_elsewhere(paper, editor, is_meant):
    article = article_of("<p>They met. Paper was signed.</p>")
    decide(Mention.objects.get(), editor, paper if is_meant else None)
    decided = list(Mention.objects.values())
    Record.objects.filter(pk=paper.pk).update(title_en="Something")
    other = PartnerFactory(title_en="Paper was")
    scan_for(paper)
    scan_for(other)
    article.body_en = "<p>New. They met. Paper was signed.</p>"
    article.save()
    store(article)
    scan(article)
    assert list(Mention.objects.values()) == decided
    article.body_en = "<p>Paper was signed again.</p>"
    article.save()
    store(article)
    scan(article)
    assert mentions() == [("Paper was", "linked", ["Paper was"])]


def test_deleted_record_leaves_nothing(paper):
    article_of("<p>Paper.</p>")
    paper.delete()
    assert mentions() == []


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("mention_has_words", {"start": 6}),
        ("mention_names_record_if_sure", {"record": None}),
        ("mention_names_record_if_sure", {"state": "pending"}),
        ("names_record_if_sure|decided_has_time", {"state": "unknown"}),
        ("mention_decided_has_time", {"state": "confirmed"}),
        ("mention_decided_has_time", {"decided_at": timezone.now()}),
        ("mention_place_unique|passage_id.*start.*end", {"end": 5}),
    ],
)
def test_database_refuses_what_makes_no_sense(paper, constraint, wrong):
    passage = article_of("<p>Nothing.</p>").passages.get()
    right = {"passage": passage, "start": 0, "text": "Noth", "record": paper, "state": "linked"}
    Mention.objects.create(**right, end=5)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Mention.objects.create(**right | {"end": 6} | wrong)


# What readers see


def test_first_mention_in_each_section_is_a_link(paper):
    body = (
        "<p>Paper and Paper. <em>Paper</em>.</p><h2>Paper</h2><ul><li>So: <em>Paper</em></li></ul>"
    )
    article = article_of(body)
    link = f'<a href="{paper.get_absolute_url()}">'
    assert html(article) == (
        f"{link}Paper</a> and Paper. <em>Paper</em>. Paper So: {link}<em>Paper</em></a>"
    )


@pytest.mark.parametrize("status", [DRAFT, WITHDRAWN])
def test_hidden_record_is_no_link_until_it_is_published(paper, status):
    Record.objects.filter(pk=paper.pk).update(status=status)
    article = article_of("<p>Paper.</p>")
    assert html(article) == "Paper."
    Record.objects.filter(pk=paper.pk).update(status=Record.Status.PUBLISHED)
    assert "<a href" in html(article)


def test_what_waits_or_was_rejected_is_no_link_and_what_was_confirmed_is(paper, editor):
    article = article_of("<p>Paper. The Roadmap.</p>")
    waiting = Mention.objects.pending().get()
    decide(Mention.objects.get(text="Paper"), editor)
    assert "<a" not in html(article)
    decide(waiting, editor, paper)
    assert html(article) == f'Paper. <a href="{paper.get_absolute_url()}">The Roadmap</a>.'


def test_working_group_is_linked_to_the_page_of_its_council(client, db):
    group = WorkingGroupFactory(title_en="Group of Nine")
    article = article_of("<p>The Group of Nine met.</p>")
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'<a href="{group.council.get_absolute_url()}#{group.slug}">Group of Nine</a>' in page


@pytest.mark.parametrize("number", [1, 3])
def test_scan_takes_as_many_queries_however_many_articles(db, django_assert_num_queries, number):
    PartnerFactory(title_en="China")
    for _ in range(number):
        article_of("<p>China.</p>")
    with django_assert_num_queries(SCAN_QUERIES):
        scan_all()
