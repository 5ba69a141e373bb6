"""How pages show a picture."""

import re
from html import unescape

import pytest
from django.template import engines

from cooperation.models import Image
from tests.support.factories import AgreementFactory, ArticleFactory, PersonFactory
from tests.support.files import encoded, kept_picture, quarters
from tests.support.pages import body_of, text_of
from tests.support.rows import picture as unscaled


def shown(image, arguments=""):
    template = engines["django"].from_string(
        f"{{% load pictures %}}{{% picture image {arguments} %}}"
    )
    return template.render({"image": image})


def attributes(html, element):
    """Return the attributes of the first such element."""
    tag = re.search(rf"<{element}\b([^>]*)>", html)[1]
    return {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}


def srcset(html):
    """Return {type: [widths]} of the sources and of the fallback, in their order."""
    sources = [attributes(tag, "source") for tag in re.findall(r"<source[^>]*>", html)]
    found = {each["type"]: each["srcset"] for each in sources}
    found |= {"": attributes(html, "img").get("srcset", "")}
    return {
        kind: [int(each.rpartition(" ")[2][:-1]) for each in value.split(", ") if each]
        for kind, value in found.items()
    }


@pytest.fixture
def large(db):
    return kept_picture(encoded(quarters((1800, 1200)), "PNG"), "flags.png")


def test_browsers_choose_from_avif_webp_and_jpeg_in_every_size(large):
    html = shown(large)
    widths = [480, 800, 1200, 1760]
    assert srcset(html) == {"image/avif": widths, "image/webp": widths, "": widths}
    assert attributes(html, "img")["src"].endswith("/whole-800.jpg")
    addresses = re.findall(r'(/media/[^ "]+)', html)
    assert {address.removeprefix("/media/") for address in addresses} <= {*large.files}


@pytest.mark.parametrize(
    ("size", "room"),
    [((1800, 1200), ("720", "480")), ((1800, 300), ("864", "144")),
     ((300, 1200), ("120", "480")), ((100, 50), ("100", "50")), ((1, 1), ("1", "1"))],
)  # fmt: skip
def test_room_of_a_picture_is_known_before_it_is_loaded(db, size, room):
    found = attributes(shown(kept_picture(encoded(quarters(size), "PNG"), "a.png")), "img")
    assert (found["width"], found["height"]) == room
    limit = int(room[0]) + 40
    assert found["sizes"] == f"(max-width: {limit}px) calc(100vw - 2.5rem), {room[0]}px"


def test_crops_have_sizes_of_their_own(large):
    wide, square = shown(large, 'shape="wide"'), shown(large, 'shape="square" sizes="4rem"')
    assert srcset(wide)["image/avif"] == [400, 800, 1200]
    assert attributes(wide, "img")["height"] == "675"
    assert srcset(square)["image/webp"] == [160, 320, 480]
    assert attributes(square, "img")["sizes"] == attributes(square, "source")["sizes"] == "4rem"


def test_lead_picture_comes_first_and_all_others_when_they_are_near(large):
    lead, other = (attributes(shown(large, each), "img") for each in ("lead=True", ""))
    assert (lead["fetchpriority"], lead.get("loading")) == ("high", None)
    assert (other.get("fetchpriority"), other["loading"]) == (None, "lazy")


def test_words_stand_for_the_picture_and_nothing_for_a_decorative_one(large):
    assert attributes(shown(large), "img")["alt"] == "Two flags"
    large.is_decorative, large.alt_ru = True, "Флаги"
    assert attributes(shown(large), "img")["alt"] == ""


@pytest.mark.parametrize(
    ("fields", "caption"),
    [
        ({}, None),
        ({"credit_en": "A & B"}, "A & B"),
        ({"credit_en": "A", "licence": "CC-BY-4.0"}, "A · CC BY 4.0"),
        ({"licence": "CC0-1.0"}, "CC0 1.0 (no rights reserved)"),
        ({"credit_en": "A", "licence": "permission"}, "A · By permission"),
        ({"credit_en": "A", "licence": "permission", "terms_en": "b"}, "A · By permission · b"),
        ({"credit_en": "A", "licence": "other", "terms_en": "News only"}, "A · News only"),
        ({"licence": "other", "terms_en": "News only"}, "News only"),
        ({"terms_en": "News only"}, "News only"),
    ],
)
def test_credit_and_licence_stand_below(db, fields, caption):
    image = kept_picture(**fields)
    found = re.search(r"<figcaption>(.*?)</figcaption>", shown(image), re.S)
    assert (text_of(found[1]) if found else None) == caption
    assert "figcaption" not in shown(image, "caption=False")


def test_licence_is_a_link_to_its_terms(db):
    html = shown(kept_picture(licence="CC-BY-SA-4.0"))
    address = "https://creativecommons.org/licenses/by-sa/4.0/"
    assert f'<a href="{address}" rel="license">CC BY-SA 4.0</a>' in html


def test_transparent_picture_gets_a_ground(db, large):
    image = kept_picture(encoded(quarters().convert("RGBA").rotate(9), "PNG"), "a.png")
    assert "data-transparent" in shown(image)
    assert "data-transparent" not in shown(large)


def test_picture_without_renditions_is_shown_as_it_is(db):
    image = unscaled("flags")
    html = shown(image)
    assert srcset(html) == {"": []}
    assert attributes(html, "img")["src"] == image.file.url
    assert (attributes(html, "img")["width"], attributes(html, "img")["height"]) == ("1", "1")


@pytest.mark.parametrize("image", [None, Image()])
def test_no_picture_shows_nothing(image):
    assert shown(image).strip() == ""


def test_pages_show_the_picture_in_their_own_shape(client, large):
    agreement, person = AgreementFactory(image=large), PersonFactory(image=large)
    ArticleFactory(image=large)
    pages = [agreement.get_absolute_url(), person.get_absolute_url(), "/"]
    bodies = [body_of(client.get(address)) for address in pages]
    shapes = [re.findall(r'<figure class="picture" data-shape="(\w+)"', body) for body in bodies]
    assert shapes == [["whole"], ["square"], ["wide"]]
    leads = ['fetchpriority="high"' in body for body in bodies]
    assert leads == [True, True, False]


def test_language_of_words_that_are_not_translated_is_named(client, large):
    address = AgreementFactory(image=large).get_absolute_url()
    assert 'alt="Two flags" lang' not in body_of(client.get(address))
    assert 'alt="Two flags" lang="en"' in body_of(client.get(f"/ru{address}"))
