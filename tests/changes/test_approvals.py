"""An approval covers all that readers are to see, and no more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cooperation.changes import approval, drafts, review
from cooperation.changes.errors import NotAllowed, NotApproved
from cooperation.changes.publish import publish
from cooperation.changes.save import Edit, save
from cooperation.changes.schedule import process_due, schedule
from cooperation.changes.withdraw import withdraw
from cooperation.models import Draft, Image, Record
from cooperation.snapshots.capture import capture
from tests.support.door import changed, under_review
from tests.support.factories import AgreementFactory

pytestmark = pytest.mark.django_db

PUBLISHED = Record.Status.PUBLISHED


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
    due = process_due()
    assert (due.published, [each for each, _why in due.problems]) == ([], [record])
    assert "approve it first" in Draft.objects.get().problem
    assert Record.objects.get(pk=record.pk).title == "Before"


def test_name_of_a_picture_in_the_library_is_no_content(picture, editor, other):
    record = AgreementFactory(image=picture)
    before = approval.digest(capture(record))
    Image.objects.filter(pk=picture.pk).update(title_en="Renamed", renditions=[{"file": "x"}])
    assert approval.digest(capture(record)) == before


def test_replaced_document_needs_another_approval():
    record = AgreementFactory()
    document = record.documents.create(title_en="Text", file="documents/a.pdf", language="en")
    before = approval.digest(capture(record))
    record.documents.filter(pk=document.pk).update(file="documents/b.pdf")
    assert approval.digest(capture(record)) != before


@pytest.mark.parametrize("status", list(Record.Status))
def test_review_is_asked_for_by_those_who_may_change_the_record(author, django_user_model, status):
    record = AgreementFactory(status=status).record
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    with pytest.raises(NotAllowed):
        review.ask(record, reader)
    assert approval.review_of(record) is None
    assert review.ask(record, author).asked_by == author


def test_request_for_a_review_stays_as_long_as_its_draft(author, editor):
    record = AgreementFactory(title_en="Live").record
    live = capture(record)
    save(record, Edit(changed(live, title_en="Draft"), live), by=author)
    review.ask(record, author)
    withdraw([record], by=editor)
    assert approval.review_of(record).asked_by == author
    drafted = drafts.draft_of(record).snapshot
    save(record, Edit(live, drafted), by=author)
    assert (drafts.draft_of(record), approval.review_of(record)) == (None, None)
