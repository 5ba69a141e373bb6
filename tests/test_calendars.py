"""Events as iCalendar: what a calendar shows, how it learns of changes, what it never tells."""

import datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from icalendar import Calendar

from cooperation.changes.consequences import history
from cooperation.changes.publish import publish
from cooperation.changes.withdraw import withdraw
from cooperation.models import Event, Record
from tests.support.factories import AgreementFactory, EventFactory
from tests.support.pages import body_of, text_of, titles_in

DAY = "2024-05-14"
HOSTILE = "Oʻzbekiston, «Ўзбекистон»; \\n <b>&\r\nBEGIN:VALARM\x07\rEND:VEVENT"
UTC = datetime.UTC
MADE = datetime.datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def calendar(client, address="/events.ics"):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def events(client, address="/events.ics"):
    return calendar(client, address).events


def titles(client, address="/events.ics"):
    return [str(event["SUMMARY"]) for event in events(client, address)]


def change(event, note, **values):
    """Save other values of an event as a major change of a public record."""
    history.add_first_revision(event)
    Record.objects.filter(pk=event.pk).update(
        updated_at=now(), **{name: value for name, value in values.items() if name != "state"}
    )
    Event.objects.filter(pk=event.pk).update(**{n: v for n, v in values.items() if n == "state"})
    history.add_revision(event, "published", note=note, is_major=True)


def test_event_is_whole(client, db):
    event = EventFactory(
        title_en="Conference",
        slug="c",
        summary_en="All met.",
        when=DAY,
        venue_en="Hall 1",
        city_en="Tashkent",
        state="held",
        updated_at=MADE,
    )
    (found,) = events(client, "/events/c/event.ics")
    url = f"{settings.SITE_URL}/events/c/"
    assert {name: value.to_ical().decode() for name, value in found.items()} == {
        "SUMMARY": "Conference",
        "DTSTART": "20240514",
        "DTEND": "20240515",
        "DTSTAMP": "20260304T050607Z",
        "LAST-MODIFIED": "20260304T050607Z",
        "UID": str(event.uid),
        "SEQUENCE": "0",
        "CATEGORIES": "Meeting",
        "DESCRIPTION": rf"All met.\n14 May 2024\n{url}",
        "LOCATION": r"Hall 1\, Tashkent",
        "STATUS": "CONFIRMED",
        "TRANSP": "TRANSPARENT",
        "URL": url,
    }
    body = body_of(client.get("/events/c/event.ics"))
    assert "DTSTART;VALUE=DATE:20240514\r\n" in body
    assert client.get("/events/c/event.ics").headers["Content-Disposition"] == (
        'attachment; filename="c.ics"'
    )


@pytest.mark.parametrize(
    ("when", "days"),
    [
        (DAY, ("20240514", "20240515")),
        ("2024-05-14/2024-05-16", ("20240514", "20240517")),
        ("2024-12-31", ("20241231", "20250101")),
        ("0001-01-01", ("00010101", "00010102")),
        ("9999-12-31", ("99991231", "99991231")),
    ],
)
def test_days_end_before_the_day_that_ends_them(client, db, when, days):
    EventFactory(when=when, slug="e")
    (found,) = events(client)
    assert (found["DTSTART"].to_ical().decode(), found["DTEND"].to_ical().decode()) == days


REASONS = {
    "": "no date is known",
    "2024": "the day is not known",
    "2024-05": "the day is not known",
    "2024-05/2024-06": "the day is not known",
    "2024-05-14/2024-06": "the day is not known",
    "2024-05-14~": "the date is approximate",
    "2024-05-14?": "the date is uncertain",
    "2024-05-14%": "the date is uncertain",
    "2024-05-14/2024-05-16~": "the date is approximate",
    "2024-05-14/..": "its first or last day is not known",
    "../2024-05-14": "its first or last day is not known",
    "2024-05-14/": "its first or last day is not known",
}


@pytest.mark.parametrize("when", REASONS)
def test_what_has_no_certain_day_is_listed_beside_with_the_reason(client, db, when):
    event = EventFactory(title_en="Rough", slug="r", when=when)
    EventFactory(title_en="Exact", slug="x", when=DAY)
    assert titles(client) == ["Exact"]
    assert client.get("/events/r/event.ics").status_code == 404
    page = client.get("/feeds/calendar/")
    assert titles_in(page) == ["Rough"]
    assert REASONS[when] in text_of(body_of(page))
    assert f"Not for calendars: {REASONS[when]}." in text_of(body_of(client.get("/events/r/")))
    assert event.days is None
    assert 'href="/events/x/event.ics"' in body_of(client.get("/events/x/"))


def test_list_links_the_calendar_of_what_it_shows(client, db):
    EventFactory(title_en="A", when=DAY, type="meeting")
    EventFactory(title_en="B", when="2024-05-13", type="visit")
    EventFactory(title_en="C", when="2024", type="visit")
    body = body_of(client.get("/events/?type=visit&sort=title&page=3"))
    assert 'href="/events.ics?type=visit"' in body
    assert 'href="/feeds/calendar/?type=visit"' in body
    assert titles(client) == ["B", "A"]
    assert titles(client, "/events.ics?type=visit&sort=title") == ["B"]
    page = client.get("/feeds/calendar/?type=visit")
    assert titles_in(page) == ["C"]
    assert f"{settings.SITE_URL}/events.ics?type=visit" in body_of(page)
    assert "calendar" not in body_of(client.get("/agreements/")).replace("Feeds and calendar", "")


def test_wrong_filter_says_what_to_type(client, db):
    response = client.get("/events.ics?type=zz")
    assert (response.status_code, response.headers["Content-Type"]) == (
        400,
        "text/plain; charset=utf-8",
    )
    assert "“zz” is not among the choices." in body_of(response)
    assert client.get("/feeds/calendar/?type=zz").status_code == 400


def test_calendar_can_be_subscribed_to(client, db):
    found = calendar(client, "/ru/events.ics")
    assert (found["REFRESH-INTERVAL"].to_ical(), found["X-PUBLISHED-TTL"]) == (b"PT12H", "PT12H")
    assert str(found["SOURCE"]) == f"{settings.SITE_URL}/ru/events.ics"
    assert (found["VERSION"], bool(found["PRODID"]), found.get("METHOD")) == ("2.0", True, None)
    assert found["NAME"].params["LANGUAGE"] == found["X-WR-CALNAME"].params["LANGUAGE"] == "ru"


@pytest.mark.parametrize(
    ("state", "word"), [("cancelled", "Cancelled"), ("postponed", "Postponed")]
)
def test_what_is_off_is_crossed_out(client, db, state, word):
    event = EventFactory(title_en="Meeting", when=DAY, state="planned")
    assert "STATUS" not in events(client)[0]
    change(event, "The hosts said so.", state=state)
    (found,) = events(client)
    assert (found["STATUS"], found["SUMMARY"]) == ("CANCELLED", f"{word}: Meeting")
    assert f"The hosts said so.\nEvent: {state}\n" in found["DESCRIPTION"]


def test_moved_event_moves_and_says_so(client, db):
    event = EventFactory(title_en="Meeting", slug="m", when=DAY, updated_at=MADE)
    (before,) = events(client)
    change(event, "The hall was taken.", when="2024-05-21", slug="other", title_en="The meeting")
    (after,) = events(client)
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 2)
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt
    assert after["DTSTART"].dt == datetime.date(2024, 5, 21)
    told = after["DESCRIPTION"].splitlines()
    assert told[1].endswith(": The hall was taken.")
    assert "Date changed from 14 May 2024 to 21 May 2024" in told


def test_inferred_day_says_so(client, db):
    event = EventFactory(when=DAY)
    event.evidence.create(field="when", basis="inferred", note="Since.")
    assert "14 May 2024 (inferred)" in events(client)[0]["DESCRIPTION"]


def test_same_state_gives_the_same_bytes_and_is_not_sent_twice(client, db):
    EventFactory(when=DAY)
    first = client.get("/events.ics")
    assert client.get("/events.ics").content == first.content
    etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    assert client.get("/events.ics", headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/events.ics", headers={"If-Modified-Since": changed}).status_code == 304


def test_withdrawn_event_is_taken_back_without_a_word_of_it(client, db):
    event = EventFactory(
        title_en="Secret", slug="secret", summary_en="Secret", city_en="Secret", when=DAY
    )
    (before,) = events(client)
    withdraw([event])
    Record.objects.filter(pk=event.pk).update(
        updated_at=datetime.datetime(2026, 3, 4, 20, tzinfo=UTC)
    )
    (after,) = events(client)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["STATUS"] == "CANCELLED"
    assert after["DTSTART"].dt == datetime.date(2026, 3, 5)  # of its withdrawal, in Tashkent
    body = body_of(client.get("/events.ics"))
    assert "ecret" not in body
    assert "20240514" not in body
    assert events(client, "/events.ics?type=meeting") == []
    assert client.get("/events/secret/event.ics").status_code == 410  # as its page
    publish(event)
    (again,) = events(client)
    assert (again["SUMMARY"], again["UID"]) == ("Secret", before["UID"])
    assert again["SEQUENCE"] > after["SEQUENCE"]


@pytest.mark.parametrize(
    "state",
    [
        {"status": "draft"},
        {"publish_at": "2999-01-01T00:00Z"},
        {"status": "withdrawn", "publish_at": "2999-01-01T00:00Z"},
    ],
)
def test_what_was_never_public_is_not_even_taken_back(client, db, state):
    event = EventFactory(title_en="Secret", slug="s", when=DAY)
    assert titles(client) == ["Secret"]
    Record.objects.filter(pk=event.pk).update(**state)
    assert events(client) == []
    assert client.get("/events/s/event.ics").status_code == 404


def test_hostile_text_stays_text(client, db):
    EventFactory(title_en=HOSTILE, summary_en=HOSTILE, city_en=HOSTILE, when=DAY)
    content = client.get("/events.ics").content
    (found,) = Calendar.from_ical(content).events
    assert found.subcomponents == []
    assert found["SUMMARY"] == HOSTILE.replace("\x07\r", "\n").replace("\r\n", "\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75  # octets, RFC 5545, 3.1
    assert not [line for line in lines if any(sign in line for sign in (b"\r", b"\n", b"\0"))]
    assert content.endswith(b"END:VCALENDAR\r\n")


def test_text_without_translation_names_its_language(client, db):
    EventFactory(title_en="Meeting", title_ru="Встреча", summary_en="All met.", when=DAY)
    (found,) = events(client, "/ru/events.ics")
    assert (found["SUMMARY"], found["SUMMARY"].params["LANGUAGE"]) == ("Встреча", "ru")
    assert found["DESCRIPTION"].params["LANGUAGE"] == "en"
    assert found["URL"].startswith(f"{settings.SITE_URL}/ru/events/")


def test_keys_are_unique(client, db):
    EventFactory.create_batch(5, when=DAY)
    AgreementFactory(when=DAY)
    keys = [event["UID"] for event in events(client)]
    assert len(keys) == len(set(keys)) == 5


def test_queries_however_many_events(client, db):
    counted = []
    for number in (1, 40):
        for event in EventFactory.create_batch(number, when=DAY):
            change(event, "Moved.", when="2024-05-21")
        counts = []
        for address in ("/events.ics", "/events.ics?type=meeting", "/feeds/calendar/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        counted.append(counts)
    assert counted[0] == counted[1]
