"""Periods of whole days: how they are written, and how they are parted."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.domain.dates.day_periods import DAY, shortest_period, split_period, whole_years

DAYS = st.dates(datetime.date.min, datetime.date.max)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2020-01-01", "2024-12-31", "2020/2024"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-11-01", "2024-02-29", "2023-11/2024-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01/2024-02-28"),
        ("2024-02-02", "2024-02-02", "2024-02-02"),
        ("9999-01-01", "9999-12-31", "9999"),
    ],
)
def test_period_is_written_as_short_as_it_is(first, last, expected):
    days = map(datetime.date.fromisoformat, (first, last))
    assert shortest_period(*days).edtf == expected


@given(DAYS, DAYS)
def test_period_begins_and_ends_with_its_days(one, other):
    first, last = sorted((one, other))
    written = shortest_period(first, last)
    assert (written.earliest, written.latest) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-01-01", "2024-03-31", ["2024-01", "2024-02", "2024-03"]),
        ("2023-12-15", "2024-01-10", ["2023-12-15/2023-12-31", "2024-01-01/2024-01-10"]),
        ("2021-01-01", "2024-12-31", ["2021", "2022", "2023", "2024"]),
        ("1991-01-01", "2020-12-31", ["1991/1999", "2000/2009", "2010/2019", "2020"]),
        ("2024-05-01", "2024-05-31", []),
        ("0001-01-01", "9999-12-31", [
            "0001/0999", *(f"{n}000/{n}999" for n in range(1, 10)),
        ]),
    ],
)  # fmt: skip
def test_parts_are_the_finest_that_are_few(first, last, expected):
    days = map(datetime.date.fromisoformat, (first, last))
    assert [part.edtf for part in split_period(*days, most=24)] == expected


@given(DAYS, DAYS, st.integers(10, 40))
def test_parts_cover_their_period_without_gap(one, other, most):
    first, last = sorted((one, other))
    found = split_period(first, last, most)
    if not found:
        assert (first.year, first.month) == (last.year, last.month)
        return
    assert 2 <= len(found) <= most
    assert (found[0].earliest, found[-1].latest) == (first, last)
    assert {after.earliest - before.latest for before, after in pairwise(found)} == {DAY}


def test_too_few_parts_are_refused():
    with pytest.raises(ValueError, match="3 parts are too few"):
        split_period(datetime.date.min, datetime.date.max, 3)


@given(DAYS, DAYS)
def test_whole_years_hold_their_days(one, other):
    first, last = sorted((one, other))
    start, end = whole_years(first, last)
    assert start <= first <= last <= end
    assert (start.year, end.year) == (first.year, last.year)
