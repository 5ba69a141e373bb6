"""Pages and drawings as they are in a copy, and the files of addresses."""

import pytest
from django.test import override_settings

from cooperation.site_copy.addresses import file_of, relative_link, site_address
from cooperation.site_copy.assets import as_plain_script
from cooperation.site_copy.drawings import drawing_in_copy
from cooperation.site_copy.pages import Added, Place, html, icons_of, links_of, page_in_copy

SPRITE = '<svg><symbol id="star" viewBox="0 0 1 1"><path d="M0"/></symbol></svg>'
FILES = {"/": "index.html", "/a/": "a/index.html", "/a/?page=2": "a/page.2/index.html"}
FILES |= {"/static/x.css": "static/x.css", "/search/": "search/index.html"}
FILES |= {"/static/js/copy.abc.js": "static/js/copy.abc.js"}
FILES |= {"/i/1.jpg": "i/1.jpg", "/i/2.jpg": "i/2.jpg"}


@pytest.fixture(autouse=True)
def site():
    with override_settings(SITE_URL="https://register.example"):
        yield


def written(text, address="/a/", **added):
    place = Place(FILES[address], address, FILES.get)
    return page_in_copy(text, place, icons_of(SPRITE), Added(**{"note": "", **added}))


def drawn(content):
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{content}</svg>'
    found = drawing_in_copy(drawing.encode(), Place("a/x.svg", "/a/x.svg", FILES.get)).decode()
    return found.partition('viewBox="0 0 1 1">')[2].removesuffix("</svg>")


UNTOUCHED = (
    '<p id="y" class="x">A &amp; B \' \N{NO-BREAK SPACE}<br><img src="data:," alt=""></p>',
    '<svg viewbox="0 0 1 1"><clippath id="A"></clippath></svg>',
    '<script type="application/ld+json">{"a": "</p>", "b": "<&"}</script>',
    "<!-- a > b --><p>a <b>word</b> and &lt; signs</p>",
    '<a href="https://example.org/?a=1&amp;b=2">x</a><a href="mailto:x@example.org">y</a>',
    '<a href="#here">x</a><link rel="canonical" href="https://register.example/a/">',
    "<a>x</a><pre>\n y</pre><textarea>\n\ny &lt;</textarea>",
)


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_needs_no_change_stays(text):
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
        ('<svg><a href="/b/"><g/></a></svg>', "<svg><g><g></g></g></svg>"),
        ("<p data-online>a<br><b>c</p>d</p>", "d"),
        ("<p data-online>a<b data-online>c</b></p>d", "d"),
        ('<img src="/b.jpg">', "<img>"),
        (
            '<img srcset="/i/1.jpg 1x, /b.jpg 2x, /i/2.jpg 3x">',
            '<img srcset="../i/1.jpg 1x, ../i/2.jpg 3x">',
        ),
        ('<form action="/b/"><input><p>x</p></form>y', "y"),
        ('<script type="module" src="/static/unknown.js"></script>', ""),
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
    use = '<svg><use href="/static/icons.abc.svg#star"></use></svg>'
    found = html(written(f"<body>{use}{use}</body>"))
    assert [tag["href"] for tag in found.find_all("use")] == ["#icon-star", "#icon-star"]
    expected = '<symbol id="icon-star" viewbox="0 0 1 1"><path d="M0"></path></symbol>'
    assert [str(tag) for tag in found.find_all("symbol")] == [expected]
    other = '<body><svg><use href="/static/icons.svg#moon"></use></svg></body>'
    assert written(other) == other


def test_main_is_replaced_with_its_links_rewritten():
    text = '<head></head><main id="m"><p>old</p></main><p>after</p>'
    found = written(text, note="<i>n</i>", main='<a href="/">x</a>', scripts=("s.js",))
    expected = '<main id="m"><i>n</i><a href="../index.html">x</a></main><p>after</p>'
    assert found == f'<head><script src="../s.js" defer=""></script></head>{expected}'


def test_page_says_where_it_may_load_from():
    found = html(written('<head><meta charset="utf-8"><title>x</title></head>'))
    names = [tag.get("http-equiv", tag.name) for tag in found.head.find_all(True)]
    assert names == ["meta", "Content-Security-Policy", "title"]


def test_module_that_needs_no_server_becomes_a_plain_script():
    found = written('<script type="module" src="/static/js/copy.abc.js"></script>')
    assert found == '<script src="../static/js/copy.abc.js" defer=""></script>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<a href="/a/"><path d="M0" /></a>', '<a href="index.html"><path d="M0" /></a>'),
        ('<a href="/b/" class="x"><path d="M0" /></a>', '<g><path d="M0" /></g>'),
        ('<a href="https://example.org/">x</a>', '<a href="https://example.org/">x</a>'),
        ("<clipPath><text>a &lt; &amp; б</text></clipPath>",) * 2,
    ],
)
def test_links_of_a_drawing_lead_to_files(content, expected):
    assert drawn(content) == expected


def test_links_of_a_page_are_found_in_every_attribute():
    text = '<a href="/1/">x</a><img src="/2" srcset="/3 1x, /4 2x"><form action="/5/"></form>'
    assert links_of(f"{text}<a>y</a><img src=''>") == ["/1/", "/2", "/3", "/4", "/5/"]


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
