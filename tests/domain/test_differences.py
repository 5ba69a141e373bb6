"""What changed from one text to another, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.domain.differences import CONTEXT, MOST_WORDS, Piece, pieces


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("Same.", "Same.", [Piece("same", "Same.")]),
        ("", "New", [Piece("added", "New")]),
        ("Old", "", [Piece("removed", "Old")]),
        (
            "Signed in March 2022.",
            "Signed in May 2022.",
            [
                Piece("same", "Signed in "),
                Piece("removed", "March"),
                Piece("added", "May"),
                Piece("same", " 2022."),
            ],
        ),
        (
            "Мингта аъзо",
            "Минг аъзо",
            [Piece("removed", "Мингта"), Piece("added", "Минг"), Piece("same", " аъзо")],
        ),
        (
            "One\nTwo\nThree",
            "One\nThree",
            [Piece("same", "One\n"), Piece("removed", "Two\n"), Piece("same", "Three")],
        ),
    ],
)
def test_words_that_differ_are_marked(old, new, expected):
    assert pieces(old, new) == expected


def test_long_unchanged_text_is_shortened_but_not_near_the_change():
    before, after = "a " * 200, " z" * 200
    assert pieces(f"{before}old{after}", f"{before}new{after}") == [
        Piece("same", f"… {before[-CONTEXT:]}"),
        Piece("removed", "old"),
        Piece("added", "new"),
        Piece("same", f"{after[:CONTEXT]} …"),
    ]
    middle = " m" * 200
    (*_, stretch, _old, _new) = pieces(f"old{middle} old", f"new{middle} new")
    assert stretch == Piece("same", f"{middle[:CONTEXT]} … {(middle + ' ')[-CONTEXT:]}")


def test_two_long_texts_are_compared_by_the_line():
    old, new = "a " * MOST_WORDS, "b " * MOST_WORDS
    assert pieces(old, new) == [Piece("removed", old), Piece("added", new)]


@given(st.text("ab \n.", max_size=60), st.text("ab \n.", max_size=60))
def test_pieces_give_both_texts_back(old, new):
    found = pieces(old, new)
    assert "".join(text for kind, text in found if kind != "added") == old
    assert "".join(text for kind, text in found if kind != "removed") == new
