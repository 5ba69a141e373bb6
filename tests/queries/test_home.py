"""What the first page counts and shows."""

import datetime

import pytest

from cooperation.domain.basis import Basis
from cooperation.domain.dates import PartialDate
from cooperation.models import Figure
from cooperation.queries.home import KEY_FIGURES, Home
from cooperation.sourcing.passages import store
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    EvidenceFactory,
    WorkingGroupFactory,
)

KINDS = ["article", "agreement", "event", "council", "initiative", "partner", "person", "topic"]
TODAY = datetime.date(2024, 6, 15)


def counts():
    return {kind.key: number for kind, number in Home().counts}


def titles(records):
    return [record.title for record in records]


def test_counts_are_zero_in_an_empty_register(db):
    assert counts() == dict.fromkeys(KINDS, 0)
    assert list(counts()) == KINDS
    assert Home().is_empty


def test_counts_are_of_public_records_only(db):
    for number, kind in enumerate(KINDS, 1):
        FACTORIES[kind].create_batch(number)
        FACTORIES[kind](status="draft")
        FACTORIES[kind](status="withdrawn")
        FACTORIES[kind](publish_at=datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC))
    assert counts() == {kind: number for number, kind in enumerate(KINDS, 1)}
    assert not Home().is_empty


def test_counts_leave_working_groups_to_their_council(db):
    WorkingGroupFactory()
    assert counts() == dict.fromkeys(KINDS, 0) | {"council": 1}


def test_counts_take_one_query(db, django_assert_num_queries):
    FACTORIES["article"].create_batch(3)
    with django_assert_num_queries(1):
        counts()


@pytest.mark.parametrize(
    ("kind", "part", "number"),
    [("article", "articles", 3), ("agreement", "agreements", 5), ("council", "councils", 3)],
)
def test_newest_are_shown_first_and_hidden_ones_not_at_all(db, kind, part, number):
    for year in (2021, 2019, 2022, 2018, 2020, 2017):
        FACTORIES[kind](title_en=str(year), when=PartialDate.parse(str(year)))
    FACTORIES[kind](title_en="hidden", when=PartialDate.parse("2023"), status="draft")
    FACTORIES[kind](title_en="undated")
    newest = ["2022", "2021", "2020", "2019", "2018", "2017"]
    assert titles(getattr(Home(), part)) == newest[:number]


def test_agreements_in_implementation_stand_alone(db):
    AgreementFactory(title_en="New", when=PartialDate.parse("2024"), state="signed")
    assert (titles(Home().agreements), Home().agreements_run) == (["New"], False)
    for year in ("2020", "2022"):
        AgreementFactory(title_en=year, when=PartialDate.parse(year), state="in_implementation")
    assert (titles(Home().agreements), Home().agreements_run) == (["2022", "2020"], True)


@pytest.mark.parametrize(
    ("when", "part"),
    [
        ("16 June 2024", "upcoming"),
        ("July 2024", "upcoming"),
        ("since 2025", "upcoming"),
        ("15 June 2024", "uncertain"),
        ("June 2024", "uncertain"),
        ("2024", "uncertain"),
        ("since 2020", "uncertain"),
        ("../2026", "uncertain"),
        ("14 June 2024", "recent"),
        ("May 2024", "recent"),
        ("", "recent"),
    ],
)
def test_event_stands_where_its_date_lets_it(db, when, part):
    EventFactory(title_en="It", when=PartialDate.parse(when) if when else "")
    home = Home(TODAY)
    shown = {name: titles(getattr(home, name)) for name in ("upcoming", "uncertain", "recent")}
    assert shown == {"upcoming": [], "uncertain": [], "recent": []} | {part: ["It"]}


def test_next_event_comes_first_and_so_does_the_last_one(db):
    for when in ("2026", "2025", "2022", "2023"):
        EventFactory(title_en=when, when=PartialDate.parse(when))
    EventFactory(title_en="undated")
    EventFactory(title_en="hidden", status="draft", when=PartialDate.parse("2025"))
    home = Home(TODAY)
    assert titles(home.upcoming) == ["2025", "2026"]
    assert titles(home.recent) == ["2023", "2022", "undated"]


def figure(record, source=None, **values):
    """Save a figure that a sentence of an article supports."""
    saved = Figure.objects.create(record=record, value=400, unit_en="people", qualifier="over")
    source = source or ArticleFactory()
    quote = "Over 400 people came."
    EvidenceFactory(record=record, field="", figure=saved, article=source, quote=quote, **values)
    store(source)
    return saved


def test_key_figures_stand_by_record_with_their_sentences(db):
    source = ArticleFactory()
    old = EventFactory(title_en="Old", when=PartialDate.parse("2020"))
    new = EventFactory(title_en="New", when=PartialDate.parse("2022"))
    for record in (old, new, new):
        figure(record, source)
    home = Home()
    found = [(each.title, [str(row.part) for row in rows]) for each, rows in home.figures]
    assert found == [("New", ["over 400 people"] * 2), ("Old", ["over 400 people"])]
    assert [note.evidence.quote for note in home.notes] == ["Over 400 people came."]
    assert home.notes[0].is_quoted


@pytest.mark.parametrize("hidden", ["record", "article", "orphan", "gap"])
def test_figure_without_a_public_sentence_is_no_key_figure(db, hidden):
    record = EventFactory(status="draft" if hidden == "record" else "published")
    source = ArticleFactory(status="draft" if hidden == "article" else "published")
    figure(record, source)
    if hidden == "orphan":
        source.body_en = "<p>Few came.</p>"
        source.save()
        store(source)
    if hidden == "gap":
        record.evidence.update(basis=Basis.OUTSIDE, article=None, quote="", passage=None, note="x")
    assert Home().figures == []


def test_key_figures_are_few(db):
    record, source = EventFactory(), ArticleFactory()
    for _number in range(KEY_FIGURES + 1):
        figure(record, source)
    [(_record, rows)] = Home().figures
    assert len(rows) == KEY_FIGURES
