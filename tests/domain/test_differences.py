"""What changed from one text to another, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.domain.texts.differences import CONTEXT, MOST_WORDS, ChangedPiece, changed_pieces


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("Same.", "Same.", [ChangedPiece("same", "Same.")]),
        ("", "New", [ChangedPiece("added", "New")]),
        ("Old", "", [ChangedPiece("removed", "Old")]),
        (
            "Signed in March 2022.",
            "Signed in May 2022.",
            [
                ChangedPiece("same", "Signed in "),
                ChangedPiece("removed", "March"),
                ChangedPiece("added", "May"),
                ChangedPiece("same", " 2022."),
            ],
        ),
        (
            "Мингта аъзо",
            "Минг аъзо",
            [
                ChangedPiece("removed", "Мингта"),
                ChangedPiece("added", "Минг"),
                ChangedPiece("same", " аъзо"),
            ],
        ),
        (
            "One\nTwo\nThree",
            "One\nThree",
            [
                ChangedPiece("same", "One\n"),
                ChangedPiece("removed", "Two\n"),
                ChangedPiece("same", "Three"),
            ],
        ),
    ],
)
def test_words_that_differ_are_marked(old, new, expected):
    assert changed_pieces(old, new) == expected


def test_long_unchanged_text_is_shortened_but_not_near_the_change():
    before, after = "a " * 200, " z" * 200
    assert changed_pieces(f"{before}old{after}", f"{before}new{after}") == [
        ChangedPiece("same", f"… {before[-CONTEXT:]}"),
        ChangedPiece("removed", "old"),
        ChangedPiece("added", "new"),
        ChangedPiece("same", f"{after[:CONTEXT]} …"),
    ]
    middle = " m" * 200
    (*_, stretch, _old, _new) = changed_pieces(f"old{middle} old", f"new{middle} new")
    assert stretch == ChangedPiece("same", f"{middle[:CONTEXT]} … {(middle + ' ')[-CONTEXT:]}")


def test_two_long_texts_are_compared_by_the_line():
    old, new = "a " * MOST_WORDS, "b " * MOST_WORDS
    assert changed_pieces(old, new) == [ChangedPiece("removed", old), ChangedPiece("added", new)]


@given(st.text("ab \n.", max_size=60), st.text("ab \n.", max_size=60))
def test_pieces_give_both_texts_back(old, new):
    found = changed_pieces(old, new)
    assert "".join(text for kind, text in found if kind != "added") == old
    assert "".join(text for kind, text in found if kind != "removed") == new
