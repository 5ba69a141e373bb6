"""What is suggested while a reader types, and in place of mistyped words."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from cooperation.models import Record
from cooperation.queries.suggestions import MOST_SUGGESTIONS, correct_spelling, suggest
from cooperation.sourcing.index import index, index_all
from tests.support.factories import AgreementFactory, ArticleFactory, PartnerFactory
from tests.support.search_corpus import make_corpus


@pytest.fixture
def corpus(db):
    make_corpus()


def names(text):
    return [(each.record.slug, each.kind.key, each.name) for each in suggest(text)]


def test_names_that_begin_as_typed(corpus):
    assert names("uno")[0] == ("unoct", "partner", "UNOCT")
    assert names("office of coun") == [("unoct", "partner", "")]
    assert names("joint act") == [("plan", "agreement", "Joint Action Plan")]
    assert names("ташкентская дек") == [("declaration", "agreement", "Ташкентская декларация")]
    assert names("йўл хар")[0][0] == "roadmap-2024"
    assert names("yo'l xar")[0][0] == "roadmap-2024"
    assert names("voronkov v")[0][0] == "voronkov"
    with override("ru"):
        assert names("ташкентская дек") == [("declaration", "agreement", "")]


def test_only_names_are_suggested_and_each_word_must_be_there(corpus):
    assert names("vulnerable") == []
    assert names("tashkent voronkov") == []


@pytest.mark.parametrize("text", ["", "u", " u ", "::", "'", "AND OR NEAR( * :", "%", "x" * 500])
def test_nothing_is_suggested_for_what_means_nothing(corpus, text):
    assert names(text) == []


def test_so_many_are_suggested_and_no_more(db, django_assert_num_queries):
    records = [AgreementFactory(title_en=f"Giraffe {n}") for n in range(MOST_SUGGESTIONS + 1)]
    index([record.pk for record in records])
    with django_assert_num_queries(3):
        assert len(suggest("gir")) == MOST_SUGGESTIONS


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": Record.Status.DRAFT},
        {"status": Record.Status.WITHDRAWN},
        {"publish_at": timezone.now() + timezone.timedelta(hours=1)},
    ],
)
def test_what_is_not_public_is_neither_suggested_nor_gives_away_its_words(db, hidden):
    record = AgreementFactory(title_en="Giraffe")
    index_all()
    assert (len(suggest("gir")), correct_spelling("girafe")) == (1, "Giraffe")
    Record.objects.filter(pk=record.pk).update(**hidden)
    assert (suggest("gir"), correct_spelling("girafe")) == ([], None)


def test_corrections_keep_everything_but_the_mistyped_words(corpus):
    assert correct_spelling("“Tashkent  declaratoin”, 2022!") == "“Tashkent  Declaration”, 2022!"
    assert correct_spelling("memorandm UNOTC") == "Memorandum UNOCT"


def test_nearest_word_wins_then_the_more_frequent_one(db):
    for title in ("Planet", "Planer", "Planer", "Plant"):
        PartnerFactory(title_en=title)
    index_all()
    assert correct_spelling("planex") == "Planer"
    assert correct_spelling("plamt") == "Plant"
    assert correct_spelling("planetz") == "Planet"


def test_short_words_and_numbers_are_not_corrected(db):
    PartnerFactory(title_en="ISRS UN 2024 US")
    index_all()
    assert [correct_spelling(text) for text in ("UM", "2025", "x", "")] == [None] * 4
    assert correct_spelling("ISRZ") == "ISRS"


def test_corrections_take_the_same_queries_however_many_words(db, django_assert_num_queries):
    ArticleFactory(title_en="Giraffes, zebras and okapis graze peacefully")
    index_all()
    for text in ("giraffez", "girafez zebraz okapiz graaze peacefuly"):
        with django_assert_num_queries(3):
            assert correct_spelling(text)
