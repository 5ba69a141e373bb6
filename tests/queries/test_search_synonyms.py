"""Words for kinds and types, days as people write them, and the language of suggestions."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from cooperation.domain.search.query import parse_query
from cooperation.domain.search.synonyms import SYNONYMS, TYPES
from cooperation.models import Record
from cooperation.queries.search import Search
from cooperation.queries.suggestions import suggest
from cooperation.sourcing.index import index_all
from tests.support.factories import (
    AgreementFactory,
    EventFactory,
    InitiativeFactory,
    PartnerFactory,
)
from tests.support.texts import article_of


def found(text):
    return [result.record.title for group in Search(text).groups for result in group.results]


@pytest.fixture
def register(db):
    AgreementFactory(title_en="Paper A", type="memorandum", summary_en="What A says.")
    AgreementFactory(title_en="Paper B", type="roadmap")
    EventFactory(title_en="Gathering C", type="conference")
    EventFactory(title_en="Gathering D", type="training")
    InitiativeFactory(title_en="Work E", type="programme")
    PartnerFactory(title_en="Aland", type="state")
    index_all()


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("MoU", ["Paper A"]),
        ("MoUs", ["Paper A"]),
        ("МоВ", ["Paper A"]),
        ("memorandum of understanding", ["Paper A"]),
        ("меморандумы", ["Paper A"]),
        ("anglashuv memorandumi", ["Paper A"]),
        ("treaty", ["Paper A", "Paper B"]),
        ("treaties", ["Paper A", "Paper B"]),
        ("договор", ["Paper A", "Paper B"]),
        ("shartnomalar", ["Paper A", "Paper B"]),
        ("шартнома", ["Paper A", "Paper B"]),
        ("road map", ["Paper B"]),
        ("дорожные карты", ["Paper B"]),
        ("йўл харитаси", ["Paper B"]),
        ("summit", ["Gathering C"]),
        ("саммит", ["Gathering C"]),
        ("workshop", ["Gathering D"]),
        ("семинары", ["Gathering D"]),
        ("программа", ["Work E"]),
        ("страны", ["Aland"]),
        ("treaty B", ["Paper B"]),
        ("summit treaty", []),
        ("mous" + "e", []),
    ],
)
def test_words_for_kinds_and_types_find_them(register, text, titles):
    assert sorted(found(text)) == titles


def test_record_found_by_its_type_shows_its_summary(register):
    [group] = Search("MoU").groups
    [result] = group.results
    assert [piece.text for each in result.excerpts for piece in each.pieces] == ["What A says."]


def test_what_is_called_so_comes_before_what_is_of_that_kind(register):
    AgreementFactory(title_en="A treaty", type="convention")
    AgreementFactory(title_en="Paper F", type="convention", summary_en="No treaty, says F.")
    index_all()
    assert found("treaty")[:2] == ["A treaty", "Paper F"]


def test_every_synonym_is_of_a_kind_and_a_type():
    types = {kind: set(choices.values) | {""} for kind, choices in TYPES.items()}
    types |= {"council": {""}, "partner": {"state", "organization"}}
    assert [key for key in SYNONYMS if key[1] not in types[key[0]]] == []


def test_type_of_a_record_is_followed(register):
    Record.objects.get(title_en="Paper A").as_kind().__class__.objects.filter(
        title_en="Paper A"
    ).update(type="declaration")
    index_all()
    assert (found("MoU"), found("декларация")) == ([], ["Paper A"])


DAYS = [
    "05.12.2023",
    "5.12.2023",
    "2023-12-05",
    "5 December 2023",
    "December 5, 2023",
    "5 декабря 2023",
    "5 декабря 2023 года",
    "5 декабря 2023 г.",
    "2023-yil 5-dekabr",
    "2023 йил 5 декабр",
]


@pytest.mark.parametrize("text", DAYS)
def test_day_is_found_however_it_is_written(db, text):
    AgreementFactory(title_en="Of that day", when="2023-12-05")
    AgreementFactory(title_en="Of another day", when="2023-05-12")
    AgreementFactory(title_en="Of a month", when="2023-12")
    index_all()
    assert found(text) == ["Of that day"]
    assert found(f"agreement {text}") == ["Of that day"]


def test_day_is_found_in_sentences(db):
    written = ["05.12.2023", "5 December 2023", "2023-12-05"]
    for day in written:
        article_of(f"<p>On {day} they met. Others came in 2023.</p>", title_en=day)
    article_of("<p>On 6 December 2023 they met.</p>", title_en="Another day")
    index_all()
    everything = sorted(written)
    assert {text: sorted(found(text)) for text in DAYS} == dict.fromkeys(DAYS, everything)


def test_day_is_highlighted_as_it_is_written(db):
    article_of("<p>They met on 5 December 2023 again.</p>", title_en="News")
    index_all()
    [group] = Search("05.12.2023").groups
    [excerpt] = group.results[0].excerpts
    assert [piece.text for piece in excerpt.pieces if piece.is_hit] == ["5 December 2023"]


@pytest.mark.parametrize("text", ["05/12/2023", "99.99.2023", "2023", "12 2023"])
def test_what_is_no_certain_day_stays_words(text):
    assert all(len(each) == 1 for part in parse_query(text).parts for each in part.exact)


def test_search_with_a_day_and_a_kind_takes_as_many_queries(
    client, register, django_assert_num_queries
):
    with django_assert_num_queries(3):
        assert Search("treaty").groups
    index_all()
    AgreementFactory(title_en="Of that day", when="2023-12-05")
    index_all()
    with django_assert_num_queries(3):
        assert Search("treaty 05.12.2023").groups
    assert client.get(reverse("search"), {"q": "MoU"}).status_code == 200


@pytest.mark.parametrize(
    ("language", "first"), [("en", "Partnership"), ("ru", "Узел"), ("uz", "Hamkor")]
)
def test_suggestions_prefer_the_language_of_the_page(db, language, first):
    for number in range(9):
        PartnerFactory(title_en=f"Kava {number} Partnership", title_ru=f"А{number}")
        PartnerFactory(title_en=f"A{number}", title_ru=f"Kava {number} Узел")
        PartnerFactory(title_en=f"B{number}", title_uz=f"Kava {number} Hamkor")
    index_all()
    with override(language):
        shown = [each.name or each.record.title for each in suggest("kav")]
    assert len(shown) == 8
    assert [first in name for name in shown] == [True] * 8


def test_whole_name_in_another_language_is_suggested_first(db):
    PartnerFactory(title_en="A", title_ru="Kava")
    PartnerFactory(title_en="Kava of the north and of the south")
    index_all()
    assert suggest("kava")[0].name == "Kava"
