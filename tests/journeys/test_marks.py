"""Each value of the seeded register leads to its sentence: a crawl over every page."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from cooperation.domain.kinds import PAGE_KINDS
from cooperation.models import Figure, Provision, Record, Relation, Statement


class _Page(HTMLParser):
    """Reads ids, links and the text of each element with an id."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self._open = {}, [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "a":
            self.links.append((attrs.get("class", ""), attrs.get("href", "")))
        if name := attrs.get("id"):
            self.ids[name] = ""
            self._open.append((tag, name))

    def handle_endtag(self, tag):
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data):
        for _tag, name in self._open:
            self.ids[name] += data


@pytest.fixture
def pages(loaded_content, client):
    """{address: page} of every page of a record of the seeded register."""
    kinds = [kind.key for kind in PAGE_KINDS]
    records = Record.objects.published().filter(kind__in=kinds)
    found = {}
    for record in records:
        response = client.get(record.get_absolute_url())
        assert response.status_code == 200
        assert len(response.content) < 60_000
        found[record.get_absolute_url()] = response.content.decode()
    return found


def test_every_mark_leads_to_its_note_and_on_to_the_quoted_sentence(pages):
    parsed = {address: _Page(html) for address, html in pages.items()}
    marks = sentences = 0
    for address, page in parsed.items():
        for kind, target in page.links:
            if kind in ("mark", "ref") or target.startswith("#s-"):
                assert target.removeprefix("#") in page.ids, (address, target)
                marks += 1
        for note in re.findall(r'<li id="note-.*?</li>', pages[address], re.S):
            quote = re.search("<q>(.*?)</q>", note, re.S)
            if not quote:
                continue
            path, _hash, anchor = re.search(r'href="(/articles/[^"]*)"', note)[1].partition("#")
            assert unescape(quote[1]) in parsed[path].ids[anchor], (address, quote[1])
            sentences += 1
    assert (marks, sentences) > (500, 200)


def test_every_published_value_has_a_mark(pages):
    for address, html in pages.items():
        for fact in re.findall(r"<div>\s*<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", html, re.S):
            label, value = fact
            if 'href="/articles/' in label:
                continue  # an article that mentions the record
            if label in ("Also known as", *(str(kind.plural) for kind in PAGE_KINDS)):
                continue
            if label == "Working groups" or "unstated" in value or 'class="quiet"' in value:
                continue  # of the last, how the page is cited
            items = re.findall("<li>(.*?)</li>", value, re.S) or [value]
            assert all('class="mark"' in item for item in items), (address, label)
        for part in re.findall(r'<ul class="(?:figures|index)".*?</ul>', html, re.S):
            assert all('class="mark"' in item for item in part.split("<li>")[1:]), address
        for part in re.findall(r'<ol class="entries".*?</ol>', html, re.S):
            assert all('class="mark"' in item for item in part.split("<li ")[1:]), address
    assert Figure.objects.count() and Provision.objects.count() and Statement.objects.count()
    assert Relation.objects.count() > 100


def test_every_mark_has_an_id_to_which_its_note_leads_back(pages):
    links = 0
    for address, html in pages.items():
        marks = dict(re.findall(r'<a class="mark" id="(m\d+-\d+)" href="#(note-\d+)"', html))
        assert html.count('class="mark" href="#note-') == 0, address
        back = {}
        for note, inner in re.findall(r'<li id="(note-\d+)"(.*?)</li>', html, re.S):
            anchors = re.findall(r'<a href="#(m\d+-\d+)">([^<]+)</a>', inner)
            back |= {anchor: note for anchor, _label in anchors}
            assert len({label for _anchor, label in anchors}) == len(anchors), (address, note)
            links += len(anchors)
        assert back == marks, address
    assert links > 300


def test_note_leads_back_to_the_lineage_whose_arrow_leads_to_it(pages):
    for address, html in pages.items():
        arrows = set(re.findall(r'class="lineage__verb" href="#(note-\d+)"', html))
        back = {
            note
            for note, inner in re.findall(r'<li id="(note-\d+)"(.*?)</li>', html, re.S)
            if 'href="#lineage-heading"' in inner
        }
        assert back == arrows, address
    assert any('href="#lineage-heading"' in html for html in pages.values())
