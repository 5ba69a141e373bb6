"""Which dates a calendar can show, which narrow another, and how programs read them."""

import re

import pytest

from cooperation.domain.dates import PartialDate
from cooperation.domain.dates.calendar_days import (
    CALENDAR_DAYS,
    calendar_days,
    iso_ends,
    why_not_in_calendar,
)

DATES = [
    "2024", "2024-05", "2024-05-14", "2024~", "2024-05-14?", "2024-05-14%", "2024/2025",
    "2024-05-14/2024-05-16", "2024-05-14/2024-06", "2024/..", "../2024-05-14", "2024-05-14/",
    "2024-05-14~/2024-05-16", "0001-01-01", "9999-12-31",
]  # fmt: skip


@pytest.mark.parametrize("edtf", DATES)
def test_database_and_python_agree_on_what_has_days(edtf):
    date = PartialDate.from_edtf(edtf)
    has_days = calendar_days(date) is not None
    assert bool(re.search(CALENDAR_DAYS, edtf)) is has_days
    assert bool(why_not_in_calendar(date)) is not has_days


def test_no_date_has_no_days():
    assert (calendar_days(None), str(why_not_in_calendar(None))) == (None, "no date is known")


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2024", ("2024", "")),
        ("2024-05", ("2024-05", "")),
        ("0800-05-14", ("0800-05-14", "")),
        ("2024~", ("", "")),
        ("2024/2025?", ("2024", "")),
        ("2024-05/2024-06-02", ("2024-05", "2024-06-02")),
        ("2024/..", ("2024", "")),
        ("/2024", ("", "2024")),
    ],
)
def test_ends_are_as_precise_as_known(edtf, expected):
    assert iso_ends(PartialDate.from_edtf(edtf)) == expected


NARROWER = [
    ("2024-05-14", "2024-05"), ("2024-05", "2024"), ("2024-05-14", "2024"),
    ("2024-05-14/2024-05-16", "2024-05"), ("2024", "2023/2025"), ("2024", "2023/.."),
    ("2024/2025", "2023/.."), ("2024/..", "2023/.."), ("2024", "../2024"), ("2024-01", "/2024"),
]  # fmt: skip


@pytest.mark.parametrize(("narrow", "wide"), NARROWER)
def test_narrower_date_lies_within_the_wider(narrow, wide):
    narrow, wide = map(PartialDate.from_edtf, (narrow, wide))
    assert narrow.lies_within(wide)
    assert not wide.lies_within(narrow)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024", "2024"), ("2024", "2025"), ("2024-05", "2024-06"), ("2024-05-14", "2024-05~"),
        ("2024-05-14?", "2024-05"), ("2023/2024", "2024/2025"), ("2024/..", "../2024"),
    ],
)  # fmt: skip
def test_neither_lies_within_the_other(one, other):
    one, other = map(PartialDate.from_edtf, (one, other))
    assert (one.lies_within(other), other.lies_within(one)) == (False, False)
