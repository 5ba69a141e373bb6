"""The templates: how they are written, and that every public page has one main heading."""

import itertools
import re
from html import unescape

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import get_template

from cooperation.models import Page
from tests.factories import FACTORIES
from tests.views.pages import KINDS, body_of, list_address

ROOT = settings.BASE_DIR / "templates"
TEMPLATES = sorted(path for path in ROOT.rglob("*") if path.suffix in (".html", ".txt", ".xml"))
PUBLIC = [path for path in TEMPLATES if "admin" not in path.relative_to(ROOT).parts]
WHOLE = ("base.html", "500.html", "sitemap.xml")
"""The templates that stand on no layout."""

EXTENDS = re.compile(r'\{% extends "([^"]+)" %\}')
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.S)


def name_of(path):
    return str(path.relative_to(ROOT))


def source_of(path):
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_compiles(path):
    assert get_template(name_of(path)).template.nodelist is not None
    assert engines["django"].from_string(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_partial_begins_with_an_underscore(path):
    parts = path.relative_to(ROOT).parts
    is_partial = parts[0] == "includes"
    assert path.name.startswith("_") is is_partial


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_extends_stands_first(path):
    text = source_of(path)
    if "{% extends" in text:
        assert EXTENDS.match(text)
        assert text.count("{% extends") == 1
    else:
        assert path.parent.name == "includes" or path.name in WHOLE


@pytest.mark.parametrize("path", PUBLIC, ids=name_of)
def test_template_stands_on_a_layout_on_the_base(path):
    chain, current = [], path
    while match := EXTENDS.match(current.read_text(encoding="utf-8")):
        chain.append(match[1])
        current = ROOT / match[1]
    assert len(chain) <= 2
    assert [name for name in chain[:-1] if not name.startswith("layouts/")] == []
    assert chain[-1:] in ([], ["base.html"])


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_holds_nothing_inline(path):
    text = source_of(path)
    assert re.findall(r"<[a-z][^>]*?\s(style|on[a-z]+)\s*=", text, re.I) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert re.findall(r"<style(?![^>]*nonce=)", text) == []
    assert re.findall(r"javascript:", text, re.I) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_trusts_no_stored_text(path):
    text = source_of(path)
    assert re.findall(r"\|\s*safe(?:seq)?\b|autoescape\s+off|mark_safe", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_names_no_other_host(path):
    addresses = re.findall(r"""(?:src|href|action)=["']((?:https?:)?//[^"']+)""", source_of(path))
    assert addresses == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_blocks_over_several_lines_are_closed_by_name(path):
    opened = []
    for number, line in enumerate(source_of(path).splitlines()):
        for end, name in re.findall(r"\{% (end)?block(?: (\w+))? %\}", line):
            if not end:
                opened.append((name, number))
            else:
                block, start = opened.pop()
                assert name == block or (name == "" and number == start), line
    assert opened == []


def test_every_partial_is_used():
    text = "\n".join(source_of(path) for path in TEMPLATES)
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (settings.BASE_DIR / "cooperation").rglob("*.py")
    )
    partials = [name_of(path) for path in TEMPLATES if path.parent.name == "includes"]
    assert [name for name in partials if f'"{name}"' not in text + code] == []


def headings(response):
    """Return the levels of the headings of a page, from top to bottom."""
    return [int(level) for level in re.findall(r"<h([1-6])[ >]", body_of(response))]


def addresses(kind):
    record = FACTORIES[kind](title_en="Title", summary_en="Summary.")
    return [list_address(kind), f"{list_address(kind)}?q=%00", record.get_absolute_url()]


def has_good_headings(response):
    """Whether a page has one main heading, first, and skips no level below it."""
    levels = headings(response)
    steps = itertools.pairwise(levels)
    return levels[:1] == [1] and levels.count(1) == 1 and all(b <= a + 1 for a, b in steps)


@pytest.mark.parametrize("kind", KINDS)
def test_list_and_detail_have_one_main_heading(client, db, kind):
    for address in addresses(kind):
        response = client.get(address)
        assert response.status_code in (200, 400)
        assert has_good_headings(response), headings(response)


@pytest.mark.parametrize("address", ["/", "/pages/about/", "/nothing/"])
def test_site_page_has_one_main_heading(client, db, address):
    Page.objects.create(slug="about", title_en="About", body_en="<h2>Part</h2><p>Text</p>")
    for factory in FACTORIES.values():
        factory()
    response = client.get(address)
    assert has_good_headings(response), headings(response)


def is_balanced(html):
    """Whether each element that needs an end has one, in the right order."""
    void = {"meta", "link", "img", "input", "br", "hr", "path", "rect", "circle"}
    stack = []
    html = re.sub(r"<!--.*?-->|<!doctype[^>]*>", "", html, flags=re.S | re.I)
    for close, name, empty in re.findall(
        r"<(/?)([a-zA-Z][\w-]*)(?:\"[^\"]*\"|[^>\"])*?(/?)>", html
    ):
        if empty or name in void:
            continue
        if not close:
            stack.append(name)
        elif not stack or stack.pop() != name:
            return False
    return stack == []


@pytest.mark.parametrize("kind", KINDS)
def test_elements_are_closed_and_ids_are_unique(client, db, kind):
    for address in ["/", *addresses(kind)]:
        body = body_of(client.get(address))
        ids = re.findall(r'\sid="([^"]+)"', body)
        assert is_balanced(body), address
        assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("kind", KINDS)
def test_references_by_id_lead_somewhere(client, db, kind):
    for address in ["/", *addresses(kind)]:
        body = body_of(client.get(address))
        ids = set(re.findall(r'\sid="([^"]+)"', body))
        names = re.findall(
            r'(?:aria-labelledby|aria-describedby|aria-controls|popovertarget|for)="([^"]+)"', body
        )
        used = {name for value in names for name in value.split()}
        assert used - ids == set()
        assert set(re.findall(r'href="#([^"]+)"', body)) - ids == set()


TRANSLATED = re.compile(r"\{% blocktranslate.*?\{% endblocktranslate %\}", re.S)
TAG, VALUE, ELEMENT = (
    re.compile(r"\{%.*?%\}", re.S),
    re.compile(r"\{\{.*?\}\}"),
    re.compile(r"<[^>]*>"),
)
PROPER_NAMES = {"Atom", "RSS", "SHA", "OpenAPI"}
READ_ALOUD = re.compile(r'(?:aria-label|alt|title|placeholder)="([^"{]*[^\W\d_]{2}[^"{]*)"')


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_word_of_a_template_is_marked_for_translation(path):
    if path.suffix != ".html":
        return
    text = TRANSLATED.sub("", source_of(path))
    text = VALUE.sub("", TAG.sub("", text))
    words = set(re.findall(r"[^\W\d_]{2,}", unescape(ELEMENT.sub(" ", text))))
    assert (words - PROPER_NAMES, READ_ALOUD.findall(text)) == (set(), [])
