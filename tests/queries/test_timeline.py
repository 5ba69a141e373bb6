"""What the timeline reads: neighbours, the undated, and numbers that hold."""

import pytest

from cooperation.models import Event, Evidence, Record
from cooperation.queries.timeline import (
    MOST_DRAWN,
    UNDATED_PER_PAGE,
    Timeline,
    latest_records,
    neighbours,
    timeline_records,
)
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    CouncilFactory,
    EventFactory,
    InitiativeFactory,
    PartnerFactory,
    PersonFactory,
    RelationFactory,
)
from tests.support.rows import many


def test_kinds_with_a_date_belong_on_the_timeline(db):
    dated = [f() for f in (ArticleFactory, AgreementFactory, EventFactory, CouncilFactory)]
    dated.append(InitiativeFactory())
    PartnerFactory()
    PersonFactory()
    EventFactory(status=Record.Status.DRAFT)
    assert {record.pk for record in timeline_records()} == {record.pk for record in dated}
    assert [type(record) for record in timeline_records("event")] == [Event]


def test_neighbours_are_related_or_share_a_partner(db):
    one, two, three, four = (AgreementFactory() for _ in range(4))
    event, partner = EventFactory(), PartnerFactory()
    RelationFactory(subject=partner, object=one)
    RelationFactory(subject=partner, object=two)
    RelationFactory(subject=one, verb="adopted_at", object=event)
    hidden = PartnerFactory(status=Record.Status.DRAFT)
    RelationFactory(subject=hidden, object=three)
    RelationFactory(subject=hidden, object=four)
    person = PersonFactory()
    RelationFactory(subject=person, verb="represented_at", object=event)
    keys = [record.pk for record in (one, two, three, four, event)]
    assert neighbours(keys) == {
        one.pk: {two.pk, event.pk},
        two.pk: {one.pk},
        three.pk: set(),
        four.pk: set(),
        event.pk: {one.pk},
    }
    assert neighbours([]) == {}


def test_undated_records_say_why(db):
    stated, not_applicable, unchecked = (InitiativeFactory(title_en=title) for title in "ABC")
    planned = AgreementFactory(title_en="D", validity="2024/2025")
    EventFactory(when="2022")
    for record, basis in ((stated, "not_stated"), (not_applicable, "not_applicable")):
        Evidence.objects.create(record=record, field="when", basis=basis)
    Evidence.objects.create(record=unchecked, field="state", basis="not_stated")
    undated = Timeline(timeline_records()).undated
    assert [(each.record.pk, str(each.reason)) for each in undated] == [
        (planned.pk, "not yet checked"),
        (stated.pk, "not stated in the source"),
        (not_applicable.pk, "not applicable"),
        (unchecked.pk, "not yet checked"),
    ]
    assert [(str(label), span.edtf) for label, span in undated[0].spans] == [
        ("Period of validity", "2024/2025")
    ]


def test_every_undated_record_stands_on_a_page(db):
    many("initiative", 2 * UNDATED_PER_PAGE + 1)
    Record.objects.update(when="", when_earliest=None, when_latest=None)
    pages = [Timeline(timeline_records(), page=number).undated for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [UNDATED_PER_PAGE, UNDATED_PER_PAGE, 1]
    assert len({each.record.pk for page in pages for each in page}) == 2 * UNDATED_PER_PAGE + 1


@pytest.mark.parametrize(("number", "is_counted"), [(MOST_DRAWN, False), (MOST_DRAWN + 1, True)])
def test_more_records_than_can_be_drawn_are_counted(db, number, is_counted):
    many("event", number)
    timeline = Timeline(timeline_records())
    assert (timeline.is_counted, timeline.total) == (is_counted, number)
    assert len(timeline.entries) == (0 if is_counted else number)


def test_titles_too_long_for_a_page_are_counted(db):
    for number in range(16):
        EventFactory(title_en=f"{number}" + "Ж" * 298, when="2022")
    assert Timeline(timeline_records()).is_counted is True


def test_latest_are_those_of_a_strip(db):
    old, new, newest = (EventFactory(when=date) for date in ("2020", "2022-03", "2023"))
    ArticleFactory(when="2024")
    EventFactory(when="2025", status=Record.Status.DRAFT)
    EventFactory()
    assert [record.pk for record in latest_records(2)] == [new.pk, newest.pk]
    assert [record.pk for record in latest_records(9)] == [old.pk, new.pk, newest.pk]
