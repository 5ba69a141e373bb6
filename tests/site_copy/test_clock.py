"""The present of a copy: the moment since when the public has seen the same."""

import datetime
from unittest.mock import patch

from django.utils import timezone

from cooperation.models import Record
from cooperation.models.record import EARLIEST_PUBLICATION
from cooperation.site_copy.clock import last_moment, standing_at
from tests.support.factories import AgreementFactory

SAVED, OVER, LATER = (datetime.datetime(2024, month, 1, tzinfo=datetime.UTC) for month in (1, 3, 5))


def test_register_without_records_has_always_been_the_same(db):
    assert last_moment() == EARLIEST_PUBLICATION


def test_record_that_was_withdrawn_by_its_date_is_not_seen_again(db):
    AgreementFactory(updated_at=SAVED, withdraw_at=OVER)
    assert last_moment() == OVER
    with standing_at(last_moment()):
        assert list(Record.objects.published()) == []


def test_time_that_is_still_to_come_counts_for_nothing(db):
    AgreementFactory(updated_at=SAVED, withdraw_at=LATER)
    AgreementFactory(updated_at=SAVED, publish_at=LATER)
    with patch.object(timezone, "now", lambda: OVER):
        assert last_moment() == SAVED


def test_clock_goes_on_afterwards():
    with standing_at(SAVED):
        assert timezone.localdate() == datetime.date(2024, 1, 1)
    assert timezone.now() > LATER
