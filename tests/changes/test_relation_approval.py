"""A relation that is typed in the form of the other record waits for approval there."""

import uuid

import pytest

from cooperation.changes import approval, drafts, review
from cooperation.changes.errors import Invalid, NotAllowed, NotApproved
from cooperation.changes.publish import publish
from cooperation.changes.save import Edit, save
from cooperation.changes.withdraw import withdraw
from cooperation.models import Premise, Record, Relation
from cooperation.snapshots.capture import capture
from cooperation.snapshots.rows import with_address
from tests.support.databases import database_hash
from tests.support.door import (
    RELATION,
    approve_and_publish,
    changed,
    joined,
    relations,
    save_public,
    under_review,
    waiting,
    without,
)
from tests.support.factories import (
    AgreementFactory,
    CouncilFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
    WorkingGroupFactory,
)

pytestmark = pytest.mark.django_db

PUBLISHED = Record.Status.PUBLISHED


@pytest.fixture
def pact(db):
    under_review("agreement")
    return AgreementFactory(slug="pact").record


@pytest.fixture
def one(db):
    return PartnerFactory(slug="one").record


SIGNED = ("pact", "signed_by", "one", "")


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
    assert approval.review_of(pact) is None


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


def test_who_may_force_passes_over_it(pact, one, administrator, editor):
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
