"""What a query finds first, in whatever language and spelling, on both databases alike."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from cooperation.models import Passage, Record
from cooperation.queries.search import FIRST_OF_KIND, PER_PAGE, Search
from cooperation.sourcing.index import index, index_all
from cooperation.sourcing.passages import store_all
from tests.support.factories import AgreementFactory, ArticleFactory, EventFactory, PartnerFactory
from tests.support.search_corpus import NOTHING, make_corpus

FIRST = [
    # English
    ("Roadmap", "roadmap-2024"),
    ("roadmaps", "roadmap-2024"),
    ("UNOCT 2024", "roadmap-2024"),
    ("roadmap 2022", "roadmap-2022"),
    ("counter terrorism", "counter-terrorism"),
    ("counter-terrorism", "counter-terrorism"),
    ("counterterrorism", "counter-terrorism"),
    ("COUNTER‑TERRORISM", "counter-terrorism"),
    ("cybersecurity", "cybersecurity"),
    ("cyber-security", "cybersecurity"),
    ("rehabilitation", "rehabilitation"),
    ("rehabilitating people returning", "roadmap-2024"),
    ("organisation programme", "programmes"),
    ("UNOCT", "unoct"),
    ("unoct office", "unoct"),
    ("Central Asia", "central-asia"),
    ("Joint Action Plan", "plan"),
    ("the plan of joint action", "plan"),
    ("Voronkov", "voronkov"),
    ("the visit of Voronkov", "visit"),
    ("ISRS Memorandum", "memorandum"),
    ("memorandum New York", "memorandum"),
    ("5 December 2023", "memorandum"),
    ("May 2024 visit", "visit"),
    ("A/76/765", "declaration"),
    ("Tashkent Declaration", "declaration"),
    ("tashkent conference march", "conference"),
    ("“High-Level Conference”", "conference"),
    ("repatriation", "council"),
    ("specialists in reintegration", "council"),
    ("vulnerable objects", "roadmap-2024"),
    ("long-term partnership", "memorandum"),
    ("foreign ministers", "article"),
    ("working group", "groups"),
    ("Régional Expert Council’s", "council"),
    ("handbooks exchange", "memorandum"),
    ("signed text", "memorandum"),
    # Russian
    ("Дорожная карта", "roadmap-2024"),
    ("дорожной карты 2022", "roadmap-2022"),
    ("дорожные карты", "roadmap-2024"),
    ("МЕМОРАНДУМ о взаимопонимании", "memorandum"),
    ("Узбекистан", "uzbekistan"),
    ("Республике Узбекистан", "uzbekistan"),
    ("визит Воронкова", "visit"),
    ("Владимир Воронков", "voronkov"),
    ("реабилитации", "rehabilitation"),
    ("долгосрочное партнерство", "memorandum"),
    ("жеребьевка", "article"),
    ("Нью-Йорк", "memorandum"),
    ("5 декабря 2023 года", "memorandum"),
    ("стратегические исследования", "isrs"),
    ("«Ташкентская декларация»", "declaration"),
    # Uzbek, with each apostrophe and none, and in Cyrillic letters
    ("yoʻl xaritasi", "roadmap-2024"),
    ("yoʼl xaritasi", "roadmap-2024"),
    ("yo'l xaritasi", "roadmap-2024"),
    ("yo’l xaritasi", "roadmap-2024"),
    ("yo‘l xaritasi", "roadmap-2024"),
    ("yo`l xaritasi", "roadmap-2024"),
    ("yol xaritasi", "roadmap-2024"),
    ("йўл харитаси", "roadmap-2024"),
    ("yoʻl xaritalari 2022", "roadmap-2022"),
    ("Oʻzbekistonning", "uzbekistan"),
    ("ozbekiston", "uzbekistan"),
    ("Ўзбекистон Республикаси", "uzbekistan"),
    ("Тошкент декларацияси", "declaration"),
    ("Markaziy Osiyoda", "central-asia"),
    ("ekspert kengashlari", "council"),
    ("qura", "article"),
    ("sunʼiy intellekt", "programmes"),
    ("yoshlar dasturi", "programmes"),
]


@pytest.fixture
def corpus(db):
    make_corpus()


def slugs(groups):
    return {group.kind.key: [result.record.slug for result in group.results] for group in groups}


def first_slug(text):
    groups = Search(text).groups
    return groups[0].results[0].record.slug if groups else None


def test_each_query_finds_first_what_it_should(corpus):
    found = {text: first_slug(text) for text, _slug in FIRST}
    assert found == dict(FIRST)


def test_the_language_of_the_page_makes_no_difference_to_what_comes_first(corpus):
    with override("uz"):
        found = {text: first_slug(text) for text, _slug in FIRST}
    assert found == dict(FIRST)


def test_queries_that_mean_nothing_find_nothing(corpus):
    assert {text: Search(text).total for text in NOTHING} == dict.fromkeys(NOTHING, 0)
    assert {text: Search(text).correction for text in NOTHING} == dict.fromkeys(NOTHING)


def test_groups_and_their_order_are_the_same_on_both_databases(corpus):
    assert slugs(Search("Tashkent").groups) == {
        "agreement": ["declaration"],
        "event": ["conference"],
    }
    assert slugs(Search("2024").groups) == {
        "agreement": ["roadmap-2024"],
        "event": ["visit"],
        "council": ["council"],
    }
    assert slugs(Search("Uzbekistan").groups) == {
        "partner": ["uzbekistan"],
        "agreement": ["roadmap-2024", "roadmap-2022"],
    }
    assert slugs(Search("terrorism").groups) == {
        "partner": ["unoct"],
        "topic": ["counter-terrorism"],
    }


def test_all_words_must_be_there_and_stop_words_need_not(corpus):
    assert slugs(Search("Tashkent Voronkov").groups) == {}
    assert slugs(Search("an Office for the United Nations").groups) == {"partner": ["unoct"]}
    assert first_slug("of the") is not None


def test_phrase_must_stand_as_it_is(corpus):
    assert slugs(Search("action joint").groups) == {"agreement": ["plan"]}
    assert slugs(Search("“joint action”").groups) == {"agreement": ["plan"]}
    assert slugs(Search("“action joint”").groups) == {}
    assert slugs(Search('"joint actions"').groups) == {}
    assert first_slug("“yol xaritasi” 2022") == "roadmap-2022"
    assert first_slug("“йўл харитаси” 2022") == "roadmap-2022"


def excerpts(text, slug):
    for group in Search(text).groups:
        for result in group.results:
            if result.record.slug == slug:
                return [
                    (
                        str(each.label),
                        each.language,
                        "".join(f"[{p.text}]" if p.is_hit else p.text for p in each.pieces),
                        each.source,
                    )
                    for each in result.excerpts
                ]
    return None


def test_hit_in_a_sentence_leads_to_it_in_its_language(corpus):
    passage = Passage.objects.get(text__startswith="Foreign")
    assert excerpts("foreign ministers", "article") == [
        (
            "From the text",
            "en",
            "[Foreign ministers] attended the meeting.",
            f"/articles/article/#{passage.address}",
        )
    ]
    assert excerpts("министр", "article") == [
        (
            "From the text",
            "ru",
            "Во встрече участвовали [министры] иностранных дел.",
            f"/ru/articles/article/#{passage.address}",
        )
    ]


def test_heading_and_other_texts_are_shown_with_their_name(corpus):
    heading = Passage.objects.get(text="First steps")
    assert excerpts("first step", "article") == [
        ("Heading", "en", "[First steps]", f"/articles/article/#{heading.address}")
    ]
    assert excerpts("vulnerable", "roadmap-2024") == [
        ("What it covers", "en", "Projects to protect [vulnerable] objects from threats.", "")
    ]
    assert excerpts("chapter", "memorandum") == [
        (
            "Statement",
            "en",
            "The parties: It opens a new [chapter] in a long-term partnership.",
            "",
        )
    ]
    assert excerpts("joint action", "plan") == [("Also called", "en", "[Joint Action] Plan", "")]
    assert excerpts("repatriation", "council") == [
        ("Mandate", "en", "To make joint efforts in [repatriation] more effective.", "")
    ]
    assert excerpts("adoption", "conference") == [
        ("Outcomes", "en", "[Adoption] of the Declaration.", "")
    ]
    assert excerpts("A/76/765", "declaration") == [("Reference", "en", "A/[76]/[765]", "")]


def test_words_of_a_document_are_shown_where_they_stand(corpus):
    ((label, language, text, source),) = excerpts("exchanging handbooks", "memorandum")
    assert (label, language, source) == ("Document", "en", "")
    assert text.startswith("… ")
    assert text.endswith("Secretariats [exchange handbooks] yearly.")


def test_title_in_another_language_is_shown_as_the_reason(corpus):
    assert excerpts("декларация", "declaration") == [("Name", "ru", "Ташкентская [декларация]", "")]
    with override("ru"):
        (group,) = Search("ташкентская").groups
        result = group.results[0]
    assert [(piece.text, piece.is_hit) for piece in result.title] == [
        ("Ташкентская", True),
        (" декларация", False),
    ]


def test_passages_prefer_the_language_of_the_page(corpus):
    assert excerpts("2022", "roadmap-2022")[0][1] == "en"
    with override("ru"):
        _label, language, text, _source = excerpts("2022", "roadmap-2022")[0]
    assert (language, text) == ("ru", "октябрь [2022] года")


def test_summary_stands_where_only_the_title_fits(corpus):
    assert excerpts("Memorandum ISRS", "memorandum") == [
        ("", "en", "It sets out principles and areas of cooperation.", "")
    ]


HIDDEN = {
    "draft": {"status": Record.Status.DRAFT},
    "withdrawn": {"status": Record.Status.WITHDRAWN},
    "in an hour": {"publish_at": timezone.now() + timezone.timedelta(hours=1)},
}


@pytest.mark.parametrize("how", HIDDEN)
def test_only_what_is_public_is_found_judged_when_it_is_read(db, how):
    article = ArticleFactory(title_en="Zebra", body_en="<p>Giraffes graze.</p>")
    store_all()
    index_all()
    assert [Search(text).total for text in ("zebra", "giraffe")] == [1, 1]
    Record.objects.filter(pk=article.pk).update(**HIDDEN[how])
    assert [Search(text).total for text in ("zebra", "giraffe")] == [0, 0]
    assert [Search(text).correction for text in ("zebre", "girafe")] == [None, None]


def test_due_publication_is_found_without_indexing_again(db):
    past = timezone.now() - timezone.timedelta(minutes=1)
    AgreementFactory(title_en="Zebra", publish_at=past)
    index_all()
    assert Search("zebra").total == 1


def many(number, factory=AgreementFactory, **fields):
    records = [factory(title_en=f"Giraffe {n}", **fields) for n in range(number)]
    index([record.pk for record in records])
    return records


def test_groups_show_the_first_of_each_kind_and_how_many_there_are(db):
    many(FIRST_OF_KIND + 2)
    many(FIRST_OF_KIND, EventFactory, when="2024")
    groups = Search("giraffe").groups
    assert [(g.kind.key, len(g.results), g.total, g.has_more) for g in groups] == [
        ("agreement", FIRST_OF_KIND, FIRST_OF_KIND + 2, True),
        ("event", FIRST_OF_KIND, FIRST_OF_KIND, False),
    ]


def test_pages_of_a_kind_hold_all_of_it_once(db):
    records = many(PER_PAGE + 1)
    PartnerFactory(title_en="Giraffe")
    search = Search("giraffe")
    results = [result for page in (1, 2) for result in search.page("agreement", page).results]
    shown = [result.record.pk for result in results]
    assert shown == [record.pk for record in reversed(records)]
    assert len(search.page("agreement", "99").results) == 1
    assert search.page("event", 1).results == []


def test_equal_results_have_the_newest_first_and_the_undated_last(db):
    for when in ("2022", "", "2024-05", "2023"):
        AgreementFactory(title_en="Giraffe", when=when)
    index_all()
    (group,) = Search("giraffe").groups
    assert [str(result.record.when or "") for result in group.results] == [
        "2024-05",
        "2023",
        "2022",
        "",
    ]


def test_records_given_narrow_the_search(corpus):
    only = Record.objects.filter(slug="roadmap-2022")
    assert slugs(Search("roadmap", only).groups) == {"agreement": ["roadmap-2022"]}


def test_mistyped_words_lead_to_what_was_meant(corpus):
    meant = {
        "rehabilitaton": "rehabilitation",
        "rehabiltaton": "rehabilitation",
        "UNOTC": "UNOCT",
        "roadmpa 2022": "roadmap 2022",
        "дарожная карта": "дорожная карта",
        "yoʻl xaritsi": "yoʻl xaritasi",
        "йўл харитси": "йўл xaritasi",
        "memo": "memorandum",
    }
    better = {text: Search(text).correction for text in meant}
    found = {text: search and search.text.lower() for text, search in better.items()}
    assert found == {text: right.lower() for text, right in meant.items()}
    assert better["rehabilitaton"].groups[0].results[0].record.slug == "rehabilitation"


def test_right_words_are_left_alone(corpus):
    for text in ("roadmap", "roadmaps", "counterterrorism", "qwertyui", "дорожных", "ozbekiston"):
        assert Search(text).correction is None


def test_rare_word_like_a_frequent_one_may_be_an_error(db):
    AgreementFactory(title_en="Giraffs")
    many(6)
    index_all()
    better = Search("giraffs zebra").correction
    assert better is None
    search = Search("Giraffs")
    assert search.total == 7  # they share their stem, so that nothing is missed
    AgreementFactory(title_en="Girafee")
    index_all()
    search = Search("girafee")
    assert (search.total, search.correction.text, search.correction.total) == (1, "Giraffe", 7)


def test_queries_however_much_is_found(db, django_assert_num_queries):
    for number in (1, 30):
        many(number)
        many(number, EventFactory)
        with django_assert_num_queries(3):
            assert Search("giraffe").groups
        with django_assert_num_queries(4):
            assert Search("giraffe").page("event", 1).results
