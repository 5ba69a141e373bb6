"""Reviews: asked for, given, refused; approval; comments; times."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from cooperation.changes import approval, drafts
from cooperation.models import Comment, Draft, Record, Review, SiteSettings
from cooperation.snapshots.capture import capture
from tests.support.desk import form_of, page_of, save, titles
from tests.support.factories import AgreementFactory, EventFactory
from tests.support.forms import sent_back


@pytest.fixture
def two_pairs(db):
    """Agreements need the approval of somebody else."""
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviewed_kinds": ["agreement"]})


def press(client, record, do, **data):
    return client.post(page_of(record, "draft"), {"do": do, **data}, follow=True)


def approve(client, record):
    page = client.get(page_of(record, "draft"))
    return press(client, record, "approve", digest=page.context["digest"])


def states(record):
    found = Review.objects.filter(record=record.pk).first()
    return found and (found.state, found.asked_by, found.decided_by)


@pytest.mark.parametrize("status", ["draft", "published"])
def test_from_asking_to_approval_to_publication(client, author, editor, two_pairs, status):
    record = AgreementFactory(title_en="Before", status=status)
    client.force_login(author)
    save(client, record, title_en="After", _save="1")
    press(client, record, "ask")
    assert states(record) == ("in_review", author, None)
    assert press(client, record, "approve").status_code == 403
    client.force_login(editor)
    approve(client, record)
    assert states(record) == ("approved", author, editor)
    press(client, record, "publish", **{"publish-note": "Signed", "publish-is_major": "on"})
    record = Record.objects.get(pk=record.pk)
    assert (record.title, record.status, states(record)) == ("After", "published", None)
    last = record.revisions.newest_first().first()
    assert (last.note, last.is_major, last.is_forced) == ("Signed", True, False)


@pytest.mark.parametrize("status", ["draft", "published"])
def test_nothing_goes_live_without_a_second_pair_of_eyes(editor_client, two_pairs, status):
    record = AgreementFactory(title_en="Before", status=status)
    page = editor_client.post(
        form_of(record),
        sent_back(editor_client.get(form_of(record)), title_en="After", _publish="1"),
        follow=True,
    )
    assert "somebody else must approve it first" in page.content.decode()
    typed = drafts.draft_of(record) or Record.objects.get(pk=record.pk)
    words = typed.snapshot[0]["fields"]["title_en"] if status == "published" else typed.title
    assert (words, Record.objects.published().filter(title_en="After").count()) == ("After", 0)
    approve(editor_client, record)
    assert states(record) is None
    ticked = {"action": "publish_selected", "_selected_action": [record.pk]}
    editor_client.post("/admin/cooperation/agreement/", ticked)
    press(editor_client, record, "publish")
    press(editor_client, record, "force")
    assert not Record.objects.published().filter(title_en="After").exists()


def test_what_is_typed_after_the_approval_is_not_approved(client, author, editor, two_pairs):
    record = AgreementFactory(title_en="Before")
    client.force_login(author)
    save(client, record, title_en="Approved", _save="1")
    client.force_login(editor)
    approve(client, record)
    client.force_login(author)
    save(client, record, title_en="Typed since", _save="1")
    client.force_login(editor)
    page = press(client, record, "publish").content.decode()
    assert "changed since it was approved" in page
    assert titles(record) == ("Before", "Typed since")


def test_approval_is_of_what_was_seen(client, author, editor):
    record = AgreementFactory()
    client.force_login(author)
    save(client, record, title_en="Seen", _save="1")
    client.force_login(editor)
    seen = client.get(page_of(record, "draft")).context["digest"]
    client.force_login(author)
    save(client, record, title_en="Changed", _save="1")
    client.force_login(editor)
    press(client, record, "approve", digest=seen)
    assert states(record) is None


def test_other_kinds_need_no_approval(editor_client, two_pairs):
    record = EventFactory(title_en="Before")
    save(editor_client, record, title_en="After", _publish="1")
    assert Record.objects.get(pk=record.pk).title == "After"


def test_administrators_may_force_and_the_history_says_so(client, administrator, two_pairs):
    record = AgreementFactory(title_en="Before")
    client.force_login(administrator)
    save(client, record, title_en="After", _save="1")
    press(client, record, "force", **{"force-note": "Urgent"})
    last = record.revisions.newest_first().first()
    assert (titles(record)[0], last.is_forced, last.note) == ("After", True, "Urgent")
    page = client.get(page_of(record, "history")).content.decode()
    assert "without approval" in page


def test_rejection_needs_a_reason_and_keeps_the_draft(client, author, editor):
    record = AgreementFactory()
    client.force_login(author)
    save(client, record, title_en="Draft", _save="1")
    press(client, record, "ask")
    client.force_login(editor)
    page = press(client, record, "reject", **{"reject-reason": ""}).content.decode()
    assert "Say what must change" in page
    press(client, record, "reject", **{"reject-reason": "The date is missing."})
    assert states(record) == ("rejected", author, editor)
    client.force_login(author)
    assert "The date is missing." in client.get(page_of(record, "draft")).content.decode()
    assert titles(record)[1] == "Draft"
    press(client, record, "ask")
    assert states(record) == ("in_review", author, None)


def test_comments_on_the_record_and_on_a_value_are_kept_until_settled(client, author, editor):
    record = AgreementFactory()
    client.force_login(author)
    press(client, record, "comment", **{"comment-field": "when", "comment-text": "Which day?"})
    press(client, record, "comment", **{"comment-field": "", "comment-text": "<b>Well</b> done"})
    bad = press(client, record, "comment", **{"comment-field": "no", "comment-text": ""})
    assert {*bad.context["forms"]["comment"].errors} == {"field", "text"}
    page = client.get(page_of(record, "draft")).content.decode()
    assert "about “Date”" in page
    assert "&lt;b&gt;Well&lt;/b&gt;" in page
    client.force_login(editor)
    comment = Comment.objects.get(field="when")
    press(client, record, "settle", comment=comment.pk)
    press(client, record, "settle", comment="nonsense")
    comment.refresh_from_db()
    assert (comment.settled_by, Comment.objects.open().count()) == (editor, 1)


def test_draft_is_scheduled_and_taken_off(editor_client, editor):
    record = AgreementFactory()
    save(editor_client, record, title_en="Draft", _save="1")
    past = {"schedule-publish_at_0": "2020-01-01", "schedule-publish_at_1": "10:00"}
    page = press(editor_client, record, "schedule", **past).content.decode()
    assert "2020-01-01 10:00 has passed" in page
    tomorrow = timezone.localtime() + timedelta(days=1)
    times = {
        "schedule-publish_at_0": f"{tomorrow:%Y-%m-%d}",
        "schedule-publish_at_1": "10:00",
        "schedule-note": "In force",
        "schedule-is_major": "on",
    }
    press(editor_client, record, "schedule", **times)
    draft = Draft.objects.get()
    local = timezone.localtime(draft.publish_at)
    assert (f"{local:%Y-%m-%d %H:%M}", draft.scheduled_by, draft.note, draft.is_major) == (
        f"{tomorrow:%Y-%m-%d} 10:00",
        editor,
        "In force",
        True,
    )
    press(editor_client, record, "unschedule")
    assert Draft.objects.get().publish_at is None


def test_looking_over_is_noted(editor_client):
    record = AgreementFactory()
    press(editor_client, record, "mark_checked")
    record.refresh_from_db()
    assert timezone.now() - record.checked_at < timedelta(minutes=1)


def test_unknown_button_and_missing_record(editor_client):
    record = AgreementFactory()
    assert press(editor_client, record, "anything").status_code == 403
    address = page_of(record, "draft").replace(f"/{record.pk}/", "/999/")
    assert editor_client.get(address).status_code == 404


def test_writers_are_all_who_worked_on_it_since_it_last_went_live(client, author, editor):
    record = AgreementFactory(status="draft", created_by=author)
    assert approval.writers(record) == {author.pk}
    client.force_login(editor)
    save(client, record, title_en="More")
    assert approval.writers(record) == {author.pk, editor.pk}
    save(client, record, _publish="1")
    record = Record.objects.get(pk=record.pk)
    assert approval.writers(record) <= {editor.pk}
    assert approval.may_go_live(record, capture(record), approval.required_kinds())


def test_only_administrators_have_the_right_to_force(db):
    having = Group.objects.filter(permissions__codename="force_publish_record")
    assert [group.name for group in having] == ["Administrator"]
