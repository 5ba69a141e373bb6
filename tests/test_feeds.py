"""The feeds: what they hold, the rules of Atom and RSS, and what readers’ programs are spared."""

import datetime
import re
from email.utils import parsedate_to_datetime
from itertools import product
from xml.etree import ElementTree

import feedparser
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from cooperation.changes.consequences import history
from cooperation.changes.withdraw import withdraw
from cooperation.models import Record, SiteSettings
from cooperation.sourcing.index import index_all
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    EventFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
    WorkingGroupFactory,
)
from tests.support.pages import KINDS, body_of, text_of, titles_in
from tests.support.rows import make_register

ATOM = "{http://www.w3.org/2005/Atom}"
FORMS = ["atom", "rss"]
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
HOSTILE = "</summary>&<script>alert(1)</script>\x0b\x1f oʻ Ўзбекистон ]]>"


def made(day):
    return datetime.datetime(2026, 3, day, 12, tzinfo=datetime.UTC)


def parsed(client, address, **headers):
    """Return a feed as a reader’s program understands it; a malformed one fails."""
    response = client.get(address, **headers)
    assert response.status_code == 200, response.content
    found = feedparser.parse(response.content, response_headers={"content-type": "application/xml"})
    assert not found.bozo, found.bozo_exception
    return found


def titles(client, address):
    return [entry.title for entry in parsed(client, address).entries]


def is_absolute(address):
    return address.startswith(f"{settings.SITE_URL}/")


def check_atom(content):
    """Check what RFC 4287 demands of a feed (4.1.1, 4.1.2, 4.2.6) and the validator of the W3C."""
    root = ElementTree.fromstring(content)  # noqa: S314 our own answer
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
            assert element.find(f"{ATOM}{name}").text
        for name in ("updated", "published"):
            assert all(RFC_3339.fullmatch(each.text) for each in element.findall(f"{ATOM}{name}"))
        links = [(link.get("rel"), link.get("type")) for link in element.findall(f"{ATOM}link")]
        assert len(links) == len(set(links))
        assert all(is_absolute(link.get("href")) for link in element.findall(f"{ATOM}link"))
        assert re.match(r"urn:uuid:|https?://", element.find(f"{ATOM}id").text)
    assert root.find(f"{ATOM}author/{ATOM}name").text
    assert [each.get("rel") for each in root.findall(f"{ATOM}link")] == ["alternate", "self"]
    keys = [each.text for each in root.iter(f"{ATOM}id")]
    assert len(keys) == len(set(keys))
    moments = [each.text for each in root.iter(f"{ATOM}updated")]
    assert moments[0] == max(moments)
    assert moments[1:] == sorted(moments[1:], reverse=True)


def check_rss(content):
    """Check what RSS 2.0 and its best practices demand of a channel and its items."""
    (channel,) = ElementTree.fromstring(content)  # noqa: S314 our own answer
    for name in ("title", "link", "description"):
        assert channel.findall(name)[0].text
    assert channel.find(f"{ATOM}link").get("rel") == "self"
    assert is_absolute(channel.find(f"{ATOM}link").get("href"))
    for item in channel.findall("item"):
        assert (item.find("title").text, item.find("description").text) != (None, None)
        assert is_absolute(item.find("link").text)
        assert item.find("guid").get("isPermaLink") == "false"
        assert parsedate_to_datetime(item.find("pubDate").text).tzinfo
    keys = [item.find("guid").text for item in channel.findall("item")]
    assert len(keys) == len(set(keys))
    assert parsedate_to_datetime(channel.find("lastBuildDate").text)


CHECKS = {"atom": check_atom, "rss": check_rss}


@pytest.fixture
def register(db):
    """One record of each kind, of 1 March and later, one of them with a major change."""
    records = {
        kind: factory(title_en=f"The {kind}", slug="a", summary_en=HOSTILE, created_at=made(number))
        for number, (kind, factory) in enumerate(FACTORIES.items(), 1)
    }
    event = records["event"]
    history.add_revision(event, "published")
    Record.objects.filter(pk=event.pk).update(title_en=f"Renamed {HOSTILE}")
    history.add_revision(event, "published", note=f"It has a name now. {HOSTILE}", is_major=True)
    index_all()
    return records


ADDRESSES = ["all", "search", *(f"{kind}s" for kind in ("article", "agreement", "event"))]
ADDRESSES += [
    "events/a",
    "partners/a",
    "topics/a",
    "people/a",
    "councils/a",
    "people",
    "initiatives",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_feed_keeps_the_rules_in_each_form_and_language(client, register, address):
    for form, language in product(FORMS, ("", "/ru", "/uz")):
        path = f"{language}/feeds/{address}.{form}?q="
        found = parsed(client, path)
        CHECKS[form](client.get(path).content)
        assert found.version == {"atom": "atom10", "rss": "rss20"}[form], path
        assert found.feed.language == (language.strip("/") or "en"), path
        assert all("<script" not in entry.summary for entry in found.entries), path


@pytest.mark.parametrize("form", FORMS)
def test_empty_feed_keeps_the_rules_and_does_not_change(client, db, form):
    first = client.get(f"/feeds/all.{form}")
    CHECKS[form](first.content) if form == "rss" else parsed(client, f"/feeds/all.{form}")
    assert client.get(f"/feeds/all.{form}").content == first.content
    assert "1970" in body_of(first)


@pytest.mark.parametrize("form", FORMS)
def test_entry_says_in_words_what_changed(client, db, form):
    record = EventFactory(title_en="Meeting", when="2024-05", created_at=made(1))
    history.add_revision(record, "published")
    record.when = "2024-05-14"
    record.save()
    history.add_revision(record, "published", note="The programme names the day.", is_major=True)
    entry, first = parsed(client, f"/feeds/all.{form}").entries
    words = "Date narrowed from May 2024 to 14 May 2024"
    assert entry.title == f"Meeting – {words}"
    assert text_of(entry.summary) == f"Event, 14 May 2024 The programme names the day. {words}"
    assert entry.link == f"{settings.SITE_URL}{record.get_absolute_url()}"
    assert (first.title, text_of(first.summary)) == ("Meeting", "Event, 14 May 2024")
    assert first.id != entry.id
    assert [tag.term for tag in entry.tags] == ["Event"]


def test_list_feed_has_the_records_of_the_list_whatever_its_order(client, db):
    for number in range(5):
        AgreementFactory(
            title_en=f"A{number}",
            type=("memorandum", "roadmap")[number % 2],
            created_at=made(number + 1),
        )
    AgreementFactory(title_en="Secret", type="roadmap", status="draft")
    query = "?type=roadmap&sort=title&page=9&unknown=1"
    assert titles(client, f"/feeds/agreements.atom{query}") == ["A3", "A1"]
    assert sorted(titles_in(client.get(f"/agreements/{query}"))) == ["A1", "A3"]
    found = parsed(client, f"/feeds/agreements.atom{query}").feed
    assert found.title == "Cooperation Register: Agreements (Type: Roadmap)"
    assert found.links[0].href == f"{settings.SITE_URL}/agreements/?type=roadmap"
    assert found.id == f"{settings.SITE_URL}/feeds/agreements.atom?type=roadmap"


def test_search_feed_has_what_the_search_finds(client, db):
    for number, factory in enumerate((AgreementFactory, EventFactory), 1):
        factory(title_en=f"Water {number}", created_at=made(number))
    AgreementFactory(title_en="Water too", status="draft")
    AgreementFactory(title_en="Air")
    index_all()
    assert titles(client, "/feeds/search.atom?q=water") == ["Water 2", "Water 1"]
    assert titles(client, "/feeds/search.atom?q=water&kind=event") == ["Water 2"]
    assert titles(client, "/feeds/search.atom") == []


@pytest.mark.parametrize(
    "address", ["agreements.atom?type=zz", "events.rss?date=zz", "search.atom?kind=zz"]
)
def test_wrong_filter_says_what_to_type(client, db, address):
    response = client.get(f"/feeds/{address}")
    assert (response.status_code, response.headers["Content-Type"]) == (
        400,
        "text/plain; charset=utf-8",
    )
    assert "zz" in body_of(response)


def test_partner_and_topic_gather_what_is_related(client, db):
    partner, topic = PartnerFactory(title_en="P", slug="p"), TopicFactory(title_en="T", slug="t")
    record, other = (
        AgreementFactory(title_en="Pact", slug="pact"),
        AgreementFactory(title_en="Draft"),
    )
    for each in (record, other):
        RelationFactory(subject=partner, object=each)
        RelationFactory(subject=each, verb="about", object=topic)
    withdraw([other])
    assert sorted(titles(client, "/feeds/partners/p.atom")) == ["P", "Pact"]
    assert sorted(titles(client, "/feeds/topics/t.rss")) == ["Pact", "T"]
    assert titles(client, "/feeds/agreements/pact.atom") == ["Pact"]


def test_council_gathers_its_working_groups(client, db):
    group = WorkingGroupFactory(title_en="Group")
    Record.objects.filter(pk=group.council.pk).update(title_en="Council", slug="c")
    found = parsed(client, "/feeds/councils/c.atom")
    assert sorted(entry.title for entry in found.entries) == ["Council", "Group"]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ({"status": "draft"}, 404),
        ({"status": "withdrawn"}, 410),  # as its page
        ({"publish_at": "2999-01-01T00:00Z"}, 404),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_public_has_no_feed_and_stands_in_none(client, db, kind, state, status):
    record = FACTORIES[kind](title_en="Secret", slug="a")
    path = record.get_absolute_url().strip("/")
    addresses = [f"/feeds/{path}.atom", "/feeds/all.atom", f"/feeds/{path.split('/')[0]}.atom"]
    assert [titles(client, each) for each in addresses] == [["Secret"]] * 3
    Record.objects.filter(pk=record.pk).update(**state)
    assert client.get(addresses[0]).status_code == status
    assert [titles(client, each) for each in addresses[1:]] == [[], []]


@pytest.mark.parametrize(
    "address", ["all.json", "nothing.atom", "agreements/none.atom", "all.atom/"]
)
def test_address_that_never_was_is_not_found(client, db, address):
    assert client.get(f"/feeds/{address}").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_who_has_the_feed_is_spared_it(client, register, form):
    path = f"/feeds/all.{form}"
    first = client.get(path)
    etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": changed}).status_code == 304
    withdraw([register["topic"]])
    Record.objects.filter(status="withdrawn").update(updated_at=now() + datetime.timedelta(hours=1))
    for headers in ({"If-None-Match": etag}, {"If-Modified-Since": changed}):
        assert client.get(path, headers=headers).status_code == 200


def test_minor_change_leaves_moments_and_keys_as_they_are(client, register):
    def known():
        return [(e.id, e.published, e.updated) for e in parsed(client, "/feeds/all.atom").entries]

    before = known()
    record = register["agreement"]
    history.add_first_revision(record)
    Record.objects.filter(pk=record.pk).update(title_en="Corrected", slug="b", updated_at=now())
    history.add_revision(record, "published", note="A slip of the pen.")
    assert known() == before
    assert "Corrected" in titles(client, "/feeds/all.atom")
    assert "slip of the pen" not in body_of(client.get("/feeds/all.atom"))


def test_inferred_date_says_so(client, db):
    record = EventFactory(when="2024")
    record.evidence.create(field="when", basis="inferred", note="Since.")
    entry = parsed(client, "/feeds/all.atom").entries[0]
    assert text_of(entry.summary) == "Event, 2024 (inferred)"


def test_feed_is_the_owners(client, db):
    SiteSettings.objects.create(name_en="Register", owner_en="Institute", tagline_en="What it is.")
    found = parsed(client, "/feeds/all.atom").feed
    assert (found.title, found.subtitle, found.author) == (
        "Register: All changes",
        "What it is.",
        "Institute",
    )


def alternates(response):
    links = re.findall(
        r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">', body_of(response)
    )
    assert {kind for kind, _title, _address in links} == {"application/atom+xml"}
    return [(title, address.replace("&amp;", "&")) for _kind, title, address in links]


def test_pages_name_their_feeds(client, register):
    everything = ("All changes", "/feeds/all.atom")
    assert alternates(client.get("/")) == alternates(client.get("/timeline/")) == [everything]
    found = alternates(client.get("/agreements/?type=memorandum&sort=title&page=1"))
    assert found == [("Agreements", "/feeds/agreements.atom?type=memorandum"), everything]
    assert alternates(client.get("/agreements/?type=zz"))[0] == (
        "Agreements",
        "/feeds/agreements.atom",
    )
    assert alternates(client.get("/events/a/"))[0][1] == "/feeds/events/a.atom"
    assert alternates(client.get("/ru/events/a/"))[0][1] == "/ru/feeds/events/a.atom"
    assert alternates(client.get("/search/?q=the&kind=event"))[0] == (
        "Search for “the”",
        "/feeds/search.atom?q=the&kind=event",
    )


def test_page_of_a_draft_names_no_feed_of_its_own(admin_client, db):
    record = AgreementFactory(status="draft")
    assert [
        title for title, _address in alternates(admin_client.get(record.get_absolute_url()))
    ] == ["All changes"]


def test_page_of_feeds_links_each_list_and_every_link_answers(client, register):
    response = client.get("/feeds/")
    links = set(re.findall(r'href="(/feeds/[^"]+)"', body_of(response)))
    assert len(links) == 2 * (len(KINDS) + 1) + 1  # and the page of the calendar
    assert {client.get(link).status_code for link in links} == {200}
    assert 'href="/feeds/"' in body_of(client.get("/"))


def test_page_of_a_record_tells_its_major_changes(client, register):
    body = body_of(client.get("/events/a/"))
    section = re.search(r'<section[^>]* aria-labelledby="changes">.*?</section>', body, re.S)[0]
    assert text_of(section).startswith("Changes ")
    assert "It has a name now." in text_of(section)
    assert "<script>alert" not in section
    assert 'href="#changes"' in body
    assert "#changes" not in body_of(client.get("/agreements/a/"))


def test_queries_however_many_records(client, db):
    counted = []
    addresses = ["/feeds/all.atom", "/feeds/agreements.rss?q=a", "/feeds/search.atom?q=agreement"]
    addresses += ["/feeds/partners/star.atom", "/feeds/"]
    make_register(1)
    for number in (0, 60):
        AgreementFactory.create_batch(number)
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        counted.append(counts)
    assert counted[0] == counted[1]
