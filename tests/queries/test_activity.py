"""What came of a record, a topic’s records by kind, and a person’s posts."""

import pytest

from cooperation.domain.dates import PartialDate
from cooperation.domain.verbs import DESCENT_VERBS
from cooperation.models import Relation
from cooperation.queries.activity import ActivityDossier
from cooperation.queries.dossier import RELATIONS_PER_PAGE
from cooperation.queries.person import PersonDossier
from cooperation.queries.topic import TopicDossier
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    EventFactory,
    InitiativeFactory,
    PartnerFactory,
    PersonFactory,
    RelationFactory,
    TopicFactory,
)
from tests.support.pages import body_of
from tests.support.rows import many


def shown(rows):
    return [(str(row.label), row.other.title) for row in rows]


def test_outcomes_stand_by_date_and_nowhere_else(db):
    event = EventFactory()
    for title, when in (("Undated", ""), ("Later", "2024"), ("Sooner", "May 2022")):
        agreement = AgreementFactory(title_en=title, when=when and PartialDate.parse(when))
        RelationFactory(subject=agreement, verb="adopted_at", object=event)
    RelationFactory(subject=event, verb="about", object=TopicFactory(title_en="Topic"))
    dossier = ActivityDossier(event)
    assert shown(dossier.outcomes) == [
        ("adopted there", "Sooner"),
        ("adopted there", "Later"),
        ("adopted there", "Undated"),
    ]
    assert [shown(rows) for _label, rows in dossier.groups] == [[("about", "Topic")]]


@pytest.mark.parametrize("verb", DESCENT_VERBS, ids=lambda verb: verb.key)
def test_only_what_came_of_a_record_is_an_outcome(db, verb):
    kinds = {"subject": verb.subjects[0], "object": verb.objects[0]}
    ends = {end: FACTORIES[kind]() for end, kind in kinds.items()}
    RelationFactory(verb=verb.key, **ends)
    found = {end: len(ActivityDossier(record).outcomes) for end, record in ends.items()}
    assert found == {verb.younger: 0, "object" if verb.younger == "subject" else "subject": 1}


@pytest.mark.parametrize("factory", [AgreementFactory, EventFactory, InitiativeFactory])
def test_page_shows_what_came_of_the_record(client, db, factory):
    record = factory()
    verb = {"agreement": "under", "event": "launched_at"}.get(record.kind, "follows")
    outcome = InitiativeFactory(title_en="Outcome")
    RelationFactory(subject=outcome, verb=verb, object=record)
    section = body_of(client.get(record.get_absolute_url())).partition('id="outcomes-heading"')[2]
    assert (
        f'<a href="{outcome.get_absolute_url()}">Outcome</a>' in section.partition("</section>")[0]
    )


def test_further_outcomes_stand_on_further_pages(client, db):
    agreement = AgreementFactory()
    Relation.objects.bulk_create(
        Relation(subject_id=each.pk, verb="under", object_id=agreement.pk)
        for each in many("initiative", RELATIONS_PER_PAGE + 1)
    )
    body = body_of(client.get(agreement.get_absolute_url()))
    assert body.count('<li class="entry">') == RELATIONS_PER_PAGE
    assert '<a rel="next" href="?page=2#relations">' in body


def test_records_of_a_topic_stand_by_kind_and_date(db):
    topic = TopicFactory()
    for factory, title, when in (
        (PartnerFactory, "Partner", ""),
        (AgreementFactory, "Later", "2024"),
        (AgreementFactory, "Sooner", "2022"),
    ):
        record = factory(title_en=title, when=when and PartialDate.parse(when))
        RelationFactory(subject=record, verb="about", object=topic)
    RelationFactory(subject=topic, verb="part_of", object=TopicFactory(title_en="Wider"))
    dossier = TopicDossier(topic)
    assert [(kind.key, [row.other.title for row in rows]) for kind, rows in dossier.by_kind] == [
        ("agreement", ["Sooner", "Later"]),
        ("partner", ["Partner"]),
    ]
    assert [shown(rows) for _label, rows in dossier.groups] == [[("part of", "Wider")]]


def test_topic_without_records_says_so(client, db):
    body = body_of(client.get(TopicFactory().get_absolute_url()))
    assert "There are no records on this topic yet." in body


def test_posts_stand_by_date(db):
    person = PersonFactory()
    for role, when in (("undated", ""), ("second", "2024"), ("first", "2020/2022")):
        held = {"role_en": role, "when": when and PartialDate.parse(when)}
        RelationFactory(subject=person, verb="post_at", object=PartnerFactory(), **held)
    posts = PersonDossier(person).posts
    assert [row.relation.role for row in posts] == ["first", "second", "undated"]
