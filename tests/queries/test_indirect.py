"""What connects two partners that no record names together: a body, an office, a person."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.domain.verbs import VERBS, VERBS_OF_REPRESENTATIVES
from cooperation.models import Partner, Record
from cooperation.queries import indirect_records
from cooperation.queries.shared_records import SharedRecords
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    PersonFactory,
    RelationFactory,
)
from tests.support.pages import body_of, text_of
from tests.support.partners import HIDDEN, take_part

ADDRESS = "/partners/a/with/b/"
NONE = "The register has no direct record of these two partners together."


def part_of(whole, title):
    part = PartnerFactory(title_en=title, type="office")
    RelationFactory(subject=part, verb="part_of", object=whole)
    return part


def said(between):
    """Return [(record, [(partner, through, ties, words)])]."""
    return [
        (
            item.record and item.record.title,
            [
                (
                    side.partner.slug,
                    side.through and side.through.title,
                    [str(row.label) for row in side.ties],
                    [str(row.label) for row in side.rows],
                )
                for side in item.sides
            ],
        )
        for item in between.indirect
    ]


def test_conference_joins_a_state_with_the_state_whose_office_initiated_it(a, b):
    event = EventFactory(title_en="Conference", when="2022-03")
    take_part("represented_at", a, event)
    take_part("initiated_by", part_of(b, "President"), event)
    between = SharedRecords(a, b)
    assert between.totals == {}
    assert said(between) == [
        (
            "Conference",
            [
                ("a", None, [], ["represented at"]),
                ("b", "President", ["part of"], ["initiated"]),
            ],
        )
    ]


def test_both_through_bodies_and_people(a, b):
    event, agreement = EventFactory(title_en="Visit"), AgreementFactory(title_en="Pact")
    envoy = PersonFactory(title_en="Envoy")
    RelationFactory(subject=envoy, verb="post_at", object=a)
    RelationFactory(subject=envoy, verb="took_part_in", object=event)
    RelationFactory(subject=agreement, verb="signed_by", object=envoy)
    institute = part_of(b, "Institute")
    take_part("hosted_by", institute, event)
    take_part("party_to", institute, agreement)
    through = "a", "Envoy", ["holds a post at"]
    assert sorted(said(SharedRecords(a, b))) == [
        ("Pact", [(*through, ["signed"]), ("b", "Institute", ["part of"], ["party to"])]),
        ("Visit", [(*through, ["took part in"]), ("b", "Institute", ["part of"], ["hosted"])]),
    ]


def test_relation_between_an_office_and_the_other_partner(a, b):
    office = part_of(a, "Office")
    RelationFactory(subject=office, verb="partner_of", object=b)
    assert said(SharedRecords(a, b)) == [
        (None, [("a", "Office", ["part of"], ["partner of"]), ("b", None, [], [])])
    ]


def test_direct_records_come_alone(a, b):
    event, signed = EventFactory(), AgreementFactory()
    take_part("represented_at", a, event)
    take_part("initiated_by", part_of(b, "President"), event)
    for partner in (a, b):
        take_part("party_to", partner, signed)
    between = SharedRecords(a, b)
    assert (said(between), len(between.sections)) == ([], 1)


def test_members_of_a_group_do_not_stand_for_it(a, b):
    member = PartnerFactory()
    RelationFactory(subject=member, verb="member_of", object=b)
    event = EventFactory()
    take_part("represented_at", a, event)
    take_part("represented_at", member, event)
    assert said(SharedRecords(a, b)) == []


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("what", ["Conference", "President"])
def test_what_is_hidden_joins_nobody(client, a, b, what, hidden):
    event = EventFactory(title_en="Conference")
    take_part("represented_at", a, event)
    take_part("initiated_by", part_of(b, "President"), event)
    body = text_of(body_of(client.get(ADDRESS)))
    assert NONE in body
    assert "Conference" in body.split(NONE)[1]
    Record.objects.filter(title_en=what).update(**hidden)
    body = text_of(body_of(client.get(ADDRESS)))
    assert NONE in body
    assert not {"Conference", "President", "Indirect"} & {*body.replace(",", " ").split()}


def test_marks_lead_to_the_evidence_of_each_step(client, a, b):
    event = EventFactory(title_en="Conference")
    office = part_of(b, "President")
    [tie] = office.relations_as_subject.all()
    relation = take_part("initiated_by", office, event)
    take_part("represented_at", a, event)
    article = ArticleFactory()
    for each in (tie, relation):
        EvidenceFactory(record=each.subject, field="", relation=each, article=article)
    marks = re.findall(r'class="mark" id="([^"]+)" href="#note-1"', body_of(client.get(ADDRESS)))
    assert len({*marks}) == 2


@pytest.mark.parametrize("number", [1, 35])
def test_queries_stay_the_same_and_the_rest_is_counted(a, b, number):
    for count in range(number):
        office, event = part_of(b, f"Office {count}"), EventFactory()
        take_part("represented_at", a, event)
        take_part("initiated_by", office, event)
    with CaptureQueriesContext(connection) as queries:
        between = SharedRecords(a, b)
        shown, more = len(said(between)), between.more_indirect
    most = indirect_records.MOST
    assert (shown, more) == (min(number, most), max(0, number - most))
    assert len(queries) == 8 + (number > most)


def test_verbs_of_representatives_have_such_subjects():
    kinds = {key: VERBS[key].subjects for key in VERBS_OF_REPRESENTATIVES}
    assert all(kind in kinds[key] for key, kind in VERBS_OF_REPRESENTATIVES.items())
    assert all("partner" in VERBS[key].objects for key in VERBS_OF_REPRESENTATIVES)


def test_china_and_uzbekistan_met_at_the_tashkent_conference(client, content):
    china, uzbekistan = (Partner.objects.get(slug=slug) for slug in ("china", "uzbekistan"))
    president = "President of the Republic of Uzbekistan"
    conference = Record.objects.get(slug="tashkent-conference-2022").title
    assert said(SharedRecords(china, uzbekistan)) == [
        (
            conference,
            [
                ("china", None, [], ["represented at"]),
                ("uzbekistan", president, ["part of"], ["initiated"]),
            ],
        )
    ]
    body = text_of(body_of(client.get("/partners/china/with/uzbekistan/")))
    assert f"through {president}" in body
    nothing = text_of(body_of(client.get("/partners/china/with/un-security-council/")))
    assert NONE in nothing
    assert "Indirect links" not in nothing


def test_few_of_many_that_stand_for_a_partner_are_shown(client, a, b):
    event = EventFactory(title_en="Conference")
    take_part("represented_at", a, event)
    for number in range(5):
        take_part("represented_at", part_of(b, f"Office {number}"), event)
    [item] = SharedRecords(a, b).indirect
    assert [(side.partner.slug, side.more) for side in item.sides] == [("a", 0), ("b", 0), ("b", 3)]
    assert "3 more are not listed here." in text_of(body_of(client.get(ADDRESS)))
