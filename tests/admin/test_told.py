"""What editors are told, and what the log says: never more than was done."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.models import LogEntry

from cooperation.models import Record
from tests.support.desk import form_of, page_of, save
from tests.support.door import under_review
from tests.support.factories import AgreementFactory, CouncilFactory, WorkingGroupFactory
from tests.support.forms import sent_back

pytestmark = pytest.mark.django_db

MAY = datetime(2099, 5, 3, 12, tzinfo=ZoneInfo("Asia/Tashkent"))


def told(page):
    return [str(each) for each in page.context["messages"]]


def sent(client, record, **typed):
    form = client.get(form_of(record))
    return client.post(form_of(record), sent_back(form, **typed), follow=True)


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_approved_is_not_said_to_be_published(editor_client, status):
    under_review("agreement")
    record = AgreementFactory(status=status)
    words = told(sent(editor_client, record, title_en="New", _publish="1"))
    assert "somebody else must approve it first" in words[0]
    assert [each for each in words if each.startswith(("Published", "Scheduled"))] == []


def test_new_record_that_is_not_approved_is_not_said_to_be_published(editor_client):
    under_review("agreement")
    address = "/admin/cooperation/agreement/add/"
    typed = sent_back(editor_client.get(address), title_en="New", type="other", _publish="1")
    words = told(editor_client.post(address, typed, follow=True))
    assert [each for each in words if each.startswith(("Published", "Scheduled"))] == []
    assert Record.objects.get().status == "draft"


def test_withdrawing_a_draft_along_is_not_logged_as_publishing(editor_client):
    record = AgreementFactory()
    save(editor_client, record, title_en="Draft", _save="1")
    words = told(sent(editor_client, record, _withdraw="1"))
    assert "1 record is withdrawn: the public no longer sees it." in words
    assert LogEntry.objects.first().change_message != "Published a draft."


def test_refusal_of_a_button_says_why_and_keeps_what_was_typed(editor_client):
    group = WorkingGroupFactory(status="draft", council=CouncilFactory(status="draft"))
    typed = {"do": "publish", "publish-note": "It has been founded."}
    page = editor_client.post(page_of(group, "draft"), typed)
    assert (page.status_code, "publish its council first" in page.content.decode()) == (403, True)
    assert page.context["forms"]["publish"]["note"].value() == "It has been founded."


def test_publishing_what_is_public_says_that_nothing_waits(editor_client):
    record = AgreementFactory()
    page = editor_client.post(page_of(record, "draft"), {"do": "publish"}, follow=True)
    assert told(page) == ["Nothing waits to be published."]
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("at", "words"), [(None, "Published."), (MAY, "Scheduled for 3 May 2099, 12:00.")]
)
def test_publishing_says_now_or_when(editor_client, at, words):
    draft, waiting = (AgreementFactory(status="draft", publish_at=at) for _ in range(2))
    assert told(sent(editor_client, draft, _publish="1"))[0] == words
    page = editor_client.post(page_of(waiting, "draft"), {"do": "publish"}, follow=True)
    assert told(page) == [words]


def test_list_counts_what_is_public_and_what_is_scheduled(editor_client):
    records = [AgreementFactory(status="draft", publish_at=at) for at in (None, MAY, None)]
    keys = [record.pk for record in records]
    selected = {"action": "publish_selected", "_selected_action": keys}
    page = editor_client.post("/admin/cooperation/agreement/", selected, follow=True)
    assert sorted(told(page)) == ["1 record is scheduled.", "2 records are published."]


def test_list_says_only_what_it_has_published(editor_client):
    record = AgreementFactory()
    save(editor_client, record, title_en="Draft", _save="1")
    address = "/admin/cooperation/agreement/"
    editor_client.get(address)  # says that the draft is saved
    selected = {"action": "publish_selected", "_selected_action": [record.pk]}
    assert told(editor_client.post(address, selected, follow=True)) == ["1 draft is published."]
    assert told(editor_client.post(address, selected, follow=True)) == []
