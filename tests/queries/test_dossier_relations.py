"""The relations of a record: both directions, their labels, what stays hidden, and their pages."""

import pytest

from cooperation.domain.dates import PartialDate
from cooperation.domain.verbs import VERBS
from cooperation.models import Relation
from cooperation.queries.dossier import CLAIM_RELATIONS, FACT_RELATIONS, RELATIONS_PER_PAGE, Dossier
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    EventFactory,
    PartnerFactory,
    PersonFactory,
    RelationFactory,
    TopicFactory,
    WorkingGroupFactory,
)
from tests.support.rows import many

ALL = FACTORIES | {"working_group": WorkingGroupFactory}


def shown(record):
    """Return what a page says of relations: (label of the fact or group, title of the other)."""
    dossier = Dossier(record)
    facts = [(str(fact.label), row.other.title) for fact in dossier.facts for row in fact.rows]
    groups = [(str(label), row.other.title) for label, rows in dossier.groups for row in rows]
    return facts + groups


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_relation_is_shown_once_on_both_records(db, verb):
    for subject_kind in verb.subjects:
        for object_kind in verb.objects:
            subject = ALL[subject_kind](title_en="Subject")
            other = ALL[object_kind](title_en="Object")
            RelationFactory(subject=subject, verb=verb.key, object=other)
            claimed = verb.claim and verb.claim in type(subject).CLAIMS
            label = type(subject).claim_label(verb.claim) if claimed else verb.label
            assert shown(subject) == [(str(label), "Object")]
            claimed = verb.inverse_claim and verb.inverse_claim in type(other).CLAIMS
            label = type(other).claim_label(verb.inverse_claim) if claimed else verb.inverse
            assert shown(other) == [(str(label), "Subject")]


def test_labels_tell_the_directions_apart():
    inverses = [str(verb.inverse) for verb in VERBS.values()]
    labels = [str(verb.label) for verb in VERBS.values()]
    assert len(set(labels)) == len(labels)
    assert len(set(inverses)) == len(inverses)
    assert set(labels) & set(inverses) == {"partner of"}


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
@pytest.mark.parametrize("end", ["subject", "object"])
def test_hidden_record_is_not_leaked(client, db, end, status):
    seen = "object" if end == "subject" else "subject"
    for verb in ("party_to", "signed_by"):
        subject, other = ("partner", "agreement")[:: 1 if verb == "party_to" else -1]
        ends = {"subject": FACTORIES[subject](), "object": FACTORIES[other]()}
        relation = RelationFactory(verb=verb, **ends)
        hidden = getattr(relation, end)
        type(hidden).objects.filter(pk=hidden.pk).update(status=status, title_en="Secret title")
        record = getattr(relation, seen)
        assert shown(record) == []
        body = client.get(record.get_absolute_url()).content.decode()
        assert "Secret title" not in body
        assert hidden.slug not in body.replace(record.slug, "")


def test_relations_stand_by_verb_order_and_date(db):
    agreement = AgreementFactory()
    rows = [("signed_by", 2, "", "d"), ("signed_by", 1, "2023", "c"), ("signed_by", 1, "2022", "b")]
    rows += [("approved_by", 5, "", "a")]
    for verb, order, date, title in rows:
        RelationFactory(
            subject=agreement,
            verb=verb,
            object=PartnerFactory(title_en=title),
            order=order,
            when=PartialDate.parse(date) if date else None,
        )
    assert shown(agreement) == [
        ("approved by", "a"),
        ("signed by", "b"),
        ("signed by", "c"),
        ("signed by", "d"),
    ]


def test_row_shows_role_and_date(client, db):
    person, partner = PersonFactory(), PartnerFactory()
    date = PartialDate.from_edtf("2022~")
    role = {"role_en": "Head of the Department", "when": date}
    RelationFactory(subject=person, verb="post_at", object=partner, **role)
    body = client.get(partner.get_absolute_url()).content.decode()
    assert '<span class="role">Head of the Department</span>' in body
    assert '<span class="role"><time datetime="2022">about 2022</time></span>' in body
    body = client.get(person.get_absolute_url()).content.decode()
    assert "<strong>Head of the Department</strong>" in body
    assert '<span class="entry__date"><time datetime="2022">about 2022</time></span>' in body


def test_working_group_is_linked_to_its_council(client, db):
    group = WorkingGroupFactory(title_en="Group", slug="group")
    event = EventFactory()
    RelationFactory(subject=event, verb="meeting_of", object=group)
    body = client.get(event.get_absolute_url()).content.decode()
    assert f'<a href="{group.council.get_absolute_url()}#group">Group</a>' in body


def parties(agreement, number):
    Relation.objects.bulk_create(
        Relation(subject_id=partner.pk, verb="party_to", object_id=agreement.pk, order=order)
        for order, partner in enumerate(many("partner", number))
    )


@pytest.mark.parametrize(
    ("number", "in_facts", "in_relations"),
    [
        (CLAIM_RELATIONS - 1, CLAIM_RELATIONS - 1, 0),
        (CLAIM_RELATIONS, CLAIM_RELATIONS, 0),
        (CLAIM_RELATIONS + 1, CLAIM_RELATIONS, CLAIM_RELATIONS + 1),
        (60, CLAIM_RELATIONS, 60),
    ],
)
def test_facts_that_overflow_are_listed_in_full_below(db, number, in_facts, in_relations):
    agreement = AgreementFactory()
    parties(agreement, number)
    dossier = Dossier(agreement)
    [fact] = [fact for fact in dossier.facts if fact.name == "parties"]
    first = [f"Partner {order}" for order in range(in_facts)]
    assert [row.other.title for row in fact.rows] == first
    assert fact.has_more is (number > CLAIM_RELATIONS)
    assert dossier.relations.paginator.count == in_relations


def test_facts_that_overflow_say_that_there_is_more(client, db):
    agreement = AgreementFactory()
    parties(agreement, CLAIM_RELATIONS + 1)
    body = client.get(agreement.get_absolute_url()).content.decode()
    assert '<li><a href="#relations">All of them are listed under “Relations”</a></li>' in body


def test_fact_that_overflows_leaves_room_for_the_others(db):
    event = EventFactory()
    hosts = many("partner", CLAIM_RELATIONS + 5)
    Relation.objects.bulk_create(
        Relation(subject_id=event.pk, verb="hosted_by", object_id=host.pk) for host in hosts
    )
    RelationFactory(subject=PartnerFactory(title_en="Guest"), verb="represented_at", object=event)
    facts = {fact.name: fact for fact in Dossier(event).facts}
    assert len(facts["hosts"].rows) == CLAIM_RELATIONS
    assert [row.other.title for row in facts["participants"].rows] == ["Guest"]
    assert facts["participants"].gap == ""


@pytest.mark.parametrize(
    ("typed", "number", "orders"),
    [
        (None, 1, range(20)),
        ("1", 1, range(20)),
        ("2", 2, range(20, 40)),
        ("3", 3, range(40, 48)),
        ("4", 3, range(40, 48)),
        ("0", 1, range(20)),
        ("-5", 1, range(20)),
        ("x", 1, range(20)),
        ("9" * 5000, 1, range(20)),
    ],
)
def test_page_of_relations_is_the_nearest(db, typed, number, orders):
    topic = TopicFactory()
    Relation.objects.bulk_create(
        Relation(subject_id=event.pk, verb="about", object_id=topic.pk, order=order)
        for order, event in enumerate(many("event", 48))
    )
    dossier = Dossier(topic, typed)
    [(label, rows)] = dossier.groups
    assert (str(label), dossier.relations.number) == ("treated in", number)
    assert [row.relation.order for row in rows] == list(orders)
    assert RELATIONS_PER_PAGE == 20


def test_pages_of_relations_are_linked_to_their_place(client, db):
    topic = TopicFactory()
    Relation.objects.bulk_create(
        Relation(subject_id=event.pk, verb="about", object_id=topic.pk)
        for event in many("event", RELATIONS_PER_PAGE + 1)
    )
    body = client.get(topic.get_absolute_url()).content.decode()
    assert '<a rel="next" href="?page=2#relations">Next' in body
    assert body.count('<li class="entry">') == RELATIONS_PER_PAGE


def test_facts_share_the_room_of_a_page(db):
    event = EventFactory()
    partners = many("partner", 30)
    Relation.objects.bulk_create(
        Relation(subject_id=event.pk, verb=verb, object_id=each.pk)
        for verb, number in (("hosted_by", 30), ("initiated_by", 2))
        for each in partners[:number]
    )
    dossier = Dossier(event)
    facts = {fact.name: (len(fact.rows), fact.has_more) for fact in dossier.facts}
    assert facts["hosts"] == (FACT_RELATIONS - 2, True)
    assert facts["initiators"] == (2, False)
    assert len(dossier.relations) == RELATIONS_PER_PAGE - FACT_RELATIONS
    assert dossier.relations.paginator.count == 30
