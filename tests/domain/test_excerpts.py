"""What is cut out of a text, and what is marked in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.domain.search.excerpts import LONGEST, excerpt, highlight
from cooperation.domain.search.query import parse_query


def shown(pieces):
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


def test_marked_text_is_whole():
    assert shown(highlight("A Roadmap & a plan", "en", parse_query("plan roadmap"))) == (
        "A [Roadmap] & a [plan]"
    )
    assert shown(highlight("Nothing", "en", parse_query("plan"))) == "Nothing"
    assert highlight("", "en", parse_query("plan")) == []


def test_short_text_is_not_cut():
    assert shown(excerpt("One plan.", "en", parse_query("plan"))) == "One [plan]."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("word " * 10 + "plan" + " word" * 10, "… word word [plan] word word word word word …"),
        ("plan" + " word" * 20, "[plan] word word word word word word word …"),
        ("word " * 20 + "plan", "… word word word word word word word [plan]"),
        ("x" * 90 + " plan", "… " + "x" * 35 + " [plan]"),
        ("plan" + "x" * 90, "plan" + "x" * 36 + " …"),
    ],
)
def test_long_text_is_cut_around_the_hit_between_words(text, expected):
    assert shown(excerpt(text, "en", parse_query("plan"), longest=40)) == expected


def test_cut_takes_the_place_with_the_most_hits():
    text = "plan " + "word " * 40 + "plan for a joint plan " + "word " * 40
    cut = shown(excerpt(text, "en", parse_query("joint plan"), longest=120))
    assert cut.count("[") >= 2
    assert "[joint plan]" in cut


@given(st.text(max_size=1000), st.text(max_size=20))
def test_excerpts_of_any_text_are_of_its_words(text, query):
    pieces = excerpt(text, "en", parse_query(query))
    inside = [piece.text for piece in pieces if piece.text not in ("… ", " …")]
    assert "".join(inside) in text
    assert sum(map(len, inside)) <= LONGEST
