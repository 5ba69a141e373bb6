"""What the database itself refuses, past all forms."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F

from cooperation.models import (
    Agreement,
    Alias,
    Article,
    Comment,
    ContentVersion,
    Draft,
    Event,
    Evidence,
    Figure,
    Image,
    Initiative,
    ItemDraft,
    ItemRevision,
    OldAddress,
    OtherClaim,
    OutdatedTranslation,
    Partner,
    Passage,
    Premise,
    Provision,
    Record,
    Relation,
    Review,
    Revision,
    SiteSettings,
    Statement,
    WorkingGroup,
)
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    EvidenceFactory,
    InitiativeFactory,
    PartnerFactory,
    RelationFactory,
    WorkingGroupFactory,
)

GAP = {"basis": "not_stated", "article": None, "quote": ""}

REFUSED = [
    ("record_has_title", Record, {"title": ""}),
    ("record_has_slug", Record, {"slug": ""}),
    ("record_kind_is_known", Record, {"kind": "treaty"}),
    ("record_kind_is_known", Record, {"kind": ""}),
    ("record_status_is_known", Record, {"status": "public"}),
    (
        "record_withdrawn_after_published",
        Record,
        {
            "publish_at": datetime(2030, 2, 1, tzinfo=UTC),
            "withdraw_at": datetime(2030, 2, 1, tzinfo=UTC),
        },
    ),
    ("article_source_kind_is_known", Article, {"source_kind": "rumour"}),
    ("article_source_licence_is_known", Article, {"source_licence": "none"}),
    (
        "article_source_public_or_not",
        Article,
        {"source_url": "https://example.org/", "source_not_public_en": "Lost."},
    ),
    ("agreement_has_type", Agreement, {"type": ""}),
    ("agreement_type_is_known", Agreement, {"type": "pact"}),
    ("agreement_act_is_known", Agreement, {"act": "ratified"}),
    ("agreement_state_is_known", Agreement, {"state": "unknown"}),
    ("agreement_binding_is_known", Agreement, {"binding": "maybe"}),
    ("event_has_type", Event, {"type": ""}),
    ("event_type_is_known", Event, {"type": "party"}),
    ("event_state_is_known", Event, {"state": "moved"}),
    ("event_format_is_known", Event, {"format": "paper"}),
    ("event_online_has_no_place", Event, {"format": "online", "city_en": "Tashkent"}),
    ("initiative_has_type", Initiative, {"type": ""}),
    ("initiative_type_is_known", Initiative, {"type": "idea"}),
    ("initiative_state_is_known", Initiative, {"state": "dead"}),
    ("initiative_count_positive", Initiative, {"count": 0}),
    ("partner_has_type", Partner, {"type": ""}),
    ("partner_type_is_known", Partner, {"type": "person"}),
    ("working_group_count_positive", WorkingGroup, {"count": 0}),
    ("relation_verb_is_known", Relation, {"verb": "likes"}),
    ("relation_joins_two_records", Relation, {"object": F("subject")}),
    ("evidence_basis_is_known", Evidence, {"basis": "rumour"}),
    ("evidence_stated_has_quote", Evidence, {"quote": ""}),
    ("evidence_stated_has_quote", Evidence, {"quote": "", "article": None}),
    ("evidence_unstated_has_note", Evidence, {"basis": "inferred", "note": ""}),
    ("evidence_unstated_has_note", Evidence, {"basis": "outside", "note": ""}),
    ("evidence_quote_has_article", Evidence, {"basis": "inferred", "note": "x", "article": None}),
    ("evidence_supports_one_thing", Evidence, {"field": ""}),
    ("evidence_gap_is_of_field", Evidence, {"basis": "not_stated"}),
    ("alias_has_text", Alias, {"text": ""}),
    ("alias_outside_says_where_from", Alias, {"basis": "outside", "note": ""}),
    ("alias_outside_says_where_from", Alias, {"basis": "rumour", "note": "x"}),
    ("figure_not_negative", Figure, {"value": -1}),
    ("figure_has_unit", Figure, {"unit": ""}),
    ("figure_qualifier_is_known", Figure, {"qualifier": "maybe"}),
    ("provision_has_text", Provision, {"text": ""}),
    ("statement_has_speaker_and_text", Statement, {"text": ""}),
    ("statement_has_speaker_and_text", Statement, {"speaker": ""}),
    ("other_claim_has_text_and_reason", OtherClaim, {"text": ""}),
    ("other_claim_has_text_and_reason", OtherClaim, {"reason": ""}),
    ("outdated_translation_is_no_original", OutdatedTranslation, {"language": "en"}),
    ("premise_has_words", Premise, {"words": ""}),
    ("premise_is_other_evidence", Premise, {"evidence": F("inference")}),
    ("image_alt_or_decorative", Image, {"alt_en": ""}),
    ("image_alt_or_decorative", Image, {"is_decorative": True}),
    ("image_focus_within_picture", Image, {"focus_x": 101}),
    ("image_focus_within_picture", Image, {"focus_y": 101}),
    ("image_licence_is_known", Image, {"licence": "CC-BY-1.0"}),
    ("image_other_licence_has_terms", Image, {"licence": "other"}),
    ("old_address_has_slug", OldAddress, {"slug": ""}),
    ("old_address_kind_is_known", OldAddress, {"kind": "treaty"}),
    ("old_address_reason_is_known", OldAddress, {"reason": "lost"}),
    ("revision_act_is_known", Revision, {"act": "lost"}),
    ("revision_major_says_why", Revision, {"is_major": True}),
    ("draft_major_says_why", Draft, {"is_major": True}),
    ("content_version_is_one", ContentVersion, {"id": 2}),
    ("item_revision_act_is_known", ItemRevision, {"act": "lost"}),
    ("review_state_is_known", Review, {"state": "liked"}),
    ("review_rejection_says_why", Review, {"state": "rejected"}),
    ("review_approval_is_of_content", Review, {"state": "approved"}),
    ("comment_has_text", Comment, {"text": ""}),
    ("site_settings_one_row", SiteSettings, {"id": 2}),
    ("site_settings_has_name", SiteSettings, {"name": ""}),
    ("site_settings_licence_is_known", SiteSettings, {"licence": "copyleft"}),
]
"""Constraint, model and what one of its rows is changed to."""


def make_row(model):
    """Save one right row of each model that has constraints; return that of ``model``."""
    agreement = AgreementFactory()
    rows = [agreement, EventFactory(), InitiativeFactory(), PartnerFactory()]
    rows += [WorkingGroupFactory(), RelationFactory(), EvidenceFactory(record=agreement)]
    rows += [
        Alias.objects.create(record=agreement, text="Name"),
        Figure.objects.create(record=agreement, value=1, unit_en="people"),
        Provision.objects.create(agreement=agreement, text_en="Covers it."),
        Statement.objects.create(record=agreement, speaker_en="They", text_en="So."),
        OtherClaim.objects.create(record=agreement, field="when", text_en="A", reason_en="B"),
        Premise.objects.create(inference=EvidenceFactory(), evidence=EvidenceFactory(), words="A"),
        Image.objects.create(title_en="A", alt_en="B", file="a.png", width=1, height=1),
        SiteSettings.objects.create(name_en="Register"),
        OutdatedTranslation.objects.create(record=agreement, field="title", language="ru"),
        make_revision(agreement),
        Draft.objects.create(record=agreement.record, snapshot=[], base=[]),
        Review.objects.create(record=agreement.record),
        Comment.objects.create(record=agreement.record, text="Why?"),
        make_old_address(),
        ArticleFactory(),
        ContentVersion.objects.get_or_create()[0],
        ItemDraft.objects.create(model="page", key="1", snapshot=[], base=[]),
        ItemRevision.objects.create(**ITEM, act="published", snapshot=[]),
    ]
    if model is Record:
        return Record.objects.get(pk=agreement.pk)
    return next(row for row in rows if type(row) is model)


ITEM = {"model": "page", "key": "1", "number": 1}


def make_revision(record):
    return Revision.objects.create(record_id=record.pk, number=1, act="published", snapshot=[])


def make_old_address():
    return OldAddress.objects.create(kind="topic", slug="old", reason="deleted")


def _rows(model):
    """All rows, with the columns meant literally where the model is translated."""
    rows = model.objects.all()
    return rows.rewrite(False) if hasattr(rows, "rewrite") else rows


@pytest.mark.parametrize(("name", "model", "change"), REFUSED)
def test_database_refuses_a_wrong_row(db, name, model, change):
    row = make_row(model)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        _rows(model).filter(pk=row.pk).update(**change)


EMPTY = [(Record, "title"), (Figure, "unit"), (Provision, "text"), (Statement, "text")]
EMPTY += [(Statement, "speaker"), (SiteSettings, "name"), (Relation, "verb")]


@pytest.mark.parametrize(("model", "field"), EMPTY)
def test_database_refuses_an_empty_original(db, model, field):
    row = make_row(model)
    setattr(row, f"{field}_en" if hasattr(row, f"{field}_en") else field, "")
    with pytest.raises(IntegrityError, match=r"has_|_is_known"), transaction.atomic():
        row.save()


def make_passage(article):
    place = {"language": "en", "order": 1, "address": "a-1", "block": 1, "kind": "paragraph"}
    return Passage.objects.create(article=article, text="Text.", html="Text.", **place)


def duplicate(row, **change):
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    days = [name for name in values if name.endswith(("_earliest", "_latest"))]
    return type(row)(**{k: v for k, v in values.items() if k not in ("id", *days)} | change)


@pytest.mark.parametrize(
    ("columns", "make"),
    [
        ("kind.*slug", lambda: Record.objects.get(pk=AgreementFactory().pk)),
        ("subject_id.*verb.*object_id", RelationFactory),
        ("record_id.*text", lambda: Alias.objects.create(record=PartnerFactory(), text="Name")),
        ("record_id.*field", lambda: EvidenceFactory(field="state", **GAP)),
        ("article_id.*language.*address", lambda: make_passage(ArticleFactory())),
        ("record_id.*number", lambda: make_revision(PartnerFactory())),
        ("kind.*slug", make_old_address),
        ("model.*key", lambda: make_row(ItemDraft)),
        ("model.*key.*number", lambda: make_row(ItemRevision)),
    ],
    ids=[
        *("record", "relation", "alias", "evidence", "passage", "revision", "old address"),
        *("draft of an item", "revision of an item"),
    ],
)
def test_database_refuses_a_second_row(db, columns, make):
    row = make()
    names = f"{columns}|{row._meta.db_table}|_unique|one_reason"
    with pytest.raises(IntegrityError, match=names), transaction.atomic():
        type(row).objects.bulk_create([duplicate(row)])


def test_database_accepts_what_only_looks_like_a_second_row(db):
    agreement = AgreementFactory(slug="same")
    PartnerFactory(slug="same")
    relation = RelationFactory(object=agreement)
    RelationFactory(subject=agreement, verb="signed_by", object=relation.subject)
    for _ in range(2):
        EvidenceFactory(record=agreement, field="state")
    EvidenceFactory(record=agreement, field="validity", **GAP)
    EvidenceFactory(record=agreement, field="depositary", **GAP)
    EvidenceFactory(record=PartnerFactory(), field="validity", **GAP)
    assert Evidence.objects.count() == 5


@pytest.mark.parametrize("second", ["relation", "provision", "figure", "statement"])
@pytest.mark.parametrize("first", ["field", "relation", "provision", "figure", "statement"])
def test_database_refuses_evidence_of_two_things(db, first, second):
    agreement = AgreementFactory()
    things = {
        "field": "when",
        "relation": RelationFactory(object=agreement),
        "provision": Provision.objects.create(agreement=agreement, text="Covers it."),
        "figure": Figure.objects.create(record=agreement, value=1, unit="people"),
        "statement": Statement.objects.create(record=agreement, speaker="They", text="So."),
    }
    supported = {"field": ""} | {name: things[name] for name in {first, second}}
    article = ArticleFactory()
    row = Evidence(record=agreement, article=article, quote="Words.", **supported)
    if first == second:
        Evidence.objects.bulk_create([row])
        return
    with pytest.raises(IntegrityError, match="supports_one_thing"), transaction.atomic():
        Evidence.objects.bulk_create([row])


@pytest.mark.parametrize("name", ["relation", "provision", "figure", "statement"])
def test_database_refuses_a_reason_for_the_gap_of_a_part(db, name):
    agreement = AgreementFactory()
    parts = {
        "relation": lambda: RelationFactory(object=agreement),
        "provision": lambda: Provision.objects.create(agreement=agreement, text="Covers it."),
        "figure": lambda: Figure.objects.create(record=agreement, value=1, unit="people"),
        "statement": lambda: Statement.objects.create(record=agreement, speaker="A", text="B"),
    }
    row = Evidence(record=agreement, **GAP, **{name: parts[name]()})
    with pytest.raises(IntegrityError, match="gap_is_of_field"), transaction.atomic():
        Evidence.objects.bulk_create([row])


def test_inference_names_a_premise_once(db):
    names = {"inference": EvidenceFactory(), "evidence": EvidenceFactory(), "words": "A"}
    Premise.objects.create(**names)
    with pytest.raises(IntegrityError), transaction.atomic():
        Premise.objects.create(**names)


def test_every_constraint_has_a_test():
    tested = {name for name, _model, _change in REFUSED}
    tested |= {"record_kind_slug_unique", "relation_unique", "alias_unique", "premise_unique"}
    tested |= {"evidence_one_reason_for_gap", "passage_address_unique", "revision_number_unique"}
    tested |= {"old_address_unique", "item_draft_is_one", "item_revision_number_unique"}
    tested |= {"presence_unique"}  # admin/test_presence.py
    tested |= {"outdated_translation_unique"}  # changes/test_translations.py
    tested |= {"loaded_content_unique"}  # changes/test_content_plan.py
    tested |= {  # sourcing/test_mentions.py
        *("mention_place_unique", "mention_has_words"),
        *("mention_names_record_if_sure", "mention_decided_has_time"),
    }
    tested |= {  # sourcing/test_importer.py
        *("suggestion_kind_is_known", "suggestion_decided_has_time"),
        "suggestion_doubt_has_reason",
    }
    tested |= {"record_when_in_order", "relation_when_in_order"}  # test_partial_date_field.py
    tested |= {"agreement_validity_in_order", "agreement_entry_into_force_in_order"}
    declared = {
        constraint.name
        for model in apps.get_app_config("cooperation").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint | models.UniqueConstraint)
    }
    assert tested == declared
