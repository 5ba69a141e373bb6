"""The present of a copy: what it calls today does not depend on the day on which it is made."""

import datetime
import re

import pytest
import time_machine

from cooperation.domain.dates import PartialDate
from cooperation.models import Record
from cooperation.models.record import EARLIEST_PUBLICATION
from cooperation.site_copy.build import last_moment
from tests.support.copies import snapshot, texts_of
from tests.support.factories import AgreementFactory, EventFactory

SAVED, OVER, LATER = (datetime.datetime(2024, month, 1, tzinfo=datetime.UTC) for month in (1, 3, 5))


def test_register_without_records_has_always_been_the_same(db):
    assert last_moment() == EARLIEST_PUBLICATION


def test_record_that_was_withdrawn_by_its_date_is_not_seen_again(db):
    AgreementFactory(updated_at=SAVED, withdraw_at=OVER)
    assert last_moment() == OVER
    assert list(Record.objects.published()) == []


def test_time_that_is_still_to_come_counts_for_nothing(db):
    AgreementFactory(updated_at=SAVED, withdraw_at=LATER)
    AgreementFactory(updated_at=SAVED, publish_at=LATER)
    with time_machine.travel(OVER, tick=False):
        assert last_moment() == SAVED


def events_on_first_page(folder):
    """Return {heading: titles} of the events on the first page of a copy."""
    page = (folder / "index.html").read_text(encoding="utf-8")
    sections = re.split(r"<h2", page)[1:]
    named = {section.partition("</h2>")[0].rpartition(">")[2]: section for section in sections}
    return {name: re.findall(r"Ahead|Behind", text)[:1] for name, text in named.items()}


@pytest.fixture
def events(db):
    """One event after the last change of the register, and one before it."""
    for title, when in (("Ahead", "2024-04"), ("Behind", "2023")):
        EventFactory(title_en=title, when=PartialDate.parse(when), updated_at=OVER)


@pytest.mark.parametrize("made", [LATER, datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)])
def test_copy_made_later_divides_the_events_in_the_same_way(events, tmp_path, made):
    with time_machine.travel(OVER, tick=False):
        snapshot(tmp_path / "first")
    with time_machine.travel(made, tick=False):
        snapshot(tmp_path / "later")
    found = events_on_first_page(tmp_path / "later")
    assert (found["Upcoming"], found["Recent events"]) == (["Ahead"], ["Behind"])
    assert texts_of(tmp_path / "later") == texts_of(tmp_path / "first")


def test_copy_as_of_a_day_divides_the_events_on_that_day(events, tmp_path):
    snapshot(tmp_path / "then", "--as-of", "2024-03-31")
    found = events_on_first_page(tmp_path / "then")
    assert (found["Upcoming"], found["Recent events"]) == (["Ahead"], ["Behind"])
    snapshot(tmp_path / "since", "--as-of", "2024-05-01")
    found = events_on_first_page(tmp_path / "since")
    assert ("Upcoming" in found, found["Recent events"]) == (False, ["Ahead"])


def test_copy_as_of_a_day_shows_what_was_withdrawn_by_its_date_since(db, tmp_path):
    AgreementFactory(slug="pact", updated_at=SAVED, withdraw_at=OVER)
    AgreementFactory(slug="late", updated_at=SAVED, publish_at=LATER)
    for day, expected in (("2024-02-01", ["pact"]), ("2024-04-01", []), ("2024-06-01", ["late"])):
        snapshot(tmp_path / day, "--as-of", day)
        found = (path.parent.name for path in (tmp_path / day).glob("agreements/*/index.html"))
        assert list(found) == expected


def test_readers_cannot_choose_the_present(events, client):
    page = client.get("/", headers={"cooperation.today": "2024-03-01"}).content.decode()
    assert "Upcoming" not in page
