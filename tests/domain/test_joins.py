"""What joins two partners, and which verbs say so."""

import pytest

from cooperation.domain.joins import JOINS, strength, strongest_join, weaker_join
from cooperation.domain.verbs import DESCENT_VERBS, JOINING_VERBS, PARTNER_VERBS, VERBS


def test_verbs_that_join_are_as_decided():
    assert {verb.key: (verb.join, verb.partner_end) for verb in JOINING_VERBS} == {
        "party_to": ("agreement", "subject"),
        "signed_by": ("agreement", "object"),
        "approved_by": ("agreement", "object"),
        "hosted_by": ("activity", "object"),
        "held_with": ("activity", "object"),
        "initiated_by": ("activity", "object"),
        "carried_out_by": ("activity", "object"),
        "supported_by": ("activity", "object"),
        "represented_at": ("presence", "subject"),
        "member_of": ("body", "subject"),
    }
    assert {verb.key for verb in PARTNER_VERBS} == {"part_of", "partner_of", "member_of"}


def test_verbs_of_descent_are_as_decided():
    older_first = {verb.key for verb in DESCENT_VERBS if verb.younger == "object"}
    assert older_first == {"disseminated_by"}
    assert {verb.key for verb in DESCENT_VERBS} - older_first == {
        "adopted_at", "signed_at", "implements", "follows", "updates", "under", "launched_under",
        "launched_at", "meeting_of", "part_of",
    }  # fmt: skip


@pytest.mark.parametrize("verb", JOINING_VERBS, ids=lambda verb: verb.key)
def test_partner_can_stand_where_the_join_expects_it(verb):
    assert verb.join in JOINS
    assert "partner" in getattr(verb, f"{verb.partner_end}s")


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_younger_end_is_named_rightly(verb):
    assert verb.younger in ("", "subject", "object")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("agreement", "agreement", "agreement"),
        ("activity", "presence", "presence"),
        ("presence", "activity", "presence"),
        ("agreement", "activity", "activity"),
        ("body", "body", "body"),
    ],
)
def test_weaker_part_decides(one, other, expected):
    assert weaker_join(one, other) == expected


def test_strongest_comes_first():
    assert list(JOINS) == ["agreement", "activity", "direct", "body", "presence"]
    assert sorted(JOINS, key=strength, reverse=True) == list(JOINS)
    assert strongest_join(["presence", "agreement", "body"]) == "agreement"
