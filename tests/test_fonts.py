"""The two fonts: small enough, with every letter the site needs, and under their own name."""

import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from fontTools.ttLib import TTFont

FONTS = settings.BASE_DIR / "static" / "fonts"
NAMES = ("sans.woff2", "serif.woff2")
LIMIT = 120_000
"""Bytes of all fonts together, as they travel."""


def letters_of(name):
    return {chr(code) for code in TTFont(FONTS / name).getBestCmap()}


def texts():
    """Yield what the site says by itself and what it holds when it is new."""
    for path in settings.BASE_DIR.glob("fixtures/*.json"):
        yield path.read_text(encoding="utf-8")
    for path in settings.BASE_DIR.glob("locale/*/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            yield from (str(message.string) for message in read_po(file))
    for path in settings.BASE_DIR.glob("templates/**/*.html"):
        yield path.read_text(encoding="utf-8")


def test_there_are_two_fonts_and_they_are_small():
    sizes = {path.name: path.stat().st_size for path in FONTS.glob("*.woff2")}
    assert tuple(sorted(sizes)) == NAMES
    assert sum(sizes.values()) < LIMIT


@pytest.mark.parametrize("name", NAMES)
def test_font_has_every_letter_of_the_site(name):
    wanted = {letter for text in texts() for letter in text if letter.isprintable()}
    assert {"ў", "ʻ", "ʼ", "№", "–"} <= letters_of(name)
    assert "Ў" in letters_of(name)
    assert wanted - letters_of(name) == set()


@pytest.mark.parametrize("name", NAMES)
def test_font_has_the_letters_of_names_from_the_region(name):
    assert set("ӘәҒғҚқҢңӨөҰұҮүҺһІіҲҳҶҷӢӣӮӯЎўЁёŞşÇçĞğİıŠšŽžƏə") - letters_of(name) == set()


@pytest.mark.parametrize("name", NAMES)
def test_weights_are_those_of_the_style_sheets(name):
    [axis] = TTFont(FONTS / name)["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 700)
    css = (settings.BASE_DIR / "static/css/fonts.css").read_text(encoding="utf-8")
    assert re.search(rf'url\("\.\./fonts/{name}"\) format\("woff2"\);\s+font-weight: 400 700;', css)


@pytest.mark.parametrize("name", NAMES)
def test_figures_have_one_width(name):
    font = TTFont(FONTS / name)
    shapes = font.getBestCmap()
    assert len({font["hmtx"][shapes[ord(digit)]][0] for digit in "0123456789"}) == 1


@pytest.mark.parametrize("name", NAMES)
def test_changed_font_does_not_bear_the_reserved_name(name):
    names = TTFont(FONTS / name)["name"].names
    assert [str(record) for record in names if record.nameID in (1, 4, 6, 16)] == []
    assert any("Open Font License" in str(record) for record in names)
    assert name in (FONTS / "OFL.txt").read_text(encoding="utf-8")
