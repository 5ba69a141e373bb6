"""What lies between two partners, and its page."""

import re

import pytest

from cooperation.domain.dates import PartialDate
from cooperation.models import Record
from cooperation.queries.network import Network
from cooperation.queries.shared_records import JOINS_PER_PAGE, SharedRecords
from tests.support.factories import (
    AgreementFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
)
from tests.support.pages import body_of, canonical_in, meta_in, text_of
from tests.support.partners import HIDDEN, take_part

ADDRESS = "/partners/a/with/b/"


def said(between):
    """Return {kind of join: {years: [(record, {partner: words})]}}."""
    return {
        section.join.key: {
            year.label: [
                (
                    item.record and item.record.title,
                    {side.partner.slug: [str(r.label) for r in side.rows] for side in item.sides},
                )
                for item in year.items
            ]
            for year in section.years
        }
        for section in between.sections
    }


def test_everything_between_two_by_kind_and_year(a, b):
    signed = AgreementFactory(title_en="Signed", when=PartialDate.parse("5 May 2021"))
    later = AgreementFactory(title_en="Later", when=PartialDate.parse("2022–2024"))
    event = EventFactory(title_en="Event")
    other = EventFactory(title_en="Of others")
    for partner in (a, b):
        take_part("party_to", partner, signed)
        take_part("party_to", partner, later)
    take_part("signed_by", b, signed)
    take_part("hosted_by", a, event)
    take_part("represented_at", b, event)
    take_part("represented_at", a, other)
    take_part("represented_at", PartnerFactory(), other)
    RelationFactory(subject=b, verb="part_of", object=a)
    between = SharedRecords(a, b)
    assert said(between) == {
        "agreement": {
            "2022–2024": [("Later", {"a": ["party to"], "b": ["party to"]})],
            "2021": [("Signed", {"a": ["party to"], "b": ["party to", "signed"]})],
        },
        "direct": {"": [(None, {"b": ["part of"]})]},
        "presence": {"": [("Event", {"a": ["hosted"], "b": ["represented at"]})]},
    }
    assert {join.key: number for join, number in between.totals.items()} == {
        "agreement": 2,
        "direct": 1,
        "presence": 1,
    }


def test_page_says_what_its_line_in_the_network_counts(content):
    pairs = Network().pairs
    for pair in pairs:
        between = SharedRecords(*pair.ends)
        assert {join.key: number for join, number in between.totals.items()} == pair.counts
    assert len(pairs) > 50


def test_each_relation_leads_to_its_evidence(client, a, b):
    agreement = AgreementFactory()
    relations = [take_part("party_to", partner, agreement) for partner in (a, b)]
    EvidenceFactory(record=agreement, field="", relation=relations[0])
    EvidenceFactory(record=agreement, field="", relation=relations[1], basis="inferred", note="So.")
    body = body_of(client.get(ADDRESS))
    marks = r'class="mark" id="[^"]+" href="#(note-\d)"(?: data-basis="(\w+)")?'
    assert re.findall(marks, body) == [
        ("note-1", ""),
        ("note-2", "inferred"),
    ]
    assert "The parties signed it in March 2022." in text_of(body)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_records_are_not_shown(client, a, b, hidden):
    agreement = AgreementFactory(title_en="Secret agreement")
    for partner in (a, b):
        take_part("party_to", partner, agreement)
    assert "Secret agreement" in body_of(client.get(ADDRESS))
    Record.objects.filter(pk=agreement.pk).update(**hidden)
    assert "Secret agreement" not in body_of(client.get(ADDRESS))
    Record.objects.filter(pk=a.pk).update(**hidden)
    answer = 410 if hidden.get("status") == "withdrawn" else 404
    assert client.get(ADDRESS).status_code == answer
    assert client.get("/partners/b/with/a/").status_code == answer


def test_other_order_leads_to_the_one_address(client, a, b):
    response = client.get("/partners/b/with/a/")
    assert (response.status_code, response.headers["Location"]) == (301, ADDRESS)
    assert canonical_in(client.get(ADDRESS)) is None
    RelationFactory(subject=a, verb="partner_of", object=b)
    assert canonical_in(client.get(ADDRESS)).endswith(ADDRESS)
    assert client.get("/ru/partners/b/with/a/").headers["Location"] == f"/ru{ADDRESS}"


@pytest.mark.parametrize("address", ["/partners/a/with/a/", "/partners/a/with/zz/"])
def test_no_page_with_itself_or_nobody(client, a, address):
    assert client.get(address).status_code == 404


def test_two_without_joins_have_a_page_that_says_so(client, a, b):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert meta_in(response, "robots") == "noindex"
    assert "The register has no direct record of these two partners together." in text_of(
        body_of(response)
    )
    RelationFactory(subject=a, verb="partner_of", object=b)
    assert meta_in(client.get(ADDRESS), "robots") is None


def test_many_joins_stand_on_pages(client, a, b):
    for _n in range(JOINS_PER_PAGE + 1):
        event = EventFactory()
        for partner in (a, b):
            take_part("represented_at", partner, event)
    first, second = (said(SharedRecords(a, b, page=page))["presence"][""] for page in (1, 2))
    assert (len(first), len(second)) == (JOINS_PER_PAGE, 1)
    assert second[0] not in first
    assert said(SharedRecords(a, b, page="zz"))["presence"][""] == first
    assert f"{ADDRESS}?page=2" in canonical_in(client.get(f"{ADDRESS}?page=99"))


def test_unknown_parameter_is_named(client, a, b):
    assert "colour" in text_of(body_of(client.get(f"{ADDRESS}?colour=red")))
