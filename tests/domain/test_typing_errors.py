"""How far mistyped words are from what was meant."""

import pytest

from cooperation.domain.search.typing_errors import edit_distance, max_errors


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [
        ("roadmap", "roadmap", 0),
        ("roadmp", "roadmap", 1),
        ("roadmaap", "roadmap", 1),
        ("roadmop", "roadmap", 1),
        ("raodmap", "roadmap", 1),
        ("rehabiltaton", "rehabilitation", 2),
        ("raodmpa", "roadmap", 2),
        ("xaritsi", "xaritasi", 1),
        ("карат", "карта", 1),
        ("road", "roadmap", None),
        ("zebra", "roadmap", None),
        ("", "ab", 2),
        ("", "abc", None),
    ],
)
def test_errors_between(typed, meant, expected):
    assert edit_distance(typed, meant, 2) == expected
    assert edit_distance(meant, typed, 2) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("un", 0), ("isr", 0), ("isrs", 1), ("roadmap", 1), ("strategy", 2)]
)
def test_longer_words_may_have_more_errors(word, expected):
    assert max_errors(word) == expected
