"""What a record came of, and what came of it."""

from itertools import pairwise

import pytest

from cooperation.domain.verbs import DESCENT_VERBS
from cooperation.models import Record
from cooperation.queries.lineage import KINDS, MOST_PER_STEP, Lineage
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    CouncilFactory,
    EventFactory,
    InitiativeFactory,
    PartnerFactory,
    RelationFactory,
    WorkingGroupFactory,
)
from tests.support.partners import HIDDEN
from tests.support.rows import many, relate

ALL = FACTORIES | {"working_group": WorkingGroupFactory}


def said(lineage):
    """Return each descent as (older, words, younger), with their steps."""
    steps = lineage.steps
    return {
        (
            f"{steps[each.older.pk]:+} {each.older.title}",
            str(each.label),
            f"{steps[each.younger.pk]:+} {each.younger.title}",
        )
        for each in lineage.descents
    }


def chain(number):
    """Return agreements each of which follows the one before."""
    agreements = [AgreementFactory(title_en=f"A{place}") for place in range(number)]
    for older, younger in pairwise(agreements):
        RelationFactory(subject=younger, verb="follows", object=older)
    return agreements


@pytest.mark.parametrize("verb", DESCENT_VERBS, ids=lambda verb: verb.key)
def test_descent_is_seen_from_both_ends(db, verb):
    for subject_kind in verb.subjects:
        for object_kind in verb.objects:
            subject, object_ = ALL[subject_kind](title_en="S"), ALL[object_kind](title_en="O")
            RelationFactory(subject=subject, verb=verb.key, object=object_)
            kinds = {subject_kind, object_kind}
            has_one = kinds <= {*KINDS} or verb.key == "disseminated_by"
            label = str(verb.label if verb.younger == "subject" else verb.inverse)
            forth, back = ("-1 O", label, "+0 S"), ("+0 O", label, "+1 S")
            if verb.younger == "object":
                forth, back = ("+0 S", label, "+1 O"), None
            own = {each for each in said(Lineage(subject)) if label in each}
            assert own == ({forth} if has_one else set())
            own = {each for each in said(Lineage(object_)) if label in each}
            assert own == ({back} if has_one and back else set())


def test_three_steps_are_shown_either_way(db):
    agreements = chain(9)
    assert said(Lineage(agreements[4])) == {
        ("-3 A1", "follows", "-2 A2"),
        ("-2 A2", "follows", "-1 A3"),
        ("-1 A3", "follows", "+0 A4"),
        ("+0 A4", "follows", "+1 A5"),
        ("+1 A5", "follows", "+2 A6"),
        ("+2 A6", "follows", "+3 A7"),
    }


def test_circle_ends(db):
    a, _b, c = chain(3)
    RelationFactory(subject=a, verb="follows", object=c)
    assert said(Lineage(a)) == {
        ("-1 A2", "follows", "+0 A0"),
        ("-2 A1", "follows", "-1 A2"),
        ("+0 A0", "follows", "-2 A1"),
    }


def test_two_relations_of_the_same_records_are_two_descents(db):
    event, agreement = EventFactory(title_en="E"), AgreementFactory(title_en="A")
    for verb in ("adopted_at", "signed_at"):
        RelationFactory(subject=agreement, verb=verb, object=event)
    assert said(Lineage(event)) == {
        ("+0 E", "adopted at", "+1 A"),
        ("+0 E", "signed at", "+1 A"),
    }


def test_working_groups_come_of_their_council(db):
    launch = EventFactory(title_en="Launch")
    council = CouncilFactory(title_en="Council")
    group = WorkingGroupFactory(title_en="Group", council=council)
    meeting = EventFactory(title_en="Meeting")
    RelationFactory(subject=council, verb="launched_at", object=launch)
    RelationFactory(subject=meeting, verb="meeting_of", object=group)
    line = [("Launch", "launched at", "Council"), ("Council", "working group of", "Group"),
            ("Group", "meeting of", "Meeting")]  # fmt: skip
    plain = {(a[3:], label, b[3:]) for a, label, b in said(Lineage(launch))}
    assert plain == set(line)
    assert {(a[3:], label, b[3:]) for a, label, b in said(Lineage(meeting))} == set(line)
    Record.objects.filter(pk=council.pk).update(status="draft")
    assert {(a[3:], label, b[3:]) for a, label, b in said(Lineage(meeting))} == {line[2]}


def test_what_is_too_much_is_counted(db):
    agreement = AgreementFactory()
    for _n in range(MOST_PER_STEP[0] + 4):
        RelationFactory(subject=InitiativeFactory(), verb="under", object=agreement)
    lineage = Lineage(agreement)
    assert (len(lineage.descents), lineage.more) == (MOST_PER_STEP[0], 4)
    assert sum(MOST_PER_STEP) * 2 < 30


def test_working_groups_that_are_too_many_are_counted(db):
    council = CouncilFactory()
    for _n in range(MOST_PER_STEP[0] + 2):
        WorkingGroupFactory(council=council)
    lineage = Lineage(council)
    assert (len(lineage.descents), lineage.more) == (MOST_PER_STEP[0], 2)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_records_are_not_reached_or_passed(db, hidden):
    agreements = chain(4)
    assert len(Lineage(agreements[0]).descents) == 3
    Record.objects.filter(pk=agreements[2].pk).update(**hidden)
    assert said(Lineage(agreements[0])) == {("+0 A0", "follows", "+1 A1")}
    assert said(Lineage(agreements[3])) == set()


def test_preview_of_a_draft_shows_what_readers_will_see(db):
    _first, second, _third = chain(3)
    Record.objects.filter(pk=second.pk).update(status="draft")
    assert said(Lineage(second)) == {
        ("-1 A0", "follows", "+0 A1"),
        ("+0 A1", "follows", "+1 A2"),
    }


def test_partner_has_no_lineage_of_its_own(db):
    agreement, partner = AgreementFactory(), PartnerFactory()
    RelationFactory(subject=agreement, verb="disseminated_by", object=partner)
    RelationFactory(subject=AgreementFactory(), verb="disseminated_by", object=partner)
    assert not Lineage(partner)
    assert len(Lineage(agreement).descents) == 1


@pytest.mark.parametrize("number", [1, 3, 200])
def test_queries_do_not_depend_on_how_much_there_is(db, django_assert_num_queries, number):
    agreement = AgreementFactory()
    relate(agreement, many("initiative", number) + many("event", number))
    alone = AgreementFactory()
    with django_assert_num_queries(9):
        assert Lineage(agreement)
    with django_assert_num_queries(3):
        assert not Lineage(alone)
