"""A council with its working groups, as its page shows them."""

import pytest

from cooperation.domain.basis import Basis
from cooperation.domain.dates import PartialDate
from cooperation.queries.council import CouncilDossier
from tests.support.factories import (
    CouncilFactory,
    EventFactory,
    EvidenceFactory,
    RelationFactory,
    WorkingGroupFactory,
)
from tests.support.pages import body_of, text_of


def groups_on_page(client, council):
    """Return the words of the section of the working groups, without its heading."""
    body = body_of(client.get(council.get_absolute_url()))
    section = body.partition('id="groups-heading"')[2].partition("</section>")[0]
    return text_of(section.partition("</h2>")[2])


def in_order(words, *wanted):
    """Whether each of the wanted words stands in the text, after the one before."""
    places = [words.find(word) for word in wanted]
    return -1 not in places and places == sorted(places)


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (None, "not yet checked"),
        (Basis.NOT_STATED, "not stated in the source"),
        (Basis.NOT_APPLICABLE, "not applicable"),
    ],
)
def test_council_without_groups_says_why(client, db, basis, words):
    council = CouncilFactory()
    if basis:
        reason = {"basis": basis, "article": None, "quote": ""}
        EvidenceFactory(record=council, field="working_groups", **reason)
    assert groups_on_page(client, council) == words


def test_groups_stand_by_title_and_belong_to_the_council(client, db):
    council = CouncilFactory()
    for title in ("Law group", "Aid group"):
        WorkingGroupFactory(council=council, title_en=title)
    WorkingGroupFactory(council=council, title_en="Hidden group", status="draft")
    WorkingGroupFactory(title_en="Other group")
    words = groups_on_page(client, council)
    assert in_order(words, "Aid group", "Law group")
    assert "Hidden group" not in words
    assert "Other group" not in words


def test_meetings_stand_by_date_and_hidden_ones_are_left_out(client, db):
    group = WorkingGroupFactory(title_en="Group")
    for date, title, status in (
        ("2023", "Second meeting", "published"),
        ("March 2022", "First meeting", "published"),
        ("2022", "Hidden meeting", "draft"),
    ):
        event = EventFactory(title_en=title, when=PartialDate.parse(date), status=status)
        RelationFactory(subject=event, verb="meeting_of", object=group)
    RelationFactory(
        subject=EventFactory(title_en="Of all", when=PartialDate.parse("May 2022")),
        verb="meeting_of",
        object=group.council,
    )
    RelationFactory(subject=EventFactory(title_en="Undated"), verb="meeting_of", object=group)
    dossier = CouncilDossier(group.council)
    assert [(meeting.other.title, meeting.group) for meeting in dossier.meetings] == [
        ("First meeting", group),
        ("Of all", None),
        ("Second meeting", group),
        ("Undated", group),
    ]
    body = body_of(client.get(group.council.get_absolute_url()))
    assert "First meeting" not in groups_on_page(client, group.council)
    assert in_order(text_of(body), "Meetings", "First meeting", "Of all", "Second meeting")
    assert "Hidden meeting" not in body


@pytest.mark.parametrize("basis", [Basis.NOT_STATED, Basis.NOT_APPLICABLE])
def test_group_says_why_its_number_is_empty(client, db, basis):
    group = WorkingGroupFactory(title_en="Group", mandate_en="To work.")
    reason = {"basis": basis, "article": None, "quote": ""}
    EvidenceFactory(record=group, field="count", **reason)
    assert str(basis.label) in groups_on_page(client, group.council)


def test_group_has_an_anchor_its_mandate_and_its_number(client, db):
    group = WorkingGroupFactory(slug="law", title_en="Group", mandate_en="To work.", count=4)
    assert 'id="law"' in body_of(client.get(group.council.get_absolute_url()))
    assert in_order(groups_on_page(client, group.council), "Group", "To work.")
    assert "Number 4" in groups_on_page(client, group.council)


def test_facts_of_council_do_not_deny_its_groups(client, db):
    group = WorkingGroupFactory()
    body = body_of(client.get(group.council.get_absolute_url()))
    assert "<dt>Working groups</dt>" not in body
