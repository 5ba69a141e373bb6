"""A duplicate merged into the record that stays."""

import pytest
from django.apps import apps
from django.core.management import call_command

from cooperation.changes.consequences import history
from cooperation.changes.errors import Invalid
from cooperation.changes.merge_duplicate import MOVED, STAYS
from cooperation.changes.publish import publish
from cooperation.changes.restore import restore
from cooperation.models import Evidence, Premise, Record, Relation, Revision
from cooperation.snapshots.capture import capture
from cooperation.snapshots.parts import NOT_PARTS, parts_of
from tests.support.databases import database_hash
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
)
from tests.support.merging_duplicates import merge, record_of, stated
from tests.support.records import KINDS, full_record

pytestmark = pytest.mark.django_db


def refusal(duplicate, survivor):
    before = database_hash()
    with pytest.raises(Invalid) as refused:
        merge(duplicate, survivor)
    assert database_hash() == before
    return str(refused.value)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_all_its_parts_to_the_record_that_stays(kind, editor):
    duplicate = full_record(kind, editor)
    survivor = KINDS[kind](slug="stays", title_en=duplicate.title_en)
    number = Evidence.objects.count()
    merge(duplicate, survivor, by=editor)
    assert Evidence.objects.count() == number
    rest = {row["model"] for row in capture(record_of(duplicate))[2:]}
    assert rest <= {"cooperation.evidence", "cooperation.premise"}
    assert set(duplicate.evidence.values_list("field", flat=True)) <= {"title", "when"}
    for part in parts_of(kind):
        assert any(
            row["model"] == part.model._meta.label_lower for row in capture(record_of(survivor))
        )
    kept = record_of(survivor)
    assert (kept.title_en, str(kept.when), kept.summary_en) == (
        survivor.title_en, str(duplicate.when), "S.",
    )  # fmt: skip
    assert kept.image_id == duplicate.image_id
    texts = set(kept.aliases.values_list("text", flat=True))
    assert (texts, kept.title_ru) == ({"Other", "Another"}, "Запись")
    assert record_of(duplicate).status == "withdrawn"
    newest = kept.revisions.newest_first()[0]
    assert (newest.act, newest.made_by) == (
        "merged", editor,
    )  # fmt: skip
    last = duplicate.revisions.newest_first()[0]
    assert (last.act, last.note) == ("withdrawn", f"Merged into “{survivor.title_en}”.")


def test_relations_in_both_directions_move_with_their_evidence():
    survivor, duplicate = PartnerFactory(), PartnerFactory()
    party = RelationFactory(subject=duplicate)
    hosted = RelationFactory(subject=EventFactory(), verb="hosted_by", object=duplicate)
    words = stated(duplicate, relation=party), stated(hosted.subject, relation=hosted)
    merge(duplicate, survivor)
    for row in (party, hosted, *words):
        row.refresh_from_db()
    assert (party.subject_id, hosted.object_id) == (survivor.pk, survivor.pk)
    assert [row.record_id for row in words] == [survivor.pk, hosted.subject_id]


def test_relation_that_both_have_is_there_once_with_all_evidence():
    survivor, duplicate, pact = PartnerFactory(), PartnerFactory(), AgreementFactory()
    kept = RelationFactory(subject=survivor, object=pact)
    same = RelationFactory(subject=duplicate, object=pact, role_en="host")
    article = ArticleFactory(body_en="<p>They signed.</p>")
    again = [
        stated(record, relation=relation, article=article)
        for record, relation in ((pact, kept), (pact, same), (duplicate, same))
    ]
    plan = merge(duplicate, survivor)
    relation = pact.relations_as_object.get()
    assert (relation.pk, relation.role_en) == (kept.pk, "host")
    assert set(relation.evidence.all()) == {again[0], again[2]}
    assert {key.pk: twin.pk for key, twin in plan.joined.items()} == {
        str(same.pk): str(kept.pk),
        str(again[1].pk): str(again[0].pk),
    }


def test_role_that_differs_stays_and_is_told():
    survivor, duplicate, pact = PartnerFactory(), PartnerFactory(), AgreementFactory()
    RelationFactory(subject=survivor, object=pact, role_en="guest")
    RelationFactory(subject=duplicate, object=pact, role_en="host")
    plan = merge(duplicate, survivor)
    assert pact.relations_as_object.get().role_en == "guest"
    assert ({"role_en": "guest"}, {"role_en": "host"}) in [
        (each.kept, each.other) for each in plan.differing
    ]


def test_relation_between_the_two_is_dropped():
    survivor, duplicate = AgreementFactory(), AgreementFactory()
    relation = RelationFactory(subject=survivor, verb="follows", object=duplicate)
    stated(survivor, relation=relation)
    plan = merge(duplicate, survivor)
    assert (Relation.objects.count(), Evidence.objects.count(), len(plan.dropped)) == (0, 0, 2)


def test_value_that_differs_stays_with_its_evidence_and_the_other_is_told():
    survivor = EventFactory(when="2022-03")
    duplicate = EventFactory(when="2022-04")
    evidence = EvidenceFactory(record=duplicate)
    plan = merge(duplicate, survivor)
    evidence.refresh_from_db()
    assert (str(record_of(survivor).when.edtf), evidence.record_id) == ("2022-03", duplicate.pk)
    assert ({"when": "2022-03"}, {"when": "2022-04"}) in [
        (each.kept, each.other) for each in plan.differing
    ]
    assert [key.pk for key in plan.left] == [str(evidence.pk)]


def test_same_value_of_both_has_the_evidence_of_both():
    records = [EventFactory(when="2022-03") for _n in range(2)]
    for record in records:
        EvidenceFactory(record=record)
    merge(records[1], records[0])
    assert records[0].evidence.count() == 2


def test_missing_value_is_taken_with_its_evidence_and_ends_the_reason_for_having_none():
    survivor, duplicate = EventFactory(), EventFactory(when="2022")
    EvidenceFactory(record=survivor, basis="not_stated", article=None, quote="")
    evidence = EvidenceFactory(record=duplicate)
    merge(duplicate, survivor)
    assert list(survivor.evidence.all()) == [evidence]
    assert record_of(survivor).when.edtf == "2022"


def test_reason_for_an_empty_relation_ends_when_relations_come():
    survivor, duplicate = AgreementFactory(), AgreementFactory()
    for record in (survivor, duplicate):
        gap = {"basis": "not_stated", "article": None, "quote": ""}
        EvidenceFactory(record=record, field="depositary", **gap)
        EvidenceFactory(record=record, field="parties", **gap)
    RelationFactory(object=duplicate)
    merge(duplicate, survivor)
    assert [row.field for row in survivor.evidence.all()] == ["depositary"]


def test_what_only_makes_sense_together_is_not_mixed():
    survivor = EventFactory(format="online")
    duplicate = EventFactory(city_en="Tashkent", city_ru="Ташкент")
    merge(duplicate, survivor)
    kept = record_of(survivor).as_kind()
    assert (kept.format, kept.city_en, kept.city_ru) == ("online", None, None)
    signed = AgreementFactory(act="signed", city_en="Tashkent")
    merge(AgreementFactory(act="adopted", when="2022"), signed)
    assert record_of(signed).when is None


def test_translation_of_another_title_is_no_translation_of_this_one():
    survivor, duplicate = TopicFactory(), TopicFactory(title_ru="Борьба")
    merge(duplicate, survivor)
    assert record_of(survivor).title_ru in (None, "")
    assert survivor.aliases.filter(text="Борьба").exists()


def test_alias_that_both_have_is_there_once():
    survivor, duplicate = TopicFactory(title_en="One"), TopicFactory(title_en="ONE")
    for record in (survivor, duplicate):
        record.aliases.create(text="Uno")
    merge(duplicate, survivor)
    assert [alias.text for alias in survivor.aliases.all()] == ["Uno"]


def test_inference_of_a_third_record_keeps_its_premise():
    survivor, duplicate = EventFactory(when="2022"), EventFactory(when="2022")
    kept, same = (
        EvidenceFactory(record=record, article=article)
        for article in [ArticleFactory()]
        for record in (survivor, duplicate)
    )
    other = EvidenceFactory(field="title", basis="inferred", note="Since.")
    premise = Premise.objects.create(inference=other, evidence=same, words="W")
    own = EvidenceFactory(record=survivor, field="title", basis="inferred", note="Since.")
    Premise.objects.create(inference=own, evidence=kept, words="W")
    Premise.objects.create(inference=own, evidence=same, words="V")
    merge(duplicate, survivor)
    premise.refresh_from_db()
    assert premise.evidence == kept
    assert {each.evidence for each in own.premises.all()} == {kept, None}


def test_draft_is_merged_into_what_is_public_and_into_a_draft():
    draft, public = TopicFactory(status="draft"), TopicFactory()
    draft.aliases.create(text="Uno")
    merge(draft, public)
    assert (record_of(draft).status, public.aliases.count()) == ("withdrawn", 2)
    first, second = TopicFactory(status="draft"), TopicFactory(status="draft")
    merge(first, second)
    assert (record_of(first).status, record_of(second).status) == ("withdrawn", "draft")
    assert Revision.objects.filter(record=second.pk).count() == 0


def test_what_cannot_be_merged_is_refused_with_a_remedy():
    topic, draft = TopicFactory(title_en="T"), TopicFactory(status="draft", title_en="D")
    assert refusal(topic, topic).startswith("A record cannot be merged into itself.")
    assert refusal(topic, PartnerFactory(title_en="P")) == (
        "“P” is of the kind “Partner”, this record of the kind “Topic”. Choose a record of the "
        "same kind."
    )
    assert refusal(topic, draft) == (
        "“D” is not published. Publish it first: readers will be sent to it."
    )
    merged = TopicFactory(title_en="M")
    merge(merged, topic)
    for pair in ((merged, topic), (TopicFactory(), merged)):
        assert refusal(*pair).startswith("“M” has already been merged.")


def test_revisions_from_before_a_merger_are_restored_as_far_as_they_can_be():
    survivor, duplicate, pact = PartnerFactory(), full_record("partner"), AgreementFactory()
    for partner in (survivor, duplicate):
        stated(pact, relation=RelationFactory(subject=partner, object=pact))
    RelationFactory(subject=survivor, verb="part_of", object=duplicate)
    records = [record_of(each) for each in (pact, survivor, duplicate)]
    for record in records:
        history.add_first_revision(record)
    merge(duplicate, survivor)
    for record, title in zip(records, ("Pact", "Stays", "Goes"), strict=True):
        Record.objects.filter(pk=record.pk).update(title_en=title)
        restore(record, record.revisions.get(number=1).snapshot)
    publish(records[0])
    publish(records[1])
    relations = Relation.objects.published().of(pact)
    assert [each.subject_id for each in relations] == [survivor.pk]
    assert not Relation.objects.published().filter(verb="part_of").exists()
    assert not {record_of(each).title_en for each in records[:2]} & {"Pact", "Stays"}
    assert records[2].draft.snapshot[0]["fields"]["title_en"] != "Goes"
    assert [each.status for each in map(record_of, records)] == [
        "published", "published", "withdrawn",
    ]  # fmt: skip


def test_failure_half_way_leaves_everything_as_it_was(monkeypatch, django_db_blocker):
    survivor, duplicate = TopicFactory(), full_record("topic")
    before = database_hash()
    monkeypatch.setattr(
        "cooperation.changes.consequences.redirects.redirect_duplicate", lambda *records: 1 / 0
    )
    with pytest.raises(ZeroDivisionError):
        merge(duplicate, survivor)
    assert database_hash() == before


def test_loading_the_content_again_neither_undoes_a_merger_nor_brings_anything_back(tmp_path):
    call_command("load_content", verbosity=0)
    partners = Record.objects.filter(kind="partner").order_by("pk")
    duplicate, survivor = partners.get(slug="unoct"), partners.get(slug="uzbekistan")
    merge(duplicate, survivor)
    before = [list(model.objects.order_by("pk").values()) for model in (Record, Relation, Evidence)]
    call_command("load_content", verbosity=0)
    call_command("load_content", verbosity=0)
    after = [list(model.objects.order_by("pk").values()) for model in (Record, Relation, Evidence)]
    assert after == before
    assert record_of(duplicate).status == "withdrawn"
    call_command("dump_content", str(tmp_path), verbosity=0)
    assert "withdrawn" in (tmp_path / "20_partners.json").read_text()


def test_each_way_to_a_record_is_part_of_it_or_has_its_reason():
    links = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("cooperation").get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.is_relation and not field.one_to_one and issubclass(field.related_model, Record)
    }
    of_parts = {
        f"{part.model._meta.model_name}.{link.name}"
        for kind in KINDS
        for part in parts_of(kind)
        for link in part.links
    }
    assert links - of_parts - MOVED.keys() - STAYS.keys() == set()
    assert MOVED.keys() & STAYS.keys() == set()
    assert {name.split(".")[0] for name in STAYS} <= NOT_PARTS.keys()
