"""Ways past the review and the right to publish that were open once: each is closed at the door."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from cooperation.changes import drafts, review
from cooperation.changes.delete import delete
from cooperation.changes.errors import Conflict, Invalid, NotAllowed, NotApproved, Outdated
from cooperation.changes.merge_duplicate import merge_duplicate
from cooperation.changes.publish import publish
from cooperation.changes.restore import discard
from cooperation.changes.save import Edit, save
from cooperation.changes.schedule import do_what_is_due, schedule
from cooperation.changes.why import Why
from cooperation.changes.withdraw import withdraw
from cooperation.domain.claims import PLACE
from cooperation.domain.kinds import KINDS
from cooperation.models import (
    ContentVersion,
    Draft,
    Image,
    Mention,
    Premise,
    Record,
    Relation,
    SiteSettings,
)
from cooperation.snapshots.capture import capture
from cooperation.snapshots.merge import groups, stem_of
from cooperation.snapshots.parts import fields_of
from cooperation.snapshots.rows import content, with_address
from cooperation.sourcing.mentions import scan_all
from cooperation.sourcing.passages import store
from tests.conftest import staff
from tests.factories import (
    AgreementFactory,
    ArticleFactory,
    CouncilFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
    WorkingGroupFactory,
)
from tests.support.databases import database_hash

pytestmark = pytest.mark.django_db

PUBLISHED, RELATION = Record.Status.PUBLISHED, "cooperation.relation"


@pytest.fixture
def other(django_user_model):
    """Another editor."""
    return staff(django_user_model, "other", "Editor")


@pytest.fixture
def administrator(django_user_model):
    return staff(django_user_model, "administrator", "Administrator")


def under_review(*kinds):
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviewed_kinds": kinds})


def changed(snapshot, model=None, **fields):
    """Return a snapshot with other values in its first row, or in the rows of a model."""
    return [
        {**row, "fields": row["fields"] | fields}
        if (row["model"] == model if model else number == 0)
        else row
        for number, row in enumerate(snapshot)
    ]


def without(snapshot, model):
    return [row for row in snapshot if row["model"] != model]


def joined(snapshot, other, verb="signed_by", **fields):
    """Return the snapshot of a partner with one more relation, which leads from an agreement."""
    kind, slug = snapshot[0]["fields"]["kind"], snapshot[0]["fields"]["slug"]
    ends = {"subject": list(other.natural_key()), "verb": verb, "object": [kind, slug]}
    rest = {"order": 1, "when": "", "role_en": "", "role_ru": None, "role_uz": None}
    row = {"model": RELATION, "pk": str(uuid.uuid4()), "fields": ends | rest | fields}
    return [*snapshot, row]


def relations():
    """Return (slug, verb, slug, role) of every relation that the register holds."""
    found = Relation.objects.select_related("subject", "object").order_by("pk")
    return [(each.subject.slug, each.verb, each.object.slug, each.role_en or "") for each in found]


def waiting(record):
    """Return the same of the relations in the draft of a record; None without a draft."""
    draft = drafts.draft_of(record)
    rows = [row["fields"] for row in draft.snapshot if row["model"] == RELATION] if draft else ()
    found = [(r["subject"][1], r["verb"], r["object"][1], r["role_en"] or "") for r in rows]
    return sorted(found) if draft else None


def approve_and_publish(record, approver, publisher):
    review.approve(record, drafts.draft_of(record).snapshot, approver)
    publish(record, by=publisher)


# A relation that is typed in the form of the other record


@pytest.fixture
def pact(db):
    under_review("agreement")
    return AgreementFactory(slug="pact").record


@pytest.fixture
def one(db):
    return PartnerFactory(slug="one").record


SIGNED = ("pact", "signed_by", "one", "")


def save_public(record, wanted, by, **why):
    return save(record, Edit(wanted, capture(record)), by=by, publish=True, why=Why(**why))


def test_relation_that_is_added_at_the_other_end_waits_for_approval(pact, one, editor, other):
    saved = save_public(one, joined(capture(one), pact, role_en="as host"), editor)
    waits = ("pact", "signed_by", "one", "as host")
    assert [each.slug for each in saved.waiting] == ["pact"]
    assert (relations(), waiting(pact)) == ([], [waits])
    approve_and_publish(pact, other, editor)
    assert (relations(), waiting(pact)) == ([waits], None)
    assert capture(one) == capture(Record.objects.get(pk=one.pk))


def test_relation_that_is_removed_at_the_other_end_stays_until_approved(pact, one, editor, other):
    RelationFactory(subject=pact, verb="signed_by", object=one)
    save_public(one, without(capture(one), RELATION), editor)
    assert (relations(), waiting(pact)) == ([SIGNED], [])
    approve_and_publish(pact, other, editor)
    assert (relations(), waiting(pact)) == ([], None)


@pytest.mark.parametrize(
    "fields", [{"role_en": "as witness"}, {"when": "2022-03"}, {"verb": "deposited_with"}]
)
def test_relation_that_is_changed_at_the_other_end_waits(pact, one, editor, other, fields):
    relation = RelationFactory(subject=pact, verb="signed_by", object=one)
    before = database_row(relation)
    save_public(one, changed(capture(one), RELATION, **fields), editor)
    assert database_row(relation) == before
    approve_and_publish(pact, other, editor)
    after = database_row(relation)
    assert {name: str(value or "") for name, value in after.items()} == {
        name: str(value or "") for name, value in {**before, **fields}.items()
    }


def database_row(relation):
    return Relation.objects.values("role_en", "when", "verb").get(pk=relation.pk)


def test_evidence_of_a_relation_waits_with_it(pact, one, editor, other):
    relation = RelationFactory(subject=pact, verb="signed_by", object=one)
    evidence = EvidenceFactory(record=one, field="", relation=relation)
    save_public(one, changed(capture(one), "cooperation.evidence", note="Typed"), editor)
    evidence.refresh_from_db()
    assert evidence.note == ""
    approve_and_publish(pact, other, editor)
    evidence.refresh_from_db()
    assert evidence.note == "Typed"


def test_relation_that_leads_to_a_reviewed_record_now_waits_there(pact, one, editor, other):
    RelationFactory(subject=one, verb="member_of", object=PartnerFactory(slug="two").record)
    ends = {"subject": list(pact.natural_key()), "object": list(one.natural_key())}
    save_public(one, changed(capture(one), RELATION, verb="signed_by", **ends), editor)
    assert (relations(), waiting(pact)) == ([], [SIGNED])
    approve_and_publish(pact, other, editor)
    assert relations() == [SIGNED]


def test_relation_that_leads_elsewhere_waits_at_each_record_by_itself(pact, one, editor, other):
    free, there = AgreementFactory(slug="free").record, ("free", "signed_by", "one", "")
    RelationFactory(subject=pact, verb="signed_by", object=one)
    wanted = changed(capture(one), RELATION, subject=list(free.natural_key()))
    save_public(one, wanted, editor)
    assert (relations(), waiting(pact), waiting(free)) == ([SIGNED], [], [there])
    approve_and_publish(free, other, editor)
    assert sorted(relations()) == [there, SIGNED]
    approve_and_publish(pact, other, editor)
    assert relations() == [there]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_relation_to_what_readers_do_not_see_waits_for_nothing(pact, one, editor, status):
    Record.objects.filter(pk=pact.pk).update(status=status)
    saved = save_public(one, joined(capture(one), pact), editor)
    assert (saved.waiting, relations(), waiting(pact)) == ((), [SIGNED], None)


def test_what_waits_joins_the_draft_that_is_there(pact, one, editor, other):
    live = capture(pact)
    save(pact, Edit(changed(live, title_en="In the draft"), live), by=other)
    save_public(one, joined(capture(one), pact), editor)
    draft = drafts.draft_of(pact)
    assert (draft.snapshot[0]["fields"]["title_en"], waiting(pact)) == ("In the draft", [SIGNED])
    assert draft.saved_by == editor


@pytest.mark.parametrize("is_removed", [True, False])
def test_what_the_draft_there_holds_of_the_relation_is_not_written_over(
    pact, one, editor, other, is_removed
):
    RelationFactory(subject=pact, verb="signed_by", object=one)
    live = capture(pact)
    save(pact, Edit(changed(live, RELATION, role_en="typed there"), live), by=other)
    base = capture(one)
    wanted = without(base, RELATION) if is_removed else changed(base, RELATION, role_en="here")
    before = database_hash()
    with pytest.raises(Invalid, match=r"The draft of “.*” changes the same relation"):
        save(one, Edit(wanted, base), by=editor, publish=True)
    assert database_hash() == before


def test_relation_of_a_record_that_was_a_draft_is_not_lost(pact, editor, other):
    """The reviewed record knew the relation already, so that a draft of it said nothing new."""
    partner = PartnerFactory(slug="one", status="draft").record
    base = capture(partner)
    save(partner, Edit(joined(base, pact), base), by=editor)
    saved = publish(partner, by=editor)
    assert [each.slug for each in saved.waiting] == ["pact"]
    assert (saved.record.status, relations(), waiting(pact)) == (PUBLISHED, [], [SIGNED])
    approve_and_publish(pact, other, editor)
    assert (relations(), waiting(pact)) == ([SIGNED], None)


def test_relation_that_was_approved_with_the_other_record_goes_at_once(pact, editor, other):
    partner = PartnerFactory(slug="one", status="draft").record
    RelationFactory(subject=pact, verb="signed_by", object=partner)
    live = capture(pact)
    save(pact, Edit(changed(live, title_en="Approved"), live), by=editor)
    approve_and_publish(pact, other, editor)
    assert publish(partner, by=editor).waiting == ()
    withdraw([partner], by=editor)
    assert publish(partner, by=editor).waiting == ()
    assert relations() == [SIGNED]


def test_relation_that_readers_have_seen_stays_where_nothing_was_published_yet(pact, one, editor):
    """The reviewed record was loaded before there were revisions."""
    RelationFactory(subject=pact, verb="signed_by", object=one)
    withdraw([one], by=editor)
    saved = publish(one, by=editor)
    assert (saved.waiting, relations(), waiting(pact)) == ((), [SIGNED], None)


def test_relation_to_a_draft_that_the_reviewed_record_came_with_goes_at_once(pact, editor):
    partner = PartnerFactory(slug="one", status="draft").record
    RelationFactory(subject=pact, verb="signed_by", object=partner)
    assert (publish(partner, by=editor).waiting, relations()) == ((), [SIGNED])


def test_relation_that_changes_as_its_draft_is_published_stays_as_it_was_approved(pact, editor):
    partner = PartnerFactory(slug="one", status="draft").record
    RelationFactory(subject=pact, verb="signed_by", object=partner)
    base = capture(partner)
    wanted = changed(base, RELATION, role_en="as host")
    saved = save(partner, Edit(wanted, base), by=editor, publish=True)
    waits = [("pact", "signed_by", "one", "as host")]
    assert (saved.waiting, relations(), waiting(pact)) == ((pact,), [SIGNED], waits)


def test_relation_that_was_typed_while_its_record_was_withdrawn_waits(pact, one, editor):
    RelationFactory(subject=pact, verb="signed_by", object=one)
    withdraw([one], by=editor)
    base = capture(one)
    save(one, Edit(changed(base, RELATION, role_en="as host"), base), by=editor)
    saved = publish(one, by=editor)
    waits = ("pact", "signed_by", "one", "as host")
    assert ([each.slug for each in saved.waiting], waiting(pact)) == (["pact"], [waits])


def test_approval_of_what_waits_lets_the_same_relation_go_from_here(pact, one, editor, other):
    base = capture(one)
    wanted = joined(base, pact)
    save(one, Edit(wanted, base), by=editor, publish=True)
    review.approve(pact, drafts.draft_of(pact).snapshot, other)
    saved = save_public(one, wanted, editor)
    assert (saved.waiting, relations(), waiting(pact)) == ((), [SIGNED], None)
    assert review.review_of(pact) is None


def test_same_relation_typed_again_waits_once(pact, one, editor, other):
    for role in ("first", "second"):
        save_public(one, joined(capture(one), pact, role_en=role), editor)
    assert waiting(pact) == [("pact", "signed_by", "one", "second")]
    approve_and_publish(pact, other, editor)
    assert relations() == [("pact", "signed_by", "one", "second")]


def test_new_address_and_other_values_do_not_wait(pact, one, editor):
    RelationFactory(subject=pact, verb="signed_by", object=one)
    base = capture(one)
    moved = changed(with_address(base, "two"), title_en="New")
    saved = save(one, Edit(moved, base), by=editor, publish=True)
    assert (saved.waiting, relations()) == ((), [("pact", "signed_by", "two", "")])


def test_whoever_may_force_passes_over_it(pact, one, administrator, editor):
    wanted = joined(capture(one), pact)
    with pytest.raises(NotAllowed, match="Ask an administrator"):
        save_public(one, wanted, editor, is_forced=True)
    saved = save_public(one, wanted, administrator, is_forced=True)
    assert (saved.waiting, relations()) == ((), [SIGNED])


def test_one_approval_is_enough_where_both_kinds_are_reviewed(pact, one, editor, other):
    under_review("agreement", "partner")
    base = capture(one)
    saved = save(one, Edit(joined(base, pact), base), by=editor)
    review.approve(one, saved.draft.snapshot, other)
    assert publish(one, by=editor).waiting == ()
    assert (relations(), waiting(pact)) == ([SIGNED], None)


def test_writer_of_what_waits_cannot_approve_it(pact, one, editor, other, administrator):
    save_public(one, joined(capture(one), pact), editor)
    draft = drafts.draft_of(pact)
    assert draft.saved_by == editor
    with pytest.raises(review.OwnWork):
        review.approve(pact, draft.snapshot, editor)
    save(pact, Edit(changed(draft.snapshot, title_en="More"), draft.snapshot), by=other)
    for writer in (editor, other):  # the last one who saved is not the only writer
        with pytest.raises(review.OwnWork):
            review.approve(pact, drafts.draft_of(pact).snapshot, writer)
    approve_and_publish(pact, administrator, editor)
    assert relations() == [SIGNED]


def test_writer_is_who_typed_it_and_not_who_published_it(pact, one, editor, other):
    base = capture(one)
    save(one, Edit(joined(base, pact), base), by=editor)
    publish(one, by=other)
    with pytest.raises(review.OwnWork):
        review.approve(pact, drafts.draft_of(pact).snapshot, editor)
    approve_and_publish(pact, other, editor)
    assert relations() == [SIGNED]


def test_premise_on_what_waits_is_not_in_the_way(pact, one, editor):
    """An inference of the record rests on evidence of the relation that is held back."""
    wanted = joined(capture(one), pact)
    relation = wanted[-1]["pk"]
    plain = EvidenceFactory(record=one, field="title", basis="inferred", article=None, quote="",
                            note="Since.")  # fmt: skip
    rows = capture(one)
    model = next(row for row in rows if row["model"] == "cooperation.evidence")
    of_relation = {"field": "", "relation": relation, "note": "Seen"}
    fields = {**model["fields"], **of_relation, "basis": "outside"}
    extra = [
        {**model, "pk": str(uuid.uuid4()), "fields": fields},
    ]
    premise = {"inference": str(plain.pk), "evidence": extra[0]["pk"], "words": "Seen"}
    extra.append({"model": "cooperation.premise", "pk": str(uuid.uuid4()), "fields": premise})
    saved = save(one, Edit([*rows, wanted[-1], *extra], rows), by=editor, publish=True)
    assert [each.slug for each in saved.waiting] == ["pact"]
    assert list(Premise.objects.values_list("words", "evidence")) == [("Seen", None)]


def test_working_group_is_reviewed_where_councils_are(editor):
    group = WorkingGroupFactory(council=CouncilFactory(), title_en="Before").record
    under_review("council")
    with pytest.raises(NotApproved, match="Ask for a review"):
        save_public(group, changed(capture(group), title_en="After"), editor)


def test_topic_of_a_provision_shows_nothing_of_it(client, editor):
    """So that an agreement may name a topic under review without an approval there."""
    topic, agreement = TopicFactory(), AgreementFactory()
    before = client.get(topic.get_absolute_url()).content
    agreement.provisions.create(text_en="Typed elsewhere.", topic=topic)
    page = client.get(topic.get_absolute_url()).content
    assert b"Typed elsewhere." not in page
    assert page.count(b"<li") == before.count(b"<li")


# Names of what readers do not see


def article_of(body, **fields):
    article = ArticleFactory(body_en=body, **fields)
    store(article)
    scan_all()
    return article


def links():
    """Return (words, title) of what readers get as a link in any article."""
    found = Mention.objects.public().order_by("passage__order", "start")
    return [(mention.text, mention.record.title) for mention in found]


def queue():
    pending = Mention.objects.pending().order_by("start")
    return [(m.text, sorted(record.title for record in m.candidates.all())) for m in pending]


@pytest.fixture
def paper(db):
    PartnerFactory(title_en="Uzbekistan")
    PartnerFactory(title_en="Office", short_name_en="UNOCT")
    return article_of("<p>Uzbekistan and UNOCT met. Uzbekistan Today wrote of it.</p>")


LINKS = [("Uzbekistan", "Uzbekistan"), ("UNOCT", "Office"), ("Uzbekistan", "Uzbekistan")]


def topic_called(*names, **fields):
    """Return the snapshot of a new topic that is called by some names."""
    topic = TopicFactory(**fields)
    for name in names:
        topic.aliases.create(text=name)
    snapshot = capture(topic)
    topic.delete()
    return snapshot


@pytest.mark.parametrize("names", [("Uzbekistan", "UNOCT"), ("Uzbekistan and UNOCT",)])
def test_names_of_a_draft_take_no_links_away(paper, author, editor, names):
    saved = save(None, Edit(topic_called(*names, slug="t", title_en="T")), by=author)
    assert (links(), queue()) == (LINKS, [])
    save(saved.record, Edit(changed(capture(saved.record), title_en="Today wrote")), by=author)
    assert (links(), queue()) == (LINKS, [])
    publish(saved.record, by=editor)
    assert links() != LINKS
    withdraw([saved.record], by=editor)
    assert links() == LINKS


def test_names_of_a_draft_beside_what_is_public_take_no_links_away(paper, author, editor):
    topic = TopicFactory(title_en="T").record
    base = capture(topic)
    save(topic, Edit(changed(base, title_en="Uzbekistan"), base), by=author)
    assert (links(), queue()) == (LINKS, [])
    publish(topic, by=editor)
    assert links() == [("UNOCT", "Office")]
    assert queue() == [("Uzbekistan", ["Uzbekistan", "Uzbekistan"])] * 2


def test_scheduled_record_takes_part_once_its_time_has_come(paper, editor, time_machine):
    start = timezone.now()
    wanted = topic_called("UNOCT", slug="t", title_en="T")
    times = {"publish_at": (start + timedelta(hours=1)).isoformat()}
    times |= {"withdraw_at": (start + timedelta(hours=2)).isoformat()}
    save(None, Edit(changed(wanted, **times)), by=editor, publish=True)
    do_what_is_due()
    assert (links(), queue()) == (LINKS, [])
    time_machine.move_to(start + timedelta(hours=1, minutes=1))
    before = ContentVersion.current().number
    do_what_is_due()
    assert queue() == [("UNOCT", ["Office", "T"])]
    assert ContentVersion.current().number > before
    after = ContentVersion.current()
    do_what_is_due()
    assert ContentVersion.current() == after
    time_machine.move_to(start + timedelta(hours=2, minutes=1))
    do_what_is_due()
    assert (links(), queue()) == (LINKS, [])


def test_name_that_only_a_draft_bears_is_found_and_shown_once_it_is_public(editor):
    topic = TopicFactory(title_en="Borders", status="draft").record
    article_of("<p>Of Borders.</p>", status="draft")
    named = list(Mention.objects.values_list("text", "record"))
    assert (named, links()) == ([("Borders", topic.pk)], [])
    publish(topic, by=editor)
    assert links() == [("Borders", "Borders")]


def test_links_of_reviewed_articles_wait_for_an_editor(paper, editor):
    under_review("article")
    new = save(None, Edit(topic_called("met", slug="t", title_en="T")), by=editor, publish=True)
    assert (links(), queue()) == (LINKS, [("met", ["T"])])
    save(None, Edit(topic_called("UNOCT", slug="u", title_en="U")), by=editor, publish=True)
    assert (links(), queue()) == (LINKS, [("met", ["T"])])
    save_public(new.record, without(capture(new.record), "cooperation.alias"), editor)
    assert (links(), queue()) == (LINKS, [])


def test_links_of_a_reviewed_article_come_with_its_approved_text(paper, editor, other):
    under_review("article")
    base = capture(paper)
    wanted = changed(base, "cooperation.article", body_en="<p>UNOCT came to Uzbekistan.</p>")
    save(paper, Edit(wanted, base), by=editor)
    approve_and_publish(paper.record, other, editor)
    assert links() == [("UNOCT", "Office"), ("Uzbekistan", "Uzbekistan")]


def test_name_of_a_duplicate_that_is_published_again_has_two_meanings(editor):
    survivor = PartnerFactory(title_en="Office", slug="office").record
    duplicate = PartnerFactory(title_en="Bureau", slug="bureau").record
    article_of("<p>The Bureau met.</p>")
    merge_duplicate(duplicate, survivor, editor)
    assert (links(), queue()) == ([("Bureau", "Office")], [])
    publish(duplicate, by=editor)
    assert (links(), queue()) == ([], [("Bureau", ["Bureau", "Office"])])


# What an approval covers


@pytest.fixture
def picture(db):
    return Image.objects.create(
        title_en="A", alt_en="B", credit_en="C", file="images/a.png", width=1, height=1
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"file": "images/b.png"},
        {"alt_en": "Other"},
        {"alt_ru": "Другое"},
        {"alt_en": "", "is_decorative": True},
        {"focus_x": 1},
        {"focus_y": 1},
        {"credit_en": "Other"},
        {"licence": "CC-BY-4.0"},
    ],
)
def test_changed_picture_needs_another_approval(picture, author, editor, other, fields):
    under_review("agreement")
    record = AgreementFactory(image=picture, status="draft").record
    review.approve(record, capture(record), other)
    Image.objects.filter(pk=picture.pk).update(**fields)
    with pytest.raises(NotApproved):
        publish(record, by=editor)
    review.approve(record, capture(record), other)
    assert publish(record, by=editor).record.status == PUBLISHED


def test_changed_picture_stops_what_is_approved_and_scheduled(picture, author, editor, other):
    under_review("agreement")
    record = AgreementFactory(title_en="Before", image=picture).record
    base = capture(record)
    draft = save(record, Edit(changed(base, title_en="After"), base), by=author).draft
    review.approve(record, draft.snapshot, other)
    schedule(record, timezone.now() + timedelta(hours=1), by=editor)
    Image.objects.filter(pk=picture.pk).update(file="images/b.png")
    Draft.objects.update(publish_at=timezone.now())
    due = do_what_is_due()
    assert (due.published, [each for each, _why in due.problems]) == ([], [record])
    assert "approve it first" in Draft.objects.get().problem
    assert Record.objects.get(pk=record.pk).title == "Before"


def test_name_of_a_picture_in_the_library_is_no_content(picture, editor, other):
    record = AgreementFactory(image=picture)
    before = review.digest(capture(record))
    Image.objects.filter(pk=picture.pk).update(title_en="Renamed", renditions=[{"file": "x"}])
    assert review.digest(capture(record)) == before


def test_replaced_document_needs_another_approval():
    record = AgreementFactory()
    document = record.documents.create(title_en="Text", file="documents/a.pdf", language="en")
    before = review.digest(capture(record))
    record.documents.filter(pk=document.pk).update(file="documents/b.pdf")
    assert review.digest(capture(record)) != before


# Withdrawn is withdrawn


def scheduled(record, by):
    """Keep a draft of a record and let it go live in an hour; return the record."""
    base = capture(record)
    save(record, Edit(changed(base, title_en="New"), base), by=by)
    schedule(record, timezone.now() + timedelta(hours=1), by=by)
    return Record.objects.get(pk=record.pk)


def test_schedules_of_the_groups_end_with_the_withdrawal_of_their_council(editor, time_machine):
    group = scheduled(WorkingGroupFactory().record, editor)
    council = group.working_group.council
    withdraw([council.record], by=editor)
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert do_what_is_due() == ([], [], [])
    found = Record.objects.values_list("status", flat=True)
    assert ([*found], Draft.objects.get().publish_at) == (["withdrawn"] * 2, None)


def test_withdrawal_by_time_ends_the_schedule_of_a_later_draft(editor, time_machine):
    record = AgreementFactory(withdraw_at=timezone.now() + timedelta(minutes=30)).record
    scheduled(record, editor)
    time_machine.move_to(timezone.now() + timedelta(minutes=40))
    do_what_is_due()
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert do_what_is_due() == ([], [], [])
    assert Record.objects.get(pk=record.pk).status == "withdrawn"


def test_merged_duplicate_does_not_come_back_at_its_time(editor, time_machine):
    later = timezone.now() + timedelta(hours=1)
    duplicate = AgreementFactory(publish_at=later).record
    survivor = AgreementFactory().record
    merge_duplicate(duplicate, survivor, by=editor)
    time_machine.move_to(later + timedelta(hours=1))
    assert do_what_is_due() == ([], [], [])
    duplicate.refresh_from_db()
    assert (duplicate.status, duplicate.is_published) == ("withdrawn", False)


def test_form_that_is_open_on_a_duplicate_saves_nothing_into_it(editor):
    duplicate, survivor = AgreementFactory().record, AgreementFactory(title_en="Here").record
    base = capture(duplicate)
    merge_duplicate(duplicate, survivor, by=editor)
    before = database_hash()
    for is_public in (True, False):
        with pytest.raises(NotAllowed, match="was merged into “Here”") as refused:
            edit = Edit(changed(base, title_en="Typed"), base)
            save(duplicate, edit, by=editor, publish=is_public)
        assert refused.value.survivor == survivor
    assert database_hash() == before


def test_publishing_from_before_a_withdrawal_undoes_nothing(editor):
    record = AgreementFactory().record
    base = capture(record)
    withdraw([record], by=editor)
    before = database_hash()
    with pytest.raises(Outdated, match="Publish again"):
        publish(record, by=editor, base=base)
    assert database_hash() == before


# Evidence on which others rest


@pytest.fixture
def premise(db):
    """What a public inference rests on: evidence of a draft."""
    draft = AgreementFactory(slug="draft", status="draft")
    evidence = EvidenceFactory(record=draft)
    fields = {"basis": "inferred", "article": None, "quote": "", "note": "Since."}
    inference = EvidenceFactory(record=AgreementFactory(title_en="Public"), **fields)
    return Premise.objects.create(inference=inference, evidence=evidence, words="The words")


def ways(premise):
    """Return the ways to take the evidence from the inference: (name, use case)."""
    record = premise.evidence.record
    base = capture(record)
    hidden = ArticleFactory(slug="hidden", status="draft")
    elsewhere = changed(base, "cooperation.evidence", article=list(hidden.natural_key()))
    return {
        "gone": lambda by: save(record, Edit(without(base, "cooperation.evidence"), base), by=by),
        "elsewhere": lambda by: save(record, Edit(elsewhere, base), by=by),
        "deleted": lambda by: delete([record], by=by),
    }


@pytest.mark.parametrize("way", ["gone", "elsewhere", "deleted"])
def test_what_a_public_inference_rests_on_is_not_taken_away_without_the_right(
    premise, django_user_model, editor, way
):
    writer = staff(django_user_model, "writer", "Author")
    writer.user_permissions.add(*permissions("delete_agreement"))
    act = ways(premise)[way]
    before = database_hash()
    with pytest.raises(NotAllowed, match=r"“Public” infers .* name another premise first"):
        act(writer)
    assert database_hash() == before
    number = ContentVersion.current().number
    act(editor)
    assert ContentVersion.current().number > number


def permissions(*names):
    return Permission.objects.filter(codename__in=names)


@pytest.mark.parametrize("way", ["gone", "elsewhere", "deleted"])
def test_what_a_reviewed_inference_rests_on_stays(premise, editor, way):
    act = ways(premise)[way]
    under_review("agreement")
    with pytest.raises(NotAllowed, match="name another premise first"):
        act(editor)


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_only_hidden_inferences_rest_on_may_go(premise, author, status):
    Record.objects.filter(pk=premise.inference.record_id).update(status=status)
    ways(premise)["gone"](author)
    premise.refresh_from_db()
    assert premise.is_lost


# Drafts of others


def test_draft_of_somebody_else_is_not_discarded_by_typing_what_is_live(author, editor):
    record = AgreementFactory(title_en="Live").record
    live = capture(record)
    draft = save(record, Edit(changed(live, title_en="Work"), live), by=editor).draft
    before = database_hash()
    for act in (
        lambda: save(record, Edit(live, draft.snapshot), by=author),
        lambda: discard(record, by=author),
    ):
        with pytest.raises(NotAllowed, match="Ask an editor to discard it"):
            act()
    assert database_hash() == before
    save(record, Edit(live, draft.snapshot), by=editor)
    assert not Draft.objects.exists()


def test_own_draft_is_discarded_by_typing_what_is_live_unless_it_is_scheduled(author, editor):
    record = AgreementFactory(title_en="Live").record
    live = capture(record)
    draft = save(record, Edit(changed(live, title_en="Work"), live), by=author).draft
    schedule(record, timezone.now() + timedelta(hours=1), by=editor)
    with pytest.raises(NotAllowed, match="Ask an editor"):
        save(record, Edit(live, draft.snapshot), by=author)
    Draft.objects.update(publish_at=None)
    save(record, Edit(live, draft.snapshot), by=author)
    assert not Draft.objects.exists()


def test_author_changes_what_is_to_come_only_in_a_draft(author):
    later = timezone.now() + timedelta(hours=1)
    record = AgreementFactory(title_en="Scheduled", publish_at=later).record
    base = capture(record)
    saved = save(record, Edit(changed(base, title_en="Slipped in"), base), by=author)
    assert (saved.draft.record, content(capture(record))) == (record, content(base))


def test_author_who_changes_what_was_approved_voids_the_approval(author, editor, other):
    under_review("agreement")
    record = AgreementFactory(title_en="Approved", status="draft").record
    base = capture(record)
    review.approve(record, base, other)
    save(record, Edit(changed(base, title_en="Slipped in"), base), by=author)
    with pytest.raises(NotApproved):
        publish(record, by=editor)


# Values that belong together


def test_place_is_one_value_in_every_language_and_kind():
    for kind in KINDS:
        model = Record.model_of(kind)
        names = [field.name for field in fields_of(model)]
        places = [name for name in names if stem_of(name) in PLACE]
        found = [
            group for group in groups(model._meta.label_lower, names) if set(group) & {*places}
        ]
        assert [set(places) <= set(group) for group in found] == ([True] if places else [])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_two_editors_cannot_mix_the_city_of_one_with_the_country_of_the_other(editor, language):
    record = AgreementFactory().record
    base = capture(record)
    city, country = f"city_{language}", f"country_{language}"
    mine = changed(base, "cooperation.agreement", **{country: "Qatar"})
    save(record, Edit(changed(base, "cooperation.agreement", **{city: "Tashkent"})), by=editor)
    with pytest.raises(Conflict) as refused:
        save(record, Edit(mine, base), by=editor)
    assert [{city, country} <= {*q.fields} for q in refused.value.questions] == [True]
