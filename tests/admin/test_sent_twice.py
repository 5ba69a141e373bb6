"""A form that is sent twice makes something once: two clicks, or Save, Back, Save."""

import threading
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.utils import timezone

from cooperation.changes.delete import delete
from cooperation.changes.preview_links import token_of as preview_token_of
from cooperation.models import (
    Agreement,
    Article,
    Comment,
    Figure,
    Image,
    Manuscript,
    Page,
    Record,
    SentForm,
    Topic,
)
from cooperation.work.nightly import clean_up
from tests.support.desk import form_of, page_of
from tests.support.factories import AgreementFactory, TopicFactory
from tests.support.files import photo, upload
from tests.support.forms import new_part, sent_with_token, token_of
from tests.support.queues import DATABASE
from tests.support.tables import as_csv

ADD = "/admin/cooperation/agreement/add/"
TOPIC = "/admin/cooperation/topic/add/"
PAGE = "/admin/cooperation/page/add/"


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def pact(client, address=ADD, **typed):
    """Return what is posted to make an agreement with a figure."""
    own = {"title_en": "Pact", "type": "memorandum"}
    figure = new_part("figures", qualifier="over", value="400", unit_en="people", order=1)
    return sent_with_token(client.get(address), **figure, **own | typed)


def agreements():
    """Return (slug, title, status, [values of its figures]) of each agreement."""
    return [
        (each.slug, each.title_en, each.status, [int(row.value) for row in each.figures.all()])
        for each in Agreement.objects.order_by("pk")
    ]


@pytest.mark.parametrize(
    ("button", "status"), [("_publish", "published"), ("_save", "draft"), ("_continue", "draft")]
)
def test_form_posted_three_times_makes_one_record(editor_client, button, status):
    sent = pact(editor_client, **{button: "1"})
    first, *others = (editor_client.post(ADD, sent) for _time in range(3))
    assert agreements() == [("pact", "Pact", status, [400])]
    assert {(each.status_code, each.url) for each in others} == {(302, first.url)}
    assert said(others[0])[-1] == (
        "“Pact” is saved already: sending the form twice did not save it twice."
    )


def test_what_was_typed_since_is_saved_into_the_record_that_the_form_made(editor_client):
    sent = pact(editor_client, _save="1")
    editor_client.post(ADD, sent)
    again = sent | {"title_en": "Pact of 2024", "figures-0-value": "500", "_publish": "1"}
    response = editor_client.post(ADD, again)
    assert (response.status_code, agreements()) == (
        302,
        [("pact", "Pact of 2024", "published", [500])],
    )
    assert said(response)[-1] == (
        "This form had made “Pact of 2024” already, so it was changed: no second one was made."
    )
    more = again | new_part("figures", 1, qualifier="exactly", value="7", unit_en="days", order=2)
    editor_client.post(ADD, more | {"slug": "pact-of-2024", "title_en": "P"})
    assert agreements() == [("pact-of-2024", "P", "published", [500, 7])]


def test_error_in_what_was_typed_since_says_what_is_saved(editor_client):
    sent = pact(editor_client, _publish="1")
    editor_client.post(ADD, sent)
    wrong = editor_client.post(ADD, sent | {"title_en": "Other", "when": "31.02.2022"})
    text = wrong.content.decode()
    assert wrong.status_code == 200
    assert "This form has made “Pact” already." in text
    assert (token_of(wrong), "Other" in text) == (sent["form_token"], True)
    editor_client.post(ADD, sent | {"title_en": "Other", "when": "2022"})
    assert agreements() == [("pact", "Other", "published", [400])]


def test_form_with_errors_can_be_corrected_and_is_then_new(editor_client):
    sent = pact(editor_client, _publish="1")
    wrong = editor_client.post(ADD, sent | {"when": "31.02.2022"})
    assert (wrong.status_code, SentForm.objects.count()) == (200, 0)
    assert token_of(wrong) == sent["form_token"]
    response = editor_client.post(ADD, sent)
    assert said(response) == ["Published.", *said(response)[1:]]
    assert agreements() == [("pact", "Pact", "published", [400])]


def test_what_others_changed_since_is_merged_on_the_form_of_the_record(editor_client, other):
    sent = pact(editor_client, _save="1")
    editor_client.post(ADD, sent)
    record, colleague = Agreement.objects.get(), Client()
    colleague.force_login(other)
    form = colleague.get(form_of(record))
    colleague.post(form_of(record), sent_with_token(form, summary_en="Theirs", _save="1"))
    response = editor_client.post(ADD, sent | {"title_en": "Mine"})
    assert response.context["sent_to"] == form_of(record)
    assert f'action="{form_of(record)}"' in response.content.decode()
    sealed = {"merge": response.context["sealed"], "form_token": sent["form_token"], "_save": "1"}
    for _time in range(2):
        assert editor_client.post(form_of(record), sealed).status_code == 302
    record.refresh_from_db()
    assert (record.title_en, record.summary_en, len(agreements())) == ("Mine", "Theirs", 1)


def test_token_of_somebody_else_leads_nowhere(editor_client, author):
    sent = pact(editor_client, _save="1")
    editor_client.post(ADD, sent)
    stranger = Client()
    stranger.force_login(author)
    stranger.post(ADD, sent | {"title_en": "Another"})
    assert agreements() == [
        ("pact", "Pact", "draft", [400]),
        ("another", "Another", "draft", [400]),
    ]


def test_token_that_no_form_has_is_none(editor_client):
    sent = pact(editor_client, _save="1")
    for token in ("", "x", "A" * 32, "0" * 31, "0" * 500):
        editor_client.post(ADD, sent | {"form_token": token})
    assert (len(agreements()), SentForm.objects.count()) == (5, 0)


def test_record_that_was_deleted_since_is_made_again(editor_client):
    sent = pact(editor_client, _save="1")
    editor_client.post(ADD, sent)
    delete([Agreement.objects.get()])
    editor_client.post(ADD, sent)
    editor_client.post(ADD, sent)
    assert agreements() == [("pact", "Pact", "draft", [400])]


def test_popup_is_answered_with_the_same_object(editor_client):
    address = f"{TOPIC}?_popup=1"
    sent = sent_with_token(editor_client.get(address), title_en="Water", _popup="1")
    first, second = (editor_client.post(address, sent) for _time in range(2))
    topic = Topic.objects.get()
    assert first.context["popup_response_data"] == second.context["popup_response_data"]
    assert f'"value": "{topic.pk}"' in second.context["popup_response_data"]


def test_new_row_of_a_form_sent_twice_is_added_once(editor_client):
    record = AgreementFactory()
    figure = new_part("figures", qualifier="over", value="400", unit_en="people", order=1)
    for button, gap in (("_publish", ""), ("_continue", "not_stated")):
        sent = sent_with_token(editor_client.get(form_of(record)), **figure, **{button: "1"})
        sent |= {"gap_when": gap} if gap else {}
        replies = [editor_client.post(form_of(record), sent) for _time in range(3)]
        assert {each.status_code for each in replies} == {302}
        assert said(replies[-1])[-1].endswith("sending the form twice did not save it twice.")
        figure = new_part("figures", 1, qualifier="exactly", value="7", unit_en="days", order=2)
    record.refresh_from_db()
    assert Figure.objects.filter(record=record).count() == 1
    assert len([row for row in record.draft.snapshot if row["model"] == "cooperation.figure"]) == 2


def test_row_changed_after_going_back_is_the_same_row(editor_client):
    record = AgreementFactory()
    figure = new_part("figures", qualifier="over", value="400", unit_en="people", order=1)
    sent = sent_with_token(editor_client.get(form_of(record)), **figure)
    editor_client.post(form_of(record), sent)
    again = editor_client.post(form_of(record), sent | {"figures-0-value": "500"})
    assert again.status_code == 302
    assert agreements()[0][3] == [500]


def test_page_sent_twice_is_one_page_and_typed_on_it_is_changed(editor_client, administrator):
    editor_client.force_login(administrator)
    own = {"title_en": "About", "slug": "about", "body_en": "<p>x</p>", "order": 1}
    sent = sent_with_token(editor_client.get(PAGE), **own)
    first, second = (editor_client.post(PAGE, sent) for _time in range(2))
    assert (first.url, second.url, Page.objects.count()) == (second.url, first.url, 1)
    response = editor_client.post(PAGE, sent | {"title_en": "About us", "_publish": "1"})
    assert (response.status_code, Page.objects.get().title_en) == (302, "About us")
    wrong = editor_client.post(PAGE, sent | {"title_en": ""})
    assert (wrong.status_code, Page.objects.get().title_en) == (200, "About us")


def test_change_of_a_page_sent_twice_is_one_change(editor_client, administrator):
    editor_client.force_login(administrator)
    page = Page.objects.create(title_en="About", slug="about", order=1)
    address = page_of(page, "change")
    sent = sent_with_token(editor_client.get(address), title_en="About us", _publish="1")
    replies = [editor_client.post(address, sent) for _time in range(2)]
    assert [each.status_code for each in replies] == [302, 302]
    assert Page.objects.get().title_en == "About us"


def test_picture_sent_twice_is_one_picture(editor_client):
    address = "/admin/cooperation/image/add/"
    sent = sent_with_token(editor_client.get(address), title_en="Flags", alt_en="Two flags")
    for _time in range(2):
        response = editor_client.post(address, sent | {"file": upload(photo())})
        assert response.status_code == 302
    assert Image.objects.count() == 1
    editor_client.post(address, {name: each for name, each in sent.items() if name != "file"})
    image = Image.objects.get()
    assert image.file.storage.exists(image.file.name)


def test_comment_sent_twice_is_said_once_and_another_one_is_added(editor_client):
    address = page_of(AgreementFactory(), "draft")
    sent = {
        "do": "comment",
        "comment-text": "Why?",
        "form_token": token_of(editor_client.get(address)),
    }
    replies = [editor_client.post(address, sent) for _time in range(2)]
    assert [each.url for each in replies] == [address, address]
    assert said(replies[1]) == ["This comment is there already: it was not added twice."]
    editor_client.post(address, sent | {"comment-text": "And when?"})
    assert sorted(Comment.objects.values_list("text", flat=True)) == ["And when?", "Why?"]


def test_comment_on_a_shared_preview_is_said_once(client, db):
    address = f"/preview/{preview_token_of(AgreementFactory(status='draft').record)}/"
    sent = {"name": "Aziza", "text": "Why?", "form_token": token_of(client.get(address))}
    wrong = client.post(address, sent | {"text": ""})
    assert (wrong.status_code, token_of(wrong)) == (400, sent["form_token"])
    assert {client.post(address, sent).url for _time in range(2)} == {f"{address}?said=1#comment"}
    assert Comment.objects.count() == 1


def test_table_sent_twice_is_one_import(editor_client):
    address = "/admin/cooperation/topic/table/"
    token = token_of(editor_client.get(address))

    def begin(title):
        file = upload(as_csv([["slug", "title_en"], ["water", title]]), "table.csv")
        return editor_client.post(address, {"file": file, "form_token": token}).url

    assert begin("Water") == begin("Water") != begin("Water and ice")


def test_text_sent_twice_is_one_article(editor_client):
    for _time in range(2):
        file = upload(b"Some words.", "text.txt")
        response = editor_client.post("/admin/cooperation/manuscript/add/", {"file": file})
        assert response.url.endswith(f"/{Manuscript.objects.get().pk}/change/")
    assert Article.objects.count() == 1


def test_record_brought_back_twice_is_there_once(editor_client):
    record = TopicFactory(slug="water")
    typed = sent_with_token(editor_client.get(form_of(record)), summary_en="New")
    delete([record.record])
    gone = editor_client.post(form_of(record), typed)
    sent = {"gone": gone.context["sealed"], "form_token": token_of(gone)}
    assert [editor_client.post(form_of(record), sent).url for _time in range(2)] == [
        form_of(record)
    ] * 2
    assert Topic.objects.count() == 1


def test_same_words_in_a_form_that_was_fetched_again_are_the_same_form(editor_client):
    """Browsers without scripts fetch the form again when they go back, and put the words back."""
    first, again = pact(editor_client, _save="1"), pact(editor_client, _save="1")
    assert first["form_token"] != again["form_token"]
    for sent in (first, again, again | {"title_en": "Other"}):
        editor_client.post(ADD, sent)
    assert agreements() == [("pact", "Other", "draft", [400])]
    SentForm.objects.update(sent_at=timezone.now() - timedelta(hours=2))
    editor_client.post(ADD, pact(editor_client, _save="1"))
    assert len(agreements()) == 2


def test_table_of_the_same_name_with_other_rows_is_another_import(editor_client):
    """A file counts by its contents, and the same file on another form is read again."""
    address = "/admin/cooperation/topic/table/"

    def begin(title, token):
        file = upload(as_csv([["slug", "title_en"], ["water", title]]), "table.csv")
        return editor_client.post(address, {"file": file, "form_token": token}).url

    token, other = (token_of(editor_client.get(address)) for _form in range(2))
    assert len({begin("Water", token), begin("Winds", token), begin("Winds", other)}) == 3


def test_old_tokens_are_deleted_at_night(db, settings):
    settings.TASKS = DATABASE
    now = timezone.now()
    for key, days in (("a", 8), ("b", 6)):
        SentForm.objects.create(key=key, sent_at=now - timedelta(days=days))
    clean_up.call()
    assert [*SentForm.objects.values_list("key", flat=True)] == ["b"]


def posted_at_once(client, address, sent):
    """Post the same four times at the same moment; return the statuses."""
    replies, begin = [], threading.Barrier(4)

    def post():
        own = Client()
        own.cookies = client.cookies
        try:
            begin.wait()
            replies.append(own.post(address, sent()).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return replies


@pytest.mark.postgresql
@pytest.mark.parametrize("address", [ADD, PAGE])
def test_requests_at_the_same_time_make_one(transactional_db, administrator, address):
    client = Client()
    client.force_login(administrator)
    own = {"title_en": "Pact", "slug": "pact"}
    own |= {"type": "memorandum", "_publish": "1"} if address == ADD else {"order": 1}
    sent = sent_with_token(client.get(address), **own)
    replies = posted_at_once(client, address, lambda: sent)
    assert (replies, Record.objects.count() + Page.objects.count()) == ([302] * 4, 1)


@pytest.mark.postgresql
def test_texts_at_the_same_time_make_one_article(transactional_db, administrator):
    client = Client()
    client.force_login(administrator)
    address = "/admin/cooperation/manuscript/add/"
    replies = posted_at_once(client, address, lambda: {"file": upload(b"Some words.", "a.txt")})
    assert (replies, Article.objects.count()) == ([302] * 4, 1)
