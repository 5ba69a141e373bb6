"""Pages rewritten tag by tag, and the files of addresses."""

import pytest
from django.test import override_settings

from cooperation.site_copy.addresses import file_of, relative_link, site_address
from cooperation.site_copy.markup import Rewriter
from cooperation.site_copy.pages import Page, PageWriter, as_plain_script, symbols_of

SPRITE = '<svg><symbol id="star" viewBox="0 0 1 1"><path d="M0"/></symbol></svg>'
FILES = {"/": "index.html", "/a/": "a/index.html", "/a/?page=2": "a/page.2/index.html"}
FILES |= {"/static/x.css": "static/x.css", "/search/": "search/index.html"}


@pytest.fixture(autouse=True)
def site():
    with override_settings(SITE_URL="https://register.example"):
        yield


def written(text, address="/a/", **page):
    page = Page(FILES[address], address, **page)
    return PageWriter(page, FILES.get, symbols_of(SPRITE)).rewritten(text)


UNTOUCHED = (
    '<!doctype html>\n<p class=x>A &amp; B &#39; &nbsp;<br><img alt="">',
    '<?xml version="1.0"?><svg viewBox="0 0 1 1"><clipPath id="A"/><clipPath></clipPath></svg>',
    '<script type="application/ld+json">{"a": "</p>", "b": "<&"}</script>',
    "<!-- a > b --><p>unclosed <b>tags</p> and < signs </nothing>",
    '<a href="https://example.org/?a=1&amp;b=2">x</a><a href="mailto:x@example.org">y</a>',
    '<a href="#here">x</a><link rel="canonical" href="https://register.example/a/">',
)


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_needs_no_change_keeps_its_bytes(text):
    assert Rewriter().rewritten(text) == text
    assert written(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<a href="/">x</a>', '<a href="../index.html">x</a>'),
        ('<a href="/a/?page=2#end">x</a>', '<a href="page.2/index.html#end">x</a>'),
        ('<a href="?page=2">x</a>', '<a href="page.2/index.html">x</a>'),
        ('<a href="?page=1#top">x</a>', '<a href="#top">x</a>'),
        ('<a href="https://register.example/a/">x</a>', '<a href="index.html">x</a>'),
        ('<a href="/b/">x <b>y</b></a>', '<span class="not-in-copy">x <b>y</b></span>'),
        ('<svg><a href="/b/"><g/></a></svg>', "<svg><g><g/></g></svg>"),
        ("<p data-online>a<br><b>c</p>d</p>", "d</p>"),
        ('<form action="/b/"><input><p>x</p></form>y', "y"),
        ('<script type="module" src="/static/unknown.js"></script>', "</script>"[:0]),
        ('<link rel="preload" href="/static/x.css">', ""),
        ('<meta property="og:url" content="https://register.example/">', ""),
        ('<p nonce="abc" class="y">x</p>', '<p class="y">x</p>'),
        (
            '<form role="search" action="/search/"><input data-suggestions="/s/"></form>',
            '<form role="search" action="../search/index.html"><input></form>',
        ),
    ],
)
def test_link_leads_to_a_file_or_is_taken_out(text, expected):
    assert written(text) == expected


def test_icons_stand_in_the_page():
    text = '<body><svg><use href="/static/icons.svg#star"></use></svg></body>'
    found = written(text)
    assert '<use href="#icon-star"></use>' in found
    assert found.count('<symbol id="icon-star" viewBox="0 0 1 1"><path d="M0"/></symbol>') == 1


def test_main_is_replaced_with_its_links_led_along():
    text = "<head></head><main id=m><p>old</p></main><p>after</p>"
    found = written(text, note="<i>n</i>", main='<a href="/">x</a>', scripts=("s.js",))
    expected = '<main id=m>\n<i>n</i><a href="../index.html">x</a></main><p>after</p>'
    assert found == f'<head>  <script src="../s.js" defer></script>\n</head>{expected}'


def test_module_keeps_its_names_to_itself():
    assert as_plain_script("const a = 1;").startswith('(() => {\n"use strict";\nconst a = 1;')


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", "index.html"),
        ("/ru/agreements/pact/", "ru/agreements/pact/index.html"),
        ("/agreements/?page=2", "agreements/page.2/index.html"),
        ("/agreements/pact.ttl", "agreements/pact.ttl"),
        ("/media/a%20b.pdf", "media/a b.pdf"),
        ("/agreements/?page=2&sort=title", None),
        ("/agreements/?page=../x", None),
        ("/search/?q=x", None),
        ("/events.ics?type=visit", None),
        ("/admin/", None),
        ("/ru/admin/login/", None),
        ("/api/v1/agreements/", None),
        ("/agreements/export.xlsx", None),
        ("/%2e%2e/secret", None),
        ("/a/../../secret", None),
        ("/a%5C..%5Cb", None),
        ("/a%00b", None),
    ],
)
def test_address_has_a_file_within_the_copy_or_none(address, expected):
    assert file_of(address) == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("x/", "/a/x/"),
        ("//elsewhere.example/x/", None),
        ("https://register.example", "/"),
        ("https://register.example.evil/", None),
        ("http://register.example/", None),
        ("javascript:alert(1)", None),
        ("http://[", None),
    ],
)
def test_only_links_of_the_site_are_its_own(link, expected):
    assert site_address(link, "/a/") == expected


def test_links_between_files_are_relative_and_encoded():
    assert relative_link("a b/ы.html", "c/d/index.html") == "../../a%20b/%D1%8B.html"
