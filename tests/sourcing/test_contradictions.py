"""Values that contradict each other: each rule finds its fault, and finds nothing in what fits."""

import pytest

from cooperation.models import Record
from cooperation.sourcing.checks import all_records
from cooperation.sourcing.contradictions import contradictions
from tests.support.factories import (
    AgreementFactory,
    CouncilFactory,
    EventFactory,
    EvidenceFactory,
    InitiativeFactory,
    PartnerFactory,
    PersonFactory,
    RelationFactory,
)

pytestmark = pytest.mark.django_db


def found():
    """Return [(slug, field, problem)] of all contradictions."""
    records = {record.pk: record for record in all_records()}
    return [
        (finding.record.partition("/")[2], finding.field, finding.problem)
        for finding in contradictions(records)
    ]


def fields():
    return [(slug, field) for slug, field, _problem in found()]


def gap(record, field, basis="not_stated"):
    EvidenceFactory(record=record, field=field, basis=basis, article=None, quote="")


def relate(subject, verb, object_, **more):
    return RelationFactory(subject=subject, verb=verb, object=object_, **more)


@pytest.mark.parametrize("verb", ["hosted_by", "held_with", "carried_out_by"])
def test_held_by_is_not_unstated_beside_who_held_it(verb):
    event = EventFactory(slug="event")
    gap(event, "hosts")
    assert found() == []
    relate(event, verb, PartnerFactory())
    assert found() == [("event", "hosts", "It has a value and also a reason for being empty.")]


def test_reason_of_a_field_beside_its_value():
    gap(AgreementFactory(slug="a", state="signed"), "state")
    gap(AgreementFactory(), "state")
    assert found() == [("a", "state", "It has a value and also a reason for being empty.")]


@pytest.mark.parametrize(
    ("claim", "verb", "kind"),
    [
        ("parties", "signed_by", PartnerFactory),
        ("act", "signed_at", EventFactory),
        ("act", "adopted_at", EventFactory),
        ("state", "signed_by", PartnerFactory),
    ],
)
def test_reason_beside_a_relation_that_answers_in_other_words(claim, verb, kind):
    agreement, other = AgreementFactory(slug="a"), kind(title_en="Other")
    gap(agreement, claim)
    assert found() == []
    relation = relate(agreement, verb, other)
    assert found() == [("a", claim, f"It is said to be empty, but “{relation}” answers it.")]


def test_signature_of_a_person_names_no_party():
    agreement = AgreementFactory()
    gap(agreement, "parties")
    relate(agreement, "signed_by", PersonFactory())
    assert found() == []


@pytest.mark.parametrize(
    ("verb", "kind"),
    [("adopted_at", AgreementFactory), ("launched_at", CouncilFactory)],
)
def test_unstated_outcomes_beside_what_was_made_there(verb, kind):
    event = EventFactory(slug="event")
    gap(event, "outcomes")
    relate(InitiativeFactory(), "discussed_at", event)
    assert found() == []
    relate(kind(), verb, event)
    assert fields() == [("event", "outcomes")]


@pytest.mark.parametrize(
    ("claim", "value"), [("when", {"when": "2022-03"}), ("place", {"city": "X"})]
)
def test_unstated_date_or_place_beside_that_of_the_event(claim, value):
    agreement = AgreementFactory(slug="a")
    gap(agreement, claim)
    relate(agreement, "discussed_at", EventFactory(**value))
    relate(agreement, "adopted_at", EventFactory())
    assert found() == []
    relate(agreement, "adopted_at", EventFactory(**value))
    assert fields() == [("a", claim)]


def test_place_that_does_not_apply_to_people_who_met():
    for form in ("in_person", "hybrid", "online", ""):
        gap(EventFactory(slug=f"event-{form}", format=form), "place", "not_applicable")
    assert sorted(fields()) == [("event-hybrid", "place"), ("event-in_person", "place")]


@pytest.mark.parametrize(
    ("dates", "wrong"),
    [
        ({"when": "2022-03-10", "entry_into_force": "2022-03-09"}, "entry_into_force"),
        ({"when": "2022-03-10", "entry_into_force": "2022-03"}, None),
        ({"when": "2022", "entry_into_force": "2021"}, "entry_into_force"),
        ({"when": "2024-05", "validity": "2024/2025"}, None),
        ({"when": "2024-05", "validity": "2022/2023"}, "validity"),
        ({"when": "2022", "entry_into_force": "2023", "validity": "2022/2022"}, "validity"),
        ({"when": "2022", "validity": "2021/.."}, None),
        ({"entry_into_force": "2021"}, None),
    ],
)
def test_dates_of_an_agreement_out_of_order(dates, wrong):
    AgreementFactory(slug="a", **dates)
    assert fields() == ([("a", wrong)] if wrong else [])


def test_agreement_made_at_an_event_of_another_time():
    agreement, event = AgreementFactory(slug="a", when="2022-04"), EventFactory(when="2022-03")
    discussed = AgreementFactory(when="2024")
    relate(discussed, "discussed_at", event)
    relate(AgreementFactory(when="2022"), "adopted_at", event)
    assert found() == []
    relate(agreement, "signed_at", event)
    [(slug, field, problem)] = found()
    assert (slug, field) == ("a", "signed_at")
    assert problem.startswith("“2022-04” is not the time of event/")


@pytest.mark.parametrize(("when", "count"), [("2022-03-05", 0), ("2022", 0), ("2023", 1), ("", 0)])
def test_part_in_an_event_at_another_time(when, count):
    event = EventFactory(when="2022-03")
    relate(PartnerFactory(), "represented_at", event, when=when)
    assert len(found()) == count


@pytest.mark.parametrize(
    ("verb", "kind"),
    [("follows", AgreementFactory), ("launched_under", InitiativeFactory)],
)
def test_what_came_of_something_is_not_older(verb, kind):
    older = AgreementFactory(when="2022")
    relate(kind(when="2022-01"), verb, older)
    relate(kind(), verb, older)
    assert found() == []
    relate(kind(slug="younger", when="2021-12"), verb, older)
    assert fields() == [("younger", verb)]


@pytest.mark.parametrize(
    ("kind", "state", "verb", "at"),
    [
        (AgreementFactory, "planned", "signed_at", EventFactory),
        (AgreementFactory, "planned", "signed_by", PartnerFactory),
        (InitiativeFactory, "discussed", "launched_under", AgreementFactory),
        (InitiativeFactory, "agreed", "launched_at", EventFactory),
    ],
)
def test_status_that_is_behind_what_happened(kind, state, verb, at):
    relate(kind(), verb, at())
    assert found() == []
    relate(kind(slug="early", state=state), verb, at())
    assert fields() == [("early", "state")]


def test_event_that_was_off_adopted_nothing():
    for state in ("cancelled", "postponed", "held"):
        relate(AgreementFactory(), "adopted_at", EventFactory(slug=state, state=state))
    assert sorted(fields()) == [("cancelled", "state"), ("postponed", "state")]


def test_what_is_over_has_no_date_to_come(time_machine):
    time_machine.move_to("2024-05-10T00:00:00Z")
    for when in ("2024-05-10", "2024-05", "2024-05-11", "../2024-06"):
        EventFactory(slug=f"on-{when.strip('./')}", state="held", when=when)
    AgreementFactory(slug="signed", state="signed", when="2025")
    AgreementFactory(state="planned", when="2025")
    assert sorted(fields()) == [("on-2024-05-11", "state"), ("signed", "state")]


def test_fixtures_contradict_themselves_nowhere_and_say_who_held_the_conference(content):
    assert found() == []
    conference = Record.objects.get(slug="tashkent-conference-2022")
    assert not conference.evidence.filter(field="hosts").exists()


def test_queries_stay_the_same(django_assert_num_queries):
    for _ in range(5):
        agreement = AgreementFactory(state="planned", when="2022")
        gap(agreement, "parties")
        relate(agreement, "signed_by", PartnerFactory())
    records = {record.pk: record for record in all_records()}
    with django_assert_num_queries(4):
        list(contradictions(records))
