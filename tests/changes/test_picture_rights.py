"""Who may change a picture where it is shown, or where it is going to be."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cooperation.changes import drafts, review
from cooperation.changes.errors import NotAllowed, NotApproved
from cooperation.changes.items.save import restore_item, save_item
from cooperation.changes.publish import publish
from cooperation.changes.save import Edit, save
from cooperation.changes.schedule import schedule
from cooperation.models import Image, Record
from cooperation.snapshots import items
from cooperation.snapshots.capture import capture
from tests.support.databases import database_hash
from tests.support.door import changed, under_review
from tests.support.factories import AgreementFactory, WorkingGroupFactory
from tests.support.files import kept_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(db):
    return kept_picture()


@pytest.mark.parametrize("kind", ["agreement", "working_group"])
def test_picture_of_what_is_under_review_is_not_changed_in_place(
    picture, editor, administrator, kind
):
    under_review("agreement", "council")
    make = {"agreement": AgreementFactory, "working_group": WorkingGroupFactory}[kind]
    make(title_en="Plan", image=picture)
    base = items.capture(picture)
    edit = Edit(changed(base, alt_en="Other"), base)
    before = database_hash()
    calls = [lambda: save_item(picture, edit, editor), lambda: restore_item(picture, base, editor)]
    for call in calls:
        with pytest.raises(
            NotApproved, match=r"“Plan” shows this picture.* and choose it in “Plan”"
        ):
            call()
    assert database_hash() == before
    save_item(picture, edit, administrator)
    assert Image.objects.get().alt_en == "Other"


def test_other_picture_of_what_is_under_review_is_chosen_in_its_draft(picture, editor, other):
    under_review("agreement")
    record = AgreementFactory(image=picture).record
    new = kept_picture()
    base = capture(record)
    save(record, Edit(changed(base, image=str(new.pk)), base), by=editor)
    review.approve(record, drafts.draft_of(record).snapshot, other)
    publish(record, by=editor)
    assert Record.objects.get(pk=record.pk).image == new


@pytest.mark.parametrize(("kinds", "status"), [((), "published"), (("agreement",), "draft")])
def test_picture_that_needs_no_approval_is_changed_in_place(picture, editor, kinds, status):
    under_review(*kinds)
    AgreementFactory(image=picture, status=status)
    base = items.capture(picture)
    save_item(picture, Edit(changed(base, alt_en="Other"), base), editor)
    assert Image.objects.get().alt_en == "Other"


@pytest.mark.parametrize("is_scheduled", [True, False])
def test_picture_of_a_scheduled_draft_takes_the_right_to_publish(
    picture, author, editor, is_scheduled
):
    record = AgreementFactory().record
    live = capture(record)
    save(record, Edit(changed(live, image=str(picture.pk)), live), by=author)
    if is_scheduled:
        schedule(record, timezone.now() + timedelta(hours=1), by=editor)
    base = items.capture(picture)
    edit = Edit(changed(base, alt_en="Other"), base)
    if is_scheduled:
        with pytest.raises(NotAllowed, match="Readers will see this at the time that is set"):
            save_item(picture, edit, author)
    save_item(picture, edit, editor if is_scheduled else author)
    assert Image.objects.get().alt_en == "Other"
