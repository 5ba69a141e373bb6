"""Drafts that several work on: nothing typed is lost, and nothing taken back comes again."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from cooperation.changes import drafts, load_content, review
from cooperation.changes.errors import EditConflict, NotAllowed, NotApproved
from cooperation.changes.items.save import save_item
from cooperation.changes.items.state import draft_of as draft_of_item
from cooperation.changes.publish import publish
from cooperation.changes.restore import discard
from cooperation.changes.save import Answers, Edit, save
from cooperation.changes.schedule import schedule
from cooperation.changes.state import state_of
from cooperation.models import Alias, Draft, Page, Record
from cooperation.snapshots import items
from cooperation.snapshots.capture import capture
from cooperation.snapshots.merge import MINE, THEIRS
from cooperation.snapshots.rows import content
from tests.support.databases import database_hash
from tests.support.door import changed, under_review
from tests.support.factories import AgreementFactory, PartnerFactory
from tests.support.items import publish_item

pytestmark = pytest.mark.django_db


def draft(record, by, **fields):
    """Let somebody save the form that they see now, with other values."""
    base = state_of(record).present
    save(record, Edit(changed(base, **fields), base), by=by)


def live(record, **fields):
    """Change what readers see, as fixtures and tables do, beside the draft."""
    Record.objects.filter(pk=record.pk).update(**fields)


def values(record, *names):
    return tuple(getattr(Record.objects.get(pk=record.pk), name) for name in names)


def asked(call, *arguments, **named):
    """Return the Conflict that a call raises; nothing has changed."""
    before = database_hash()
    with pytest.raises(EditConflict) as refusal:
        call(*arguments, **named)
    assert database_hash() == before
    return refusal.value


def answered(conflict, choice):
    choices = {question.name: choice for question in conflict.questions}
    answers = Answers(conflict.theirs, choices, draft=conflict.draft)
    return Edit(conflict.mine, conflict.base, answers)


@pytest.fixture
def record(db):
    return PartnerFactory(title_en="Old").record


# An answer about the record itself while a third person saves the draft


@pytest.fixture
def question(record, editor, author):
    """An editor publishes a draft whose title has changed in the record too."""
    draft(record, author, title_en="Drafted")
    live(record, title_en="Loaded")
    base = state_of(record).present
    edit = Edit(changed(base, title_ru="Mine"), base)
    return asked(save, record, edit, by=editor, publish=True)


@pytest.mark.parametrize("choice", [MINE, THEIRS])
def test_answer_does_not_erase_what_a_third_person_typed_meanwhile(
    record, editor, author, question, choice
):
    draft(record, author, summary_en="Third")
    again = asked(save, record, answered(question, choice), by=editor, publish=True)
    assert (again.is_live, again.questions) == (False, [])
    once_more = asked(save, record, answered(again, choice), by=editor, publish=True)
    save(record, answered(once_more, choice), by=editor, publish=True)
    title = {MINE: "Drafted", THEIRS: "Loaded"}[choice]
    assert values(record, "title_en", "title_ru", "summary_en") == (title, "Mine", "Third")


def test_same_value_of_a_third_person_is_asked_about(record, editor, author, question):
    draft(record, author, title_ru="Third")
    again = asked(save, record, answered(question, MINE), by=editor, publish=True)
    assert [each.name for each in again.questions] == ["cooperation.record::title_ru"]


def test_draft_that_was_discarded_meanwhile_does_not_go_live(record, editor, author, question):
    discard(record, by=author)
    again = asked(save, record, answered(question, MINE), by=editor, publish=True)
    save(record, answered(again, MINE), by=editor, publish=True)
    assert values(record, "title_en", "title_ru") == ("Loaded", "Mine")


def test_draft_that_nobody_touched_goes_live_with_the_answer(record, editor, question):
    save(record, answered(question, MINE), by=editor, publish=True)
    assert values(record, "title_en", "title_ru") == ("Drafted", "Mine")


def test_publishing_asks_again_too_if_the_draft_has_changed(record, editor, author):
    draft(record, author, title_en="Drafted")
    live(record, title_en="Loaded")
    question = asked(publish, record, by=editor)
    draft(record, author, summary_en="Third")
    again = asked(save, record, answered(question, MINE), by=editor, publish=True)
    once_more = asked(save, record, answered(again, MINE), by=editor, publish=True)
    save(record, answered(once_more, MINE), by=editor, publish=True)
    assert values(record, "title_en", "summary_en") == ("Drafted", "Third")


def test_page_of_the_site_asks_again_too(editor):
    page = Page.objects.create(slug="about", title_en="Old", body_en="<p>About.</p>")
    base = items.capture(page)
    save_item(page, Edit(changed(base, title_en="Drafted"), base), editor)
    Page.objects.update(title_en="Loaded", title="Loaded")
    question = asked(publish_item, page, editor)
    drafted = draft_of_item(page).snapshot
    save_item(page, Edit(changed(drafted, title_ru="Third"), drafted), editor)
    again = asked(save_item, page, answered(question, MINE), editor, publish=True)
    once_more = asked(save_item, page, answered(again, MINE), editor, publish=True)
    save_item(page, answered(once_more, MINE), editor, publish=True)
    page.refresh_from_db()
    assert (page.title_en, page.title_ru) == ("Drafted", "Third")


# What a draft has taken in from the record is no change of its own


def test_what_is_turned_back_in_the_record_does_not_come_back_by_its_draft(record, editor):
    draft(record, editor, summary_en="Drafted")
    live(record, title_en="Loaded")
    draft(record, editor, title_ru="More")
    live(record, title_en="Old")
    publish(record, by=editor)
    assert values(record, "title_en", "title_ru", "summary_en") == ("Old", "More", "Drafted")


def test_what_changes_twice_in_the_record_is_no_question(record, editor):
    draft(record, editor, summary_en="Drafted")
    for title in ("First", "Second"):
        live(record, title_en=title)
        draft(record, editor, title_ru=title)
    assert state_of(record).questions == []
    publish(record, by=editor)
    assert values(record, "title_en", "title_ru") == ("Second", "Second")


def test_part_that_the_record_has_lost_again_does_not_come_back(record, editor):
    draft(record, editor, summary_en="Drafted")
    Alias.objects.create(record=record, text="Other", basis="stated")
    draft(record, editor, title_ru="More")
    Alias.objects.all().delete()
    publish(record, by=editor)
    assert not Alias.objects.exists()


def test_open_question_stays_while_all_else_is_taken_in(record, editor):
    draft(record, editor, title_en="Drafted")
    live(record, title_en="Loaded", summary_en="Loaded")
    draft(record, editor, title_ru="More")
    assert [each.fields for each in state_of(record).questions] == [("title_en",)]
    live(record, summary_en="")
    question = asked(publish, record, by=editor)
    save(record, answered(question, MINE), by=editor, publish=True)
    assert values(record, "title_en", "title_ru", "summary_en") == ("Drafted", "More", "")


def test_part_that_both_changed_stays_a_question(record, editor):
    alias = Alias.objects.create(record=record, text="Name", basis="stated")
    base = capture(record)
    save(record, Edit([row for row in base if row.get("pk") != str(alias.pk)], base), by=editor)
    Alias.objects.update(text="Loaded")
    draft(record, editor, title_ru="More")
    assert [(each.key.pk, each.is_whole) for each in state_of(record).questions] == [
        (str(alias.pk), True)
    ]


def test_draft_that_only_holds_what_the_record_has_is_dropped(record, editor):
    draft(record, editor, title_en="Drafted")
    live(record, summary_en="Loaded")
    draft(record, editor, title_en="Old")
    assert drafts.draft_of(record) is None


def test_record_that_has_gone_from_the_fixtures_stays_with_its_draft(tmp_path, monkeypatch, editor):
    file = tmp_path / "10_topics.json"
    monkeypatch.setattr(load_content, "fixture_paths", lambda: [file])
    fields = {"kind": "topic", "slug": "water", "title_en": "Water", "status": "published"}
    rows = [
        {"model": "cooperation.record", "fields": fields},
        {"model": "cooperation.topic", "fields": {"record": ["topic", "water"]}},
    ]
    file.write_text(json.dumps(rows), encoding="utf-8")
    load_content.load()
    record = Record.objects.get()
    draft(record, editor, title_ru="Typed")
    file.write_text("[]", encoding="utf-8")
    load_content.load()
    assert state_of(record).present[0]["fields"]["title_ru"] == "Typed"
    discard(record, by=editor)
    assert Record.objects.get() == record


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
