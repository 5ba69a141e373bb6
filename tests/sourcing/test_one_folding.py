"""The same words, however they are written, are the same for search, lists, names and quotes."""

import unicodedata
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from cooperation.changes.consequences.derived import create_missing_data
from cooperation.models import Alias, Mention, Record, SearchEntry
from cooperation.queries.search import Search
from cooperation.sourcing.checks import check_register
from cooperation.sourcing.index import index_all
from cooperation.sourcing.mentions import scan
from cooperation.sourcing.passages import attach, store
from tests.support.factories import ArticleFactory, EvidenceFactory, PartnerFactory
from tests.support.texts import article_of

MARKED = [
    "Ўзбекистон",
    "Oʻzbekiston",
    "O'zbekiston",
    "O‘zbekiston",
    "O`zbekiston",
    "Oʼzbekiston",
    "Özbekiston",
    "O\u0308zbekiston",
    "Õzbekiston",
    "Ŏzbekiston",
    "Ózbekiston",
    "Oʻz\u00adbeki\u200bston",
    "У\u0306збекистон",
]
UNMARKED = "Ozbekiston"
CITIES = ["Chirchiq", "Çirçiq", "Чирчиқ", "Chir\u00adchiq"]


def in_list(text):
    return sorted(map(str, Record.objects.matching(text)))


def in_search(text):
    return sorted(map(str, Search(text).found()))


@pytest.mark.parametrize("names", [[*MARKED, UNMARKED], CITIES])
def test_each_spelling_finds_all_of_them(db, names):
    stored = {unicodedata.normalize("NFC", name) for name in names}
    for name in stored:
        PartnerFactory(title_en=f"Bank {name}")
    PartnerFactory(title_en="Bank of Kazakhstan")
    index_all()
    everything = sorted(f"Bank {name}" for name in stored)
    assert {name: in_search(name) for name in names} == dict.fromkeys(names, everything)
    assert {name: in_list(name) for name in names} == dict.fromkeys(names, everything)


@pytest.mark.parametrize("typed", ["Тошкент", "Toshkent", "ТОШКЕНТ", "Toşkent"])
def test_uzbek_text_is_found_in_either_alphabet(db, typed):
    for title in ("Тошкент шаҳри", "Toshkent shahri", "Toşkent şahri"):
        PartnerFactory(title_en=f"Partner {title[:3]}", title_uz=title)
    index_all()
    assert in_list(typed) == in_search(typed)
    assert len(in_list(typed)) == 3


def test_c_for_ch_of_the_drafts_is_found_in_uzbek_and_nowhere_else(db):
    PartnerFactory(title_en="River", title_uz="Chirchiq daryosi")
    PartnerFactory(title_en="Chat of cats")
    PartnerFactory(title_en="Cats")
    index_all()
    assert in_search("Circiq") == in_list("Circiq") == ["River"]
    assert in_search("chat") == in_list("chat") == ["Chat of cats"]
    assert in_search("cat") == ["Cats", "Chat of cats"]
    assert in_list("cats") == ["Cats", "Chat of cats"]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("ёлка", ["Ёлка", "елка"]),
        ("мой", ["Мой план"]),
        ("мои", ["Мои планы"]),
        ("un", ["UN"]),
        ("мир", ["Мир"]),
        ("mir", ["Mir"]),
        ("cafe", ["Café"]),
        ("Café", ["Café"]),
    ],
)
def test_russian_and_english_keep_their_words_apart(db, typed, titles):
    every = ("Ёлка", "елка", "Мой план", "Мои планы", "UN", "Коммуна", "Мир", "Mir", "Café")
    for title in every:
        PartnerFactory(title_en=title)
    assert in_list(typed) == sorted(titles)


def linked(body, **fields):
    """Return [(words, records, state)] of an article with this text."""
    article = article_of(f"<p>{body}</p>", **fields)
    rows = Mention.objects.filter(passage__article=article).order_by("start")
    return [(row.text, sorted(map(str, row.suggested)), str(row.state)) for row in rows]


@pytest.mark.parametrize("written", MARKED)
@pytest.mark.parametrize("name", ["Oʻzbekiston", "Ўзбекистон", "Özbekiston"])
def test_name_is_linked_in_each_spelling_at_its_exact_place(db, name, written):
    PartnerFactory(title_en=name)
    text = f"A treaty with {written}, signed."
    assert linked(text) == [(written, [name], "linked")]
    mention = Mention.objects.get()
    assert mention.passage.text[mention.start : mention.end] == written


def test_name_without_its_marks_waits_for_an_editor(db):
    PartnerFactory(title_en="Oʻzbekiston")
    PartnerFactory(title_en="Tor")
    assert linked("From Ozbekiston to Toʻr and Tor.") == [
        ("Ozbekiston", ["Oʻzbekiston"], "pending"),
        ("Tor", ["Tor"], "linked"),
    ]


def test_russian_names_are_linked_from_text_of_macos_and_of_pdf(db):
    PartnerFactory(title_en="Китай")
    PartnerFactory(title_en="Кита")
    PartnerFactory(title_en="Российская Федерация")
    text = "Китай и Россий\u00adская\u200b Федера\u00adция."
    assert [words for words, *_ in linked(unicodedata.normalize("NFD", text))] == [
        unicodedata.normalize("NFD", "Китай"),
        unicodedata.normalize("NFD", "Россий\u00adская\u200b Федера\u00adция"),
    ]


def test_russian_name_is_no_uzbek_word_in_latin_letters(db):
    PartnerFactory(title_en="Мир")
    assert linked("A mir, and Мир.") == [("Мир", ["Мир"], "linked")]


def test_cyrillic_of_an_uzbek_article_is_uzbek(db):
    PartnerFactory(title_en="Tashkent", title_uz="Toshkent")
    article = ArticleFactory(body_uz="<p>Бу Тошкент шаҳри.</p>")
    store(article)
    scan(article)
    assert [row.text for row in Mention.objects.all()] == ["Тошкент"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Подписан новый план в Ташкенте.", unicodedata.normalize("NFD", "новый план")),
        ("A co\u00adoperation plan\u200b was signed.", "cooperation plan was"),
        ("Oʻzbekiston va gʻoya.", "O'zbekiston va g‘oya"),
    ],
)
def test_quote_is_found_however_its_signs_are_coded(db, text, quote):
    article = article_of(f"<p>First.</p><p>{text} And more.</p>")
    evidence = EvidenceFactory(article=article, quote=quote)
    attach(article)
    evidence.refresh_from_db()
    assert (evidence.passage.text, evidence.quote_is_in_article()) == (text, True)


@pytest.mark.parametrize("quote", ["новый План", "новыи план", "новый планы"])
def test_quote_of_other_words_stays_an_orphan(db, quote):
    article = article_of("<p>Подписан новый план.</p>")
    evidence = EvidenceFactory(article=article, quote=quote)
    attach(article)
    evidence.refresh_from_db()
    assert (evidence.passage, evidence.quote_is_in_article()) == (None, False)


def test_one_name_of_two_records_is_found_in_each_spelling(db):
    for name, alias in (("A", "Ўзбекистон"), ("B", "Özbekiston"), ("C", "Ozbekiston")):
        Alias.objects.create(record=PartnerFactory(title_en=name).record, text=alias)
    found = [finding.problem for finding in check_register() if finding.field == "other name"]
    assert [text.partition(" also")[0] for text in found] == ["“Özbekiston”", "“Ўзбекистон”"]


def test_filter_by_a_typed_name_knows_its_spellings(db):
    partner = PartnerFactory(title_en="Uzbekistan", title_uz="Oʻzbekiston")
    names = ("Ўзбекистон", "ozbekiston", "UZBEKISTAN", "Özbekiston")
    assert [Record.objects.named(name).first() for name in names] == [partner.record] * 4
    assert not Record.objects.named("zbekiston").exists()


def test_upgraded_register_is_folded_again(db):
    record = PartnerFactory(title_en="Uzbekistan", title_uz="Özbekiston")
    article = article_of("<p>With Oʻzbekiston.</p>")
    index_all()
    SearchEntry.objects.update(terms="of the old folding")
    Mention.objects.all().delete()
    Mention.objects.create(
        passage=article.passages.get(),
        start=0,
        end=4,
        text="With",
        state=Mention.Certainty.REJECTED,
        decided_at=timezone.now(),
    )
    Record.objects.update(uz_order="old")
    migration = import_module("cooperation.migrations.0028_one_folding")
    migration.sort_titles(apps, None)
    migration.empty_search(apps, None)
    create_missing_data()
    assert in_search("Ўзбекистон") == [str(article), "Uzbekistan"]
    assert {row.text for row in Mention.objects.all()} == {"With", "Oʻzbekiston"}
    stored = Record.objects.filter(pk=record.pk).values_list("uz_order", flat=True).get()
    assert stored == PartnerFactory.build(title_en="A", title_uz="Oʻzbekiston").uz_order
