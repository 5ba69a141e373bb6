"""Where names stand in a text."""

from types import SimpleNamespace

import pytest

from cooperation.domain.texts.anaphors import find_anaphors, noun_finder
from cooperation.domain.texts.links import add_links, link_spans
from cooperation.domain.texts.name_finder import NameFinder, comparable
from cooperation.domain.texts.quotations import quotation_spans


def found(text, *names, taken=()):
    """Return [(words, sorted keys)]; each name is its own key."""
    pairs = [(name, name) for name in names]
    return [
        (text[start:end], sorted(keys)) for start, end, keys in NameFinder(pairs).find(text, taken)
    ]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("Civil society", "Role of CIVIL SOCIETY today.", "CIVIL SOCIETY"),
        ("Oʻzbekiston", "Bu O'zbekiston, albatta.", "O'zbekiston"),
        ("Oʻzbekiston", "Bu O‘zbekiston, albatta.", "O‘zbekiston"),
        ("Qoratogʻ", "Qoratog‘ yaqinida", "Qoratog‘"),
        ("Sanʼat saroyi", "(Sanʼat saroyi)", "Sanʼat saroyi"),
        ("Roadmap for 2024–2025", "a Roadmap for 2024-2025.", "Roadmap for 2024-2025"),
        ("Counter-Terrorism", "on Counter‑Terrorism.", "Counter‑Terrorism"),
        ("Учёный совет", "Ученый совет решил", "Ученый совет"),
        ("first-ever Roadmap", "the first-ever “Roadmap” with", "first-ever “Roadmap”"),
        ("Roadmap for 2024", "The «Roadmap» for 2024 was", "«Roadmap» for 2024"),
        ("Plan “Dostlik”", "The Plan «Dostlik».", "Plan «Dostlik»"),
        ("Expert Council", "the Expert Council’s groups", "Expert Council"),
        ("Central Asia", "Central  Asia", "Central  Asia"),
        ("Uzbekistan", "Uzbekistan–UNOCT", "Uzbekistan"),
        ("Китай", "Китай, Россия", "Китай"),
        ("UNOCT", "UNOCT.", "UNOCT"),
        ("China", "“China”", "“China”"),
    ],
)
def test_name_is_found_however_it_is_written(name, text, words):
    assert found(text, name) == [(words, [name])]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Iran", "Iranian, Tirana"),
        ("Китай", "Китайский, в Китае"),
        ("Bo", "Boʻston shahri"),
        ("Tog", "Togʻ etagida"),
        ("Oʻzbekiston", "Oʻzbekistonda"),
        ("Terrorism", "counter-terrorism"),
        ("Terrorism", "terrorism-related"),
        ("China Russia", "China, Russia"),
        ("US", "Join us today."),
        ("WHO", "Who came?"),
        ("China", "He said: “China is near.”"),
        ("Китай", "Он сказал: «Китай близко»."),
        ("Китай близко", "Китай «близко, говорят»"),
        ("China", "“China is near"),
        ("2024", "in 2024"),
        ("…", "And so on…"),
        ("", "Nothing"),
        ("A", "A nameless text"),
    ],
)
def test_what_only_looks_like_a_name_is_not_found(name, text):
    assert found(text, name) == []


def test_longest_name_wins_and_names_do_not_overlap():
    text = "The United Nations Security Council of the United Nations."
    names = ("United Nations", "United Nations Security Council", "Security Council")
    assert found(text, *names) == [
        ("United Nations Security Council", ["United Nations Security Council"]),
        ("United Nations", ["United Nations"]),
    ]


def test_shorter_name_is_found_where_the_longer_one_breaks_off():
    assert found(
        "Central Asia Regional talks", "Central Asia", "Central Asia Regional Council"
    ) == [("Central Asia", ["Central Asia"])]


def test_name_of_two_has_both_keys():
    names = NameFinder([("Roadmap", 1), ("«roadmap»", 2), ("Roadmap", 1)])
    assert [hit.keys for hit in names.find("a Roadmap")] == [{1, 2}]


def test_taken_words_are_left_alone():
    assert found("China and China", "China", taken=[(0, 5)]) == [("China", ["China"])]


def test_folding_keeps_the_length():
    text = "İstanbul, Straße, Oʻzbekiston — «Ёлка»"
    assert len(comparable(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("a “b” c", ["“b”"]),
        ("«а «б» в» г", ["«а «б» в»"]),
        ("„а“ б", ["„а“"]),
        ('a "b" c', ['"b"']),
        ("‘the Council’s plan’ is", ["‘the Council’s plan’"]),
        ("the Council’s plan", []),
        ("a “b c", ["“b c"]),
    ],
)
def test_quotations(text, quotations):
    assert [text[start:end] for start, end in quotation_spans(text)] == quotations


def pointing(text, language="en"):
    quotations = quotation_spans(text)
    hits = noun_finder(language).find(text, (), quotations)
    return [text[hit.start : hit.end] for hit in find_anaphors(text, language, hits, quotations)]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "They praised the Declaration.", ["the Declaration"]),
        ("en", "The Memorandum of Understanding and the Council.", None),
        ("en", "As this first “Roadmap” was implemented", ["this first “Roadmap”"]),
        ("en", "a new “Roadmap” for 2024", ["“Roadmap”"]),
        ("en", "At the conference, by this document", ["the conference", "this document"]),
        ("en", "Training helps; a conference or two", []),
        ("en", "He said “the Declaration stands”", []),
        ("ru", "Декларация принята, и этот документ важен.", ["Декларация", "этот документ"]),
        ("ru", "в Меморандуме", ["Меморандуме"]),
        ("ru", "планы", []),
        ("ru", "после Меморандума о взаимопонимании", ["Меморандума о взаимопонимании"]),
        ("ru", "этой первой «Дорожной карты»", ["«Дорожной карты»"]),
        ("ru", "На этом заседании", ["этом заседании"]),
        ("uz", "ilk “Yoʻl xaritasi”ni imzoladi", ["“Yoʻl xaritasi”"]),
        ("uz", "Anglashuv memorandumini imzoladi", ["Anglashuv memorandumini"]),
        ("uz", "Ushbu deklaratsiyani qoʻllab", ["Ushbu deklaratsiyani"]),
    ],
)
def test_what_stands_for_something_named_before(language, text, words):
    words = ["The Memorandum of Understanding", "the Council"] if words is None else words
    assert pointing(text, language) == words


def test_end_of_a_russian_label_stands_for_nothing(monkeypatch):
    types = SimpleNamespace(choices=[("memorandum", "Пакт о Взаимопонимании")])
    monkeypatch.setattr("cooperation.domain.texts.anaphors.TYPES", {"agreement": types})
    assert pointing("Пакт о Взаимопонимании. О Взаимопонимании.", "ru") == [
        "Пакт о Взаимопонимании"
    ]


@pytest.mark.parametrize(
    ("html", "links", "expected"),
    [
        ("A b c", [(2, 3, "/x/")], 'A <a href="/x/">b</a> c'),
        ("<em>A b</em> c", [(2, 5, "/x/")], '<em>A </em><a href="/x/"><em>b</em> c</a>'),
        ("A &amp; b", [(2, 3, "/x/")], 'A <a href="/x/">&amp;</a> b'),
        ("A<br>b", [(2, 3, "/x/")], 'A<br><a href="/x/">b</a>'),
        ('<a href="/y/">A b</a> c', [(2, 5, "/x/")], '<a href="/y/">A b</a> c'),
        ("A b", [(0, 3, "/x/"), (2, 3, "/y/")], '<a href="/x/">A b</a>'),
        ("A b", [(0, 1, '/"x/')], '<a href="/&quot;x/">A</a> b'),
        ("A b", None, "A b"),
    ],
)
def test_links_are_added_without_breaking_what_is_there(html, links, expected):
    assert add_links(html, links) == expected


def test_links_of_the_editor_are_seen():
    assert link_spans('A <a href="/y/">b &lt; <em>c</em></a> d') == [(2, 7)]
