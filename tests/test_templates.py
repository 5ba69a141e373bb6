"""The templates compile and make whole pages; checks/ has the rules of their texts."""

import re

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.template import TemplateSyntaxError, engines
from django.template.loader import get_template

from cooperation.models import Page
from tests.support.factories import FACTORIES
from tests.support.markup import has_good_headings, headings, is_balanced
from tests.support.pages import KINDS, body_of, list_address

ROOT = settings.BASE_DIR / "templates"
TEMPLATES = sorted(path for path in ROOT.rglob("*") if path.suffix in (".html", ".txt", ".xml"))


def test_every_template_compiles():
    faults = {}
    for path in TEMPLATES:
        try:
            engines["django"].from_string(path.read_text(encoding="utf-8"))
            get_template(str(path.relative_to(ROOT)))
        except TemplateSyntaxError as error:
            faults[path.name] = str(error)
    assert len(TEMPLATES) > 100
    assert faults == {}


def addresses(kind):
    record = FACTORIES[kind](title_en="Title", summary_en="Summary.")
    return [list_address(kind), f"{list_address(kind)}?q=%00", record.get_absolute_url()]


@pytest.mark.parametrize("address", ["/", "/pages/about/", "/nothing/"])
def test_site_page_has_one_main_heading(client, db, address):
    Page.objects.create(slug="about", title_en="About", body_en="<h2>Part</h2><p>Text</p>")
    for factory in FACTORIES.values():
        factory()
    response = client.get(address)
    assert has_good_headings(response), headings(response)


def faults_of(response):
    """Return what is wrong with the headings, elements and references of a page."""
    body = body_of(response)
    ids = re.findall(r'\sid="([^"]+)"', body)
    names = re.findall(
        r'(?:aria-labelledby|aria-describedby|aria-controls|popovertarget|for)="([^"]+)"', body
    )
    used = {name for value in names for name in value.split()}
    used |= set(re.findall(r'href="#([^"]+)"', body))
    faults = {
        "status": response.status_code not in (200, 400) and response.status_code,
        "headings": not has_good_headings(response) and headings(response),
        "not closed": not is_balanced(body),
        "twice": sorted(name for name in set(ids) if ids.count(name) > 1),
        "leads nowhere": sorted(used - set(ids)),
    }
    return {name: found for name, found in faults.items() if found}


@pytest.mark.parametrize("kind", KINDS)
def test_pages_of_a_kind_are_whole(client, db, kind):
    found = {address: faults_of(client.get(address)) for address in ["/", *addresses(kind)]}
    assert found == {address: {} for address in found}


def test_what_is_not_whole_is_found():
    page = HttpResponse('<h2 id="a">A<p id="a"><a href="#b"></a>', status=404)
    assert faults_of(page) == {
        "status": 404,
        "headings": [2],
        "not closed": True,
        "twice": ["a"],
        "leads nowhere": ["b"],
    }
