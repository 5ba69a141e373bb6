"""Colours of the style sheet and their contrast, against the examples of WCAG 2.2."""

import pytest

from cooperation.domain.colours import Colour, contrast, declared_in, least_contrast


def test_colours_are_read_from_a_style_sheet():
    sheet = "--color-page: light-dark(#ffffff, #000000); --color-veil: #00000066; --size: 1rem;"
    assert declared_in(sheet) == {"page": Colour("page", "ffffff", "000000")}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("000000", "ffffff", 21.0),
        ("ffffff", "000000", 21.0),
        ("1a2230", "1a2230", 1.0),
        ("767676", "ffffff", 4.54),
        ("777777", "ffffff", 4.48),
        ("0000ff", "ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    assert round(contrast(one, other), 2) == expected


def test_least_contrast_is_the_lower_of_day_and_night():
    text, page = Colour("text", "767676", "ffffff"), Colour("page", "ffffff", "000000")
    assert round(least_contrast(text, page), 2) == 4.54
    assert round(least_contrast(page, text), 2) == 4.54
