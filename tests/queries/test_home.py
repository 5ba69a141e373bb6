"""What the first page counts and shows."""

import datetime

import pytest

from cooperation.domain.dates import PartialDate
from cooperation.queries.home import Home
from tests.factories import FACTORIES, WorkingGroupFactory

KINDS = ["article", "agreement", "event", "council", "initiative", "partner", "person", "topic"]


def counts():
    return {kind.key: number for kind, number in Home.counts()}


def test_counts_are_zero_in_an_empty_register(db):
    assert counts() == dict.fromkeys(KINDS, 0)
    assert list(counts()) == KINDS


def test_counts_are_of_public_records_only(db):
    for number, kind in enumerate(KINDS, 1):
        FACTORIES[kind].create_batch(number)
        FACTORIES[kind](status="draft")
        FACTORIES[kind](status="withdrawn")
        FACTORIES[kind](publish_at=datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC))
    assert counts() == {kind: number for number, kind in enumerate(KINDS, 1)}


def test_counts_leave_working_groups_to_their_council(db):
    WorkingGroupFactory()
    assert counts() == dict.fromkeys(KINDS, 0) | {"council": 1}


def test_counts_take_one_query(db, django_assert_num_queries):
    FACTORIES["article"].create_batch(3)
    with django_assert_num_queries(1):
        counts()


@pytest.mark.parametrize(
    ("kind", "shown", "number"),
    [
        ("article", Home.articles, 3),
        ("agreement", Home.agreements, 5),
        ("event", Home.events, 5),
        ("council", Home.councils, 3),
    ],
)
def test_newest_are_shown_first_and_hidden_ones_not_at_all(db, kind, shown, number):
    for year in (2021, 2019, 2022, 2018, 2020, 2017):
        FACTORIES[kind](title_en=str(year), when=PartialDate.parse(str(year)))
    FACTORIES[kind](title_en="hidden", when=PartialDate.parse("2023"), status="draft")
    FACTORIES[kind](title_en="undated")
    newest = ["2022", "2021", "2020", "2019", "2018", "2017"]
    assert [record.title for record in shown()] == newest[:number]
