"""The template tags of the frame of every page."""

import pytest

from cooperation.queries.pages import Pages
from cooperation.templatetags.frame import address_words, icon, page_numbers


def test_icon_is_a_symbol_of_the_one_file():
    assert icon("agreement") == (
        '<svg class="icon" aria-hidden="true">'
        '<use href="/static/img/icons.svg#agreement"></use></svg>'
    )


@pytest.mark.parametrize(
    ("pages", "number", "expected"),
    [
        (1, 1, [1]),
        (3, 2, [1, 2, 3]),
        (9, 1, [1, 2, None, 9]),
        (9, 5, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_page_numbers_leave_out_what_is_far(pages, number, expected):
    assert page_numbers(Pages(range(pages * 20), 20).page(number)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/agreements/tashkent-declaration-2022/", "tashkent declaration 2022"),
        ("/ru/events/Конференция_в_Ташкенте", "Конференция в Ташкенте"),
        ("/index.php", "index php"),
        ("/---/", ""),
        ("/", ""),
        ("/" + "a" * 300, "a" * 100),
        ('/"><script>', "script"),
    ],
)
def test_address_words_are_those_of_the_last_part(path, expected):
    assert address_words(path) == expected
