"""The revisions of records, and restoring one."""

import pytest
from django.db import IntegrityError, transaction

from cooperation.changes.consequences import history
from cooperation.changes.publish import publish
from cooperation.changes.restore import restore
from cooperation.changes.save import Edit, save
from cooperation.changes.why import Why
from cooperation.changes.withdraw import withdraw
from cooperation.models import Image, Record, Revision
from cooperation.snapshots.capture import capture
from cooperation.snapshots.rows import content
from tests.support.factories import (
    AgreementFactory,
    EvidenceFactory,
    RelationFactory,
    WorkingGroupFactory,
)
from tests.support.files import pdf, upload
from tests.support.sentences import ENGLISH


def acts(record):
    return list(history.record_revisions(record).newest_first().values_list("number", "act"))


def test_each_way_to_and_from_the_public_leaves_a_revision(db, editor):
    record = AgreementFactory(status="draft")
    publish(record, editor, why=Why("It is signed.", True))
    withdraw([record], editor)
    publish(record, editor)
    publish(record, editor)
    assert acts(record) == [(3, "published"), (2, "withdrawn"), (1, "published")]
    first = Revision.objects.get(number=1)
    assert (first.note, first.is_major, first.made_by) == ("It is signed.", True, editor)
    assert [
        each.snapshot[0]["fields"]["status"] for each in Revision.objects.order_by("number")
    ] == [
        "published",
        "withdrawn",
        "published",
    ]


def test_council_that_is_withdrawn_writes_the_history_of_its_groups(db):
    group = WorkingGroupFactory()
    withdraw([group.council])
    assert acts(group) == acts(group.council) == [(2, "withdrawn"), (1, "loaded")]


def test_saving_without_a_change_is_no_event_unless_a_note_says_so(db):
    record = AgreementFactory()
    assert history.add_revision(record, "published").number == 1
    assert history.add_revision(record, "published") is None
    assert (
        history.add_revision(record, "published", note="Checked against the original.").number == 2
    )


def test_major_change_without_a_note_is_refused(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        history.add_revision(AgreementFactory(), "published", is_major=True)


def test_first_change_of_what_was_public_before_keeps_how_it_was(db):
    record = AgreementFactory(title_en="Before")
    history.add_first_revision(record)
    history.add_first_revision(record)
    assert [each.snapshot[0]["fields"]["title_en"] for each in record.revisions.all()] == ["Before"]
    draft = AgreementFactory(status="draft")
    history.add_first_revision(draft)
    assert draft.revisions.count() == 0


def test_restoring_brings_the_content_back_and_leaves_where_it_stands(db, editor):
    record = AgreementFactory(title_en="Before", slug="old")
    relation = RelationFactory(object=record)
    EvidenceFactory(record=record, field="", relation=relation)
    first = history.add_revision(record, "published")
    key = relation.pk
    relation.delete()
    Record.objects.filter(pk=record.pk).update(title_en="After", status="withdrawn", slug="new")
    record.refresh_from_db()
    history.add_revision(record, "withdrawn")
    assert restore(record, first.snapshot, editor) is not None
    record.refresh_from_db()
    assert (record.title, record.draft.saved_by) == ("After", editor)
    save(record, Edit(record.draft.snapshot), editor, Why("It was right."), publish=True)
    last = record.revisions.newest_first().first()
    assert (last.act, last.number, last.note, last.made_by) == (
        "published",
        3,
        "It was right.",
        editor,
    )
    record = Record.objects.get(pk=record.pk)
    assert (record.title, record.status, record.slug) == ("Before", "published", "new")
    assert [each.pk for each in record.relations_as_object.all()] == [key]
    assert record.evidence.get().relation_id == key
    assert restore(record, first.snapshot, editor) is None


def test_what_is_gone_is_left_out_with_all_that_hung_on_it(db):
    image = Image.objects.create(title_en="A", alt_en="B", file="a.png", width=1, height=1)
    record = AgreementFactory(image=image)
    gone, kept = RelationFactory(object=record), RelationFactory(object=record)
    for relation in (gone, kept):
        EvidenceFactory(record=record, field="", relation=relation)
    first = history.add_revision(record, "published")
    partner = gone.subject
    gone.delete()
    partner.delete()
    Record.objects.filter(pk=record.pk).update(image=None)
    image.delete()
    _back, left_out = history.restorable(record, first.snapshot)
    assert sorted(row["model"] for row in left_out) == [
        "cooperation.evidence",
        "cooperation.relation",
    ]
    Record.objects.filter(pk=record.pk).update(summary_en="New")
    restore(record, first.snapshot)
    publish(record)
    record.refresh_from_db()
    assert (list(record.relations_as_object.all()), record.image) == ([kept], None)


def test_history_outlives_the_record(db):
    record = AgreementFactory()
    kept = history.add_revision(record, "published")
    before = content(capture(record))
    record.delete()
    kept.refresh_from_db()
    assert (kept.record, content(kept.snapshot)) == (None, before)


def test_restoring_keeps_edits_that_are_in_no_revision_yet(db):
    record = AgreementFactory(title_en="First")
    withdraw([record])
    record.refresh_from_db()
    record.title_en = "Typed while it was withdrawn"
    record.save()
    old = Revision.objects.get(number=1)
    restore(record.record, old.snapshot)
    publish(record.record)
    assert [
        (each.number, each.act, each.snapshot[0]["fields"]["title_en"])
        for each in history.record_revisions(record).order_by("number")
    ] == [
        (1, "loaded", "First"),
        (2, "withdrawn", "First"),
        (3, "withdrawn", "Typed while it was withdrawn"),
        (4, "published", "First"),
    ]
    assert restore(record.record, old.snapshot) is None


def test_restored_document_is_read_again(db, editor_client, django_capture_on_commit_callbacks):
    record = AgreementFactory()
    document = record.documents.create(title_en="Text", file=upload(pdf(ENGLISH), "a.pdf"))
    withdraw([record])
    document.delete()
    editor_client.post(f"/admin/cooperation/agreement/{record.pk}/restore/1/")
    with django_capture_on_commit_callbacks(execute=True):  # the file is read after the commit
        publish(record.record)
    assert [(each.pages, each.text) for each in record.documents.all()] == [(1, ENGLISH)]


def test_text_that_says_what_stands_for_the_record_stays_a_text(db):
    record = AgreementFactory(summary_en="the record itself")
    taken = capture(record)
    record.title_en = "Other"
    record.save()
    restore(record.record, taken)
    publish(record.record)
    record.refresh_from_db()
    assert record.summary_en == "the record itself"
