"""What a query asks for, and where a text meets it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.domain.search.query import MOST_WORDS, hit_spans, parse_query


def words_of(text):
    return [part.token.word for part in parse_query(text).parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("«—»", []),
        ("Roadmap 2024", ["Roadmap", "2024"]),
        ("the Roadmap of 2024", ["Roadmap", "2024"]),
        ("of the", ["of", "the"]),
        ("карта и план", ["карта", "план"]),
        ("hamkorlik va reja", ["hamkorlik", "reja"]),
        ("Roadmap roadmap ROADMAP", ["Roadmap"]),
        ("“joint action plan” 2024", ["joint action plan", "2024"]),
        ("«дорожная карта»", ["дорожная карта"]),
        ("„yoʻl xaritasi“", ["yoʻl xaritasi"]),
        ('"roadmap"', ["roadmap"]),
        ('"joint action', ["joint", "action"]),
    ],
)
def test_parts_of_a_query(text, expected):
    assert words_of(text) == expected


def test_word_is_met_in_each_tongue_and_form():
    (part,) = parse_query("йўл").parts
    assert part.exact == (("йўл",), ("yol",))
    assert part.all == (("йўл",), ("yol",), ("йўл·ru",), ("yol·uz",))


def test_neighbours_are_met_as_one_word_unless_something_divides_them():
    def joined(text):
        return ("counterterrorism",) in parse_query(text).any

    assert [joined(text) for text in ("counter terrorism", "counter-terrorism")] == [True, True]
    assert [joined(text) for text in ("counter, terrorism", "counter 2 terrorism")] == [False] * 2


def test_long_word_is_met_as_two():
    assert ("counter", "terrorism") in parse_query("counterterrorism").any
    assert all(len(alternative) == 1 for alternative in parse_query("roadmap").any)


def test_orders_are_read_in_both_alphabets():
    assert parse_query("йўл харитаси 2024").orders == (" йўл харитаси 2024 ", " yol xaritasi 2024 ")
    assert parse_query("Joint Action").orders == (" joint action ",)


def test_long_query_is_cut_and_says_so():
    long = " ".join(f"word{number}" for number in range(MOST_WORDS + 1))
    assert (len(parse_query(long).parts), parse_query(long).is_cut) == (MOST_WORDS, True)
    assert parse_query(long.rsplit(" ", 1)[0]).is_cut is False


def test_last_word_may_be_a_beginning():
    first, last = parse_query("joint act", last_is_prefix=True).parts
    assert ("joint*",) not in first.all
    assert last.all[0] == ("act*",)
    assert parse_query("“joint act”", last_is_prefix=True).parts[0].phrase == (" joint act ",)


def hits(text, language, query, **how):
    return [text[start:end] for start, end in hit_spans(text, language, parse_query(query, **how))]


@pytest.mark.parametrize(
    ("text", "language", "query", "expected"),
    [
        ("Two Roadmaps, one roadmap", "en", "roadmap", ["Roadmaps", "roadmap"]),
        ("yoʻl xaritasini oldi", "uz", "йўл харитаси", ["yoʻl xaritasini"]),
        ("Йўл харитаси", "uz", "yol xaritasi", ["Йўл харитаси"]),
        ("дорожной карте", "ru", "Дорожная карта", ["дорожной карте"]),
        ("by counter-terrorism", "en", "counterterrorism", ["counter-terrorism"]),
        ("by counterterrorism", "en", "counter terrorism", ["counterterrorism"]),
        ("counter, terrorism", "en", "counterterrorism", []),
        ("a plan of joint action: joint plan", "en", "“joint plan”", ["joint plan"]),
        ("the plan and the plot", "en", "the plan", ["the plan"]),
        ("this plan and the plot", "en", "the plan", ["plan"]),
        ("plan", "ru", "планы", []),
        ("", "en", "plan", []),
    ],
)
def test_hits(text, language, query, expected):
    assert hits(text, language, query) == expected


def test_hits_of_a_beginning():
    assert hits("Rehabilitation of rehab", "en", "rehab", last_is_prefix=True) == [
        "Rehabilitation",
        "rehab",
    ]


@given(st.text(max_size=200), st.text(max_size=200), st.booleans())
def test_any_query_meets_any_text(query, text, unfinished):
    found = parse_query(query, last_is_prefix=unfinished)
    assert len(found.parts) <= MOST_WORDS
    places = [place for span in hit_spans(text, "uz", found) for place in span]
    assert places == sorted(places)


@given(st.lists(st.sampled_from(["joint", "yoʻl", "карта", "2024"]), min_size=1, max_size=5))
def test_query_meets_itself(words):
    text = " ".join(words)
    assert hits(text, "", text) == [text]
