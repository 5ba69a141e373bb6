"""Which partners are joined, by what and how often."""

from itertools import combinations, product

import pytest

from cooperation.domain.dates import PartialDate
from cooperation.domain.joins import strongest_join, weaker_join
from cooperation.domain.verbs import JOINING_VERBS, VERBS
from cooperation.models import Record
from cooperation.models.record_queryset import date_possibly_in
from cooperation.queries.network import Network
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    CouncilFactory,
    EventFactory,
    InitiativeFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
    WorkingGroupFactory,
)
from tests.support.partners import FUTURE, take_part

ALL = FACTORIES | {"working_group": WorkingGroupFactory}


def found(network):
    """Return {(address, address): {kind of join: number}} of a network."""
    return {tuple(end.slug for end in pair.ends): pair.counts for pair in network.pairs}


@pytest.fixture
def a(db):
    return PartnerFactory(slug="a")


@pytest.fixture
def b(db):
    return PartnerFactory(slug="b")


@pytest.mark.parametrize("verb", JOINING_VERBS, ids=lambda verb: verb.key)
def test_two_with_the_same_part_are_joined(a, b, verb):
    others = verb.objects if verb.partner_end == "subject" else verb.subjects
    for kind in others:
        record = ALL[kind]()
        take_part(verb.key, b, record)
        take_part(verb.key, a, record)
    assert found(Network())[("a", "b")] == {verb.join: len(others)}


@pytest.mark.parametrize("verb", sorted(VERBS.keys() - {verb.key for verb in JOINING_VERBS}))
def test_other_verbs_join_nobody_through_a_record(a, b, verb):
    for subject, object_ in product(VERBS[verb].subjects, VERBS[verb].objects):
        if (subject == "partner") != (object_ == "partner"):
            record = ALL[object_ if subject == "partner" else subject]()
            for partner in (a, b):
                ends = (partner, record) if subject == "partner" else (record, partner)
                RelationFactory(subject=ends[0], verb=verb, object=ends[1])
    assert found(Network()) == {}


def test_weaker_part_decides_how_two_are_joined(a, b):
    event = EventFactory()
    take_part("hosted_by", a, event)
    take_part("represented_at", b, event)
    assert found(Network()) == {("a", "b"): {"presence": 1}}
    take_part("initiated_by", b, event)
    assert found(Network()) == {("a", "b"): {"activity": 1}}


def test_record_counts_once_however_many_relations(a, b):
    agreement = AgreementFactory()
    for partner in (a, b):
        take_part("party_to", partner, agreement)
        take_part("signed_by", partner, agreement)
    network = Network()
    assert found(network) == {("a", "b"): {"agreement": 1}}
    assert network.joins_of == {a.pk: 1, b.pk: 1}


@pytest.mark.parametrize("verb", ["part_of", "partner_of", "member_of"])
def test_direct_relation_joins_in_the_order_of_addresses(a, b, verb):
    RelationFactory(subject=b, verb=verb, object=a)
    assert found(Network()) == {("a", "b"): {"direct": 1}}


def test_members_of_a_partner_are_joined_to_it_and_to_each_other(a, b):
    group = PartnerFactory(slug="group", type="grouping")
    for partner in (a, b):
        RelationFactory(subject=partner, verb="member_of", object=group)
    assert found(Network()) == {
        ("a", "group"): {"direct": 1},
        ("b", "group"): {"direct": 1},
        ("a", "b"): {"body": 1},
    }


def test_conference_joins_each_two_only_by_presence(db):
    event = EventFactory()
    for number in range(46):
        take_part("represented_at", PartnerFactory(slug=f"state-{number:02}"), event)
    counts = found(Network())
    assert list(counts) == list(combinations([f"state-{number:02}" for number in range(46)], 2))
    assert set(map(str, counts.values())) == {"{'presence': 1}"}


@pytest.mark.parametrize(
    "hidden", [{"status": "draft"}, {"status": "withdrawn"}, {"publish_at": FUTURE}]
)
@pytest.mark.parametrize("what", ["partner", "record"])
def test_hidden_records_join_nobody(a, b, what, hidden):
    agreement = AgreementFactory()
    take_part("party_to", a, agreement)
    take_part("party_to", b, agreement)
    RelationFactory(subject=a, verb="partner_of", object=b)
    assert found(Network()) == {("a", "b"): {"agreement": 1, "direct": 1}}
    record = a if what == "partner" else agreement
    Record.objects.filter(pk=record.pk).update(**hidden)
    network = Network()
    assert found(network) == ({} if what == "partner" else {("a", "b"): {"direct": 1}})
    shown = {partner.slug for partner in [*network.partners, *network.unconnected]}
    assert shown == ({"b"} if what == "partner" else {"a", "b"})


def test_strongest_pairs_come_first(a, b):
    c = PartnerFactory(slug="c")
    for partners, verb, kind in (
        ((a, b), "represented_at", "event"),
        ((a, b), "represented_at", "event"),
        ((b, c), "party_to", "agreement"),
        ((a, c), "represented_at", "event"),
    ):
        record = ALL[kind]()
        for partner in partners:
            take_part(verb, partner, record)
    assert list(found(Network())) == [("b", "c"), ("a", "b"), ("a", "c")]


def test_conditions_narrow_what_joins(a, b):
    c, topic = PartnerFactory(slug="c"), TopicFactory()
    agreement = AgreementFactory(when=PartialDate.parse("March 2022"))
    event = EventFactory(when=PartialDate.parse("2024"))
    for partner in (a, b):
        take_part("party_to", partner, agreement)
    for partner in (b, c):
        take_part("represented_at", partner, event)
    RelationFactory(subject=event, verb="about", object=topic)
    RelationFactory(subject=a, verb="partner_of", object=c, when=PartialDate.parse("2024"))
    RelationFactory(subject=b, verb="partner_of", object=c)
    published = Record.objects.published()
    assert found(Network(kind="agreement")) == {("a", "b"): {"agreement": 1}}
    assert found(Network(partner=a)) == {("a", "b"): {"agreement": 1}, ("a", "c"): {"direct": 1}}
    about = published.related_to([topic.pk])
    assert found(Network(about, direct=None)) == {("b", "c"): {"presence": 1}}
    year = PartialDate.parse("2024")
    in_2024 = published.possibly_in(year.earliest, year.latest)
    direct = date_possibly_in(year.earliest, year.latest)
    assert found(Network(in_2024, direct=direct)) == {
        ("a", "c"): {"direct": 1},
        ("b", "c"): {"presence": 1},
    }


def test_partners_without_joins_are_alone(a, b):
    c = PartnerFactory(slug="c")
    RelationFactory(subject=a, verb="partner_of", object=c)
    network = Network()
    assert [partner.slug for partner in network.partners] == ["a", "c"]
    assert [partner.slug for partner in network.unconnected] == ["b"]


def test_numbers_are_those_of_the_relations(content):
    """Count again, record by record, what the register of the first day holds."""
    expected = {}
    for record in Record.objects.published():
        parts = {}
        for verb in JOINING_VERBS:
            near, far = verb.partner_end, "object" if verb.partner_end == "subject" else "subject"
            relations = getattr(record, f"relations_as_{far}").published()
            for relation in relations.filter(verb=verb.key, **{f"{near}__kind": "partner"}):
                slug = getattr(relation, near).slug
                parts[slug] = strongest_join([verb.join, parts.get(slug, verb.join)])
        for one, other in combinations(sorted(parts), 2):
            counts = expected.setdefault((one, other), {})
            join = weaker_join(parts[one], parts[other])
            counts[join] = counts.get(join, 0) + 1
        for verb in ("part_of", "partner_of", "member_of"):
            direct = record.relations_as_subject.published().filter(verb=verb)
            for relation in direct.filter(subject__kind="partner", object__kind="partner"):
                pair = tuple(sorted((record.slug, relation.object.slug)))
                counts = expected.setdefault(pair, {})
                counts["direct"] = counts.get("direct", 0) + 1
    assert len(expected) > 50
    assert found(Network()) == expected


def test_council_and_initiative_join_too(a, b):
    council, initiative = CouncilFactory(), InitiativeFactory()
    for partner in (a, b):
        take_part("member_of", partner, council)
    take_part("supported_by", a, initiative)
    take_part("carried_out_by", b, initiative)
    assert found(Network()) == {("a", "b"): {"body": 1, "activity": 1}}
