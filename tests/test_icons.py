"""The icons and the ornament: one file each, everything named in them is there."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import settings

from cooperation.domain.kinds import KINDS

IMG = settings.BASE_DIR / "static" / "img"
SYMBOL = "{http://www.w3.org/2000/svg}symbol"


def drawn():
    """Return the symbols of the icons, in the order of the file."""
    tree = ElementTree.parse(IMG / "icons.svg")  # noqa: S314 a file of our own
    return list(tree.iter(SYMBOL))


def symbols():
    """Return the names of the icons."""
    return [symbol.get("id") for symbol in drawn()]


def test_icons_have_names_of_their_own():
    assert len(symbols()) == len(set(symbols())) > 20


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_an_icon_and_a_colour(kind):
    css = (settings.BASE_DIR / "static/css/components/kinds.css").read_text(encoding="utf-8")
    assert kind in symbols()
    assert f'[data-kind="{kind}"]' in css


def test_icons_named_in_templates_are_there():
    texts = (path.read_text("utf-8") for path in (settings.BASE_DIR / "templates").rglob("*.html"))
    named = {name for text in texts for name in re.findall(r'\{% icon "([\w-]+)"', text)}
    assert "menu" in named
    assert named - set(symbols()) == set()


def test_each_icon_has_a_frame_to_fit_in():
    assert {symbol.get("viewBox") for symbol in drawn()} == {"0 0 24 24", "0 0 32 32"}


@pytest.mark.parametrize("name", ["icons.svg", "girih.svg"])
def test_drawing_brings_no_colour_and_no_script(name):
    text = (IMG / name).read_text(encoding="utf-8")
    assert (
        re.findall(
            r"<script|<style|style=|href=|(?:fill|stroke)=\"(?!none|#000|currentColor)", text
        )
        == []
    )


def test_licence_of_the_icons_stands_beside_them():
    assert "ISC License" in (IMG / "icons.LICENSE.txt").read_text(encoding="utf-8")
