"""Elements that need no escaping, files that need no style sheet, words that fit."""

import re

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from cooperation.domain.kinds import KINDS
from cooperation.figures import svg
from cooperation.figures.paint import PAINT
from tests.support.figures import links_in, parse

HOSTILE = [
    "<script>alert(1)</script>",
    "\"'&;--></svg>",
    "\x00\x0b\x1f\ud800",
    "]]><![CDATA[",
    "😀",
]


def small(name="A picture", title="A title", href="/a/?b=1&c=2"):
    mark = svg.element("rect", x=1.25, width=10.0, fill="currentColor", mask=None)
    words = svg.element("text", "Words ", svg.element("tspan", "inside"), " and after")
    link = svg.link(href, title, mark, words, data_kind="event", data_near="1 2")
    return svg.picture(100, 50.04, name, link, font_size=15, class_="figure__muted")


def test_picture_is_written_as_it_is_made():
    assert str(svg.inline(small())) == (
        '<svg viewBox="0 0 100 50" role="group" aria-label="A picture" font-size="15" '
        'class="figure__muted"><a href="/a/?b=1&amp;c=2" data-kind="event" data-near="1 2">'
        '<title>A title</title><rect x="1.2" width="10" fill="currentColor"/>'
        "<text>Words <tspan>inside</tspan> and after</text></a></svg>"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text):
    kept = svg.NOT_IN_XML.sub("", text)
    markup = str(svg.inline(small(name=text, title=text, href=text)))
    assert "<script" not in markup
    root = parse(markup)
    assert root.get("aria-label") == kept
    assert links_in(root) == [(kept, kept or None)]
    assert links_in(parse(svg.document(small(title=text), base="", paint=PAINT))) == [
        ("/a/?b=1&c=2", kept or None)
    ]


@given(st.text(), st.text())
def test_any_words_give_a_well_formed_picture(name, title):
    assert parse(str(svg.inline(small(name, title)))).get("viewBox") == "0 0 100 50"


def test_file_stands_for_itself():
    content = svg.document(small(), base="https://e.org", paint=PAINT, source="https://e.org/t")
    assert content.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<svg ")
    root = parse(content)
    assert (root.get("width"), root.get("height")) == ("140", "116")
    assert root.find("title").text == "A picture"
    assert root.find("rect").get("fill") == "#ffffff"
    assert root.findall("text")[-1].text == "https://e.org/t"
    assert links_in(root) == [("https://e.org/a/?b=1&c=2", "A title")]
    assert root.find("a/rect").get("fill") == PAINT["kind=event"]["color"]
    attributes = {name for node in root.iter() for name in node.attrib}
    assert {name for name in attributes if name.startswith(("data", "class", "style"))} == set()


def test_file_leaves_the_picture_as_it_was():
    root = small()
    before = str(svg.inline(root))
    svg.document(root, base="https://e.org", paint=PAINT)
    assert str(svg.inline(root)) == before


WRITTEN = ["text", "figure__muted", *(f"kind={kind}" for kind in KINDS)]
"""What words of a file are written in."""


@pytest.mark.parametrize("role", WRITTEN)
def test_colours_of_a_file_are_legible_on_white(role):
    (colour,) = PAINT[role].values()
    assert (1.05) / (luminance(colour) + 0.05) >= 4.5


@pytest.mark.parametrize("kind", KINDS)
def test_kind_has_the_colour_that_it_has_on_light_pages(kind):
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    token = "council" if kind == "working_group" else kind
    (light,) = re.findall(rf"--color-{token}: light-dark\((#\w+),", tokens)
    assert PAINT[f"kind={kind}"] == {"color": light}


def luminance(colour):
    """Return the relative luminance of WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short", "Short"),
        ("Memorandum of Understanding between two", "Memorandum…"),
        ("Взаимопониманиеимеждугосударствами", "Взаимопоним…"),
        ("", ""),
    ],
)
def test_text_is_cut_at_a_word_if_it_can(text, expected):
    assert svg.truncate(text, 120, 15) == expected


@given(st.text(max_size=80), st.floats(30, 300), st.integers(1, 4))
def test_lines_fit_and_lose_nothing_but_the_end(text, width, most):
    lines = svg.wrap(text, width, 15, most)
    assert len(lines) <= most
    assert [line for line in lines if svg.text_width(line, 15) > width] == []
    words = " ".join(text.split())
    whole = " ".join(lines)
    assert whole == words or words.replace(" ", "").startswith(whole[:-1].replace(" ", ""))
