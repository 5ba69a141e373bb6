"""Stored sentences, and evidence that follows its words or loses them."""

import pytest
from django.core.management import call_command

from cooperation.models import Article, Evidence, Passage
from cooperation.sourcing.passages import evidence_lost_by, store
from tests.support.factories import AgreementFactory, ArticleFactory, EvidenceFactory
from tests.support.forms import new_part, sent_back

FIRST, SECOND, THIRD = "They met.", "They signed it in March 2022.", "Over 400 people came."
BODY = f"<p>{FIRST} {SECOND}</p><p>{THIRD}</p>"


@pytest.fixture
def article(db):
    article = ArticleFactory(body_en=BODY)
    store(article)
    return article


@pytest.fixture
def evidence(article):
    evidence = EvidenceFactory(article=article, quote=SECOND)
    store(article)
    evidence.refresh_from_db()
    return evidence


def rewrite(article, body):
    """Give an article another text; return the quotes that it would lose and does lose."""
    article.body_en = body
    foretold = [item.quote for item in evidence_lost_by(article)]
    article.save()
    store(article)
    lost = article.supports.filter(passage=None).values_list("quote", flat=True)
    assert foretold == list(lost)
    return foretold


def rows(article):
    return list(article.passages.in_order().values_list("text", "block", "kind"))


def test_sentences_are_stored_in_order(article):
    assert rows(article) == [
        (FIRST, 0, "paragraph"),
        (SECOND, 0, "paragraph"),
        (THIRD, 1, "paragraph"),
    ]


def test_storing_twice_changes_nothing(article):
    before = list(Passage.objects.values())
    store(article)
    assert list(Passage.objects.values()) == before


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>New</h2><p>Before. {FIRST} {SECOND}</p><p>{THIRD}</p>",
        f"<p>{THIRD}</p><p>{FIRST} {SECOND}</p>",
        f"<p>{FIRST} <strong>{SECOND}</strong> After.</p>",
        f"<ul><li>{SECOND}</li></ul>",
    ],
)
def test_address_and_evidence_survive_edits_elsewhere(article, evidence, body):
    kept = evidence.passage
    assert rewrite(article, body) == []
    evidence.refresh_from_db()
    assert (evidence.passage, evidence.passage.address) == (kept, kept.address)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{FIRST}</p><p>{THIRD}</p>",
        f"<p>{FIRST} They signed it in April 2022.</p><p>{THIRD}</p>",
        f"<p>{FIRST} They signed it </p><p>in March 2022.</p><p>{THIRD}</p>",
        "",
    ],
)
def test_evidence_without_its_words_is_an_orphan(article, evidence, body):
    assert rewrite(article, body) == [SECOND]


def test_orphan_comes_back_only_with_each_character(article, evidence):
    rewrite(article, "<p>They signed it in march 2022.</p>")
    assert rewrite(article, "<p>They signed it in March 2022!</p>") == [SECOND]
    assert rewrite(article, f"<p>{SECOND}</p>") == []


def test_of_two_identical_sentences_each_evidence_keeps_its_own(article):
    rewrite(article, f"<p>{FIRST} {SECOND}</p><p>{THIRD} {SECOND}</p>")
    first, second = article.passages.filter(text=SECOND).in_order()
    assert second.address == f"{first.address}-2"
    own = EvidenceFactory(article=article, quote=SECOND, passage=second)
    assert rewrite(article, f"<p>Before it all. {FIRST} {SECOND}</p><p>{THIRD} {SECOND}</p>") == []
    own.refresh_from_db()
    assert own.passage == second
    rewrite(article, f"<p>{FIRST}</p><p>{THIRD} {SECOND}</p>")
    own.refresh_from_db()
    assert (own.passage, own.passage.address) == (second, f"{first.address}-2")


def test_quote_may_be_part_of_a_sentence_or_span_two_of_a_block(article):
    part = EvidenceFactory(article=article, quote="in March 2022")
    both = EvidenceFactory(article=article, quote=f"{FIRST} {SECOND}")
    across = EvidenceFactory(article=article, quote=f"{SECOND} {THIRD}")
    store(article)
    texts = {item.pk: item.passage and item.passage.text for item in Evidence.objects.all()}
    assert texts == {part.pk: SECOND, both.pk: FIRST, across.pk: None}


def test_each_language_has_its_own_sentences(article):
    article.body_ru = "<p>Они встретились.</p>"
    article.save()
    store(article)
    assert list(article.passages.filter(language="ru").values_list("text", flat=True)) == [
        "Они встретились."
    ]
    assert article.passages.filter(language="en").count() == 3


def addresses(article, language):
    rows = article.passages.filter(language=language).order_by("order")
    return dict(rows.values_list("text", "address"))


def test_translated_sentence_has_the_address_of_its_original(article):
    article.body_ru = "<p>Раз. Два.</p><p>Три.</p>"
    article.save()
    store(article)
    english = addresses(article, "en")
    assert addresses(article, "ru") == {
        "Раз.": english[FIRST],
        "Два.": english[SECOND],
        "Три.": english[THIRD],
    }


def test_translated_sentences_follow_their_originals_when_these_change_places(article):
    article.body_ru = "<p>Раз. Два.</p><p>Три.</p>"
    article.save()
    store(article)
    before = Passage.objects.get(text="Раз.")
    rewrite(article, f"<p>{SECOND} {FIRST}</p><p>{THIRD}</p>")
    english = addresses(article, "en")
    assert addresses(article, "ru") == {
        "Раз.": english[SECOND],
        "Два.": english[FIRST],
        "Три.": english[THIRD],
    }
    assert Passage.objects.get(text="Раз.") == before


def test_sentences_of_blocks_that_differ_have_addresses_of_their_own(article):
    article.body_ru = "<p>Раз и два.</p><p>Три.</p>"
    article.save()
    store(article)
    english, russian = addresses(article, "en"), addresses(article, "ru")
    assert russian["Три."] == english[THIRD]
    assert russian["Раз и два."] not in english.values()
    article.body_ru = "<p>Раз. Два.</p>"
    article.save()
    store(article)
    assert set(addresses(article, "ru").values()) & set(english.values()) == set()


@pytest.mark.parametrize("change", ["delete", "alter", "duplicate", "move"])
def test_fixtures_give_exactly_the_right_orphans_whatever_happens_to_a_sentence(content, change):
    article = Article.objects.get()
    store(article)
    assert not article.supports.exclude(quote="").filter(passage=None).exists()
    body = article.body_en
    article.body_ru = article.body_uz = ""
    for passage in article.passages.filter(language="en").exclude(kind="heading"):
        changed = {
            "delete": "",
            "alter": passage.html.replace(passage.html[-2], "¤"),
            "duplicate": f"{passage.html} {passage.html}",
            "move": "",
        }[change]
        text = body.replace(passage.html, changed, 1)
        article.body_en = f"{text}<p>{passage.html}</p>" if change == "move" else text
        expected = set()
        if change in ("delete", "alter"):
            expected = {item.pk for item in article.supports.filter(passage=passage)}
        assert {item.pk for item in evidence_lost_by(article)} == expected


def test_load_content_stores_the_sentences(db, capsys):
    call_command("load_content")
    article = Article.objects.get()
    assert article.passages.count() > 60
    assert not article.supports.exclude(quote="").filter(passage=None).exists()


def test_values_of_a_record_show_that_their_source_has_changed(client, article, evidence):
    record = evidence.record
    page = client.get(record.get_absolute_url()).content.decode()
    anchor = f'href="{article.get_absolute_url()}#{evidence.passage.address}"'
    assert (anchor in page, f"<q>{SECOND}</q>" in page) == (True, True)
    rewrite(article, "<p>Nothing.</p>")
    page = client.get(record.get_absolute_url()).content.decode()
    assert "The source has changed" in page
    assert SECOND not in page


def test_editor_is_told_of_orphans_before_they_are_made(editor_client, article, evidence):

    address = f"/admin/cooperation/article/{article.pk}/change/"
    form = editor_client.get(address)
    typed = sent_back(form, body_en="<p>Nothing.</p>")
    answer = editor_client.post(address, typed)
    assert "quotes words that are no longer in this text" in answer.content.decode()
    article.refresh_from_db()
    assert article.body_en == BODY
    assert editor_client.post(address, typed | {"accept_orphans": "on"}).status_code == 302
    evidence.refresh_from_db()
    assert evidence.passage is None


def test_evidence_saved_on_a_form_is_tied_to_its_sentence(editor_client, article):

    record = AgreementFactory(when="2022-03")
    address = f"/admin/cooperation/agreement/{record.pk}/change/"
    row = {"supports": "field:when", "basis": "stated", "article": article.pk, "quote": SECOND}
    editor_client.post(
        address, sent_back(editor_client.get(address), **new_part("evidence", **row))
    )
    assert [item.passage.text for item in Evidence.objects.all()] == [SECOND]
