"""Importing a text in the admin, reading the report, and deciding on suggestions."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cooperation.models import Agreement, Article, Manuscript, Suggestion
from tests.support.factories import EventFactory

TEXTS = Path(__file__).parent.parent / "sourcing" / "manuscripts"
ADD = "/admin/cooperation/manuscript/add/"


def upload(client, data, name, **typed):
    return client.post(ADD, {"file": SimpleUploadedFile(name, data), **typed}, follow=True)


def upload_text(client, name="wrapped.txt"):
    return upload(client, (TEXTS / name).read_bytes(), name)


def decide(client, suggestion, decision, **typed):
    address = reverse("admin:cooperation_suggestion_decide", args=[suggestion.pk, decision])
    return client.post(address, typed, follow=True)


def text_of(response):
    return response.content.decode()


def test_list_of_articles_leads_to_importing(editor_client):
    page = text_of(editor_client.get("/admin/cooperation/article/"))
    assert f'<a href="{ADD}">Import a text</a>' in page
    assert "Import a text" in text_of(editor_client.get(ADD))


def test_page_is_imported_with_the_address_that_the_editor_gives(editor_client):
    data = b"<h1>T</h1><p>See <a href='/news/1'>the news</a>.</p>"
    page = text_of(upload(editor_client, data, "a.html", source_url="www.example.org/x"))
    assert '<a href="https://www.example.org/x">https://www.example.org/x</a>' in page
    assert "were left out" not in page
    body = Article.objects.get().body_en
    assert body == '<p>See <a href="https://www.example.org/news/1">the news</a>.</p>'
    refused = text_of(upload(editor_client, b"<p>A text.</p>", "b.html", source_url="/news/"))
    assert "“/news/” is not the address of a page on the web." in refused
    assert Manuscript.objects.count() == 1


def test_upload_ends_on_the_report(editor_client):
    page = text_of(upload_text(editor_client))
    kept = Manuscript.objects.get()
    for words in (
        kept.sha256,
        "Two valleys, one orchard",
        "Anna Hill",
        "Institute of Orchard Studies",
        "The first years",
        "Orchard Protocol",
        "3 June 2021",
        "About 120 farmers",
        "not in the register",
    ):
        assert words in page
    assert Article.objects.get().created_by.username == "editor"


def test_author_may_import_and_accept(client, author):
    client.force_login(author)
    upload_text(client)
    decide(client, Suggestion.objects.get(title="Orchard Protocol"), "accept")
    assert Agreement.objects.get().status == "draft"


def test_file_can_be_taken_back_byte_for_byte(editor_client):
    upload_text(editor_client, "russian_cp1251.txt")
    address = reverse("admin:cooperation_manuscript_file", args=[Manuscript.objects.get().pk])
    response = editor_client.get(address)
    assert response.content == (TEXTS / "russian_cp1251.txt").read_bytes()
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_same_file_again_leads_to_the_first_report(editor_client):
    upload_text(editor_client)
    page = text_of(upload_text(editor_client))
    assert "imported already" in page
    assert Article.objects.count() == 1


def test_changed_file_is_shown_with_what_differs(editor_client):
    upload_text(editor_client)
    data = (TEXTS / "wrapped.txt").read_bytes().replace(b"About 120", b"About 130")
    page = text_of(upload(editor_client, data, "wrapped.txt"))
    assert "-About 120 farmers" in page
    assert "+About 130 farmers" in page
    assert Article.objects.count() == 1
    upload(editor_client, data, "wrapped.txt", separate="on")
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "is empty"),
        (b"x" * (50 * 1024 * 1024), "a.txt", "50 MB"),
        (b"\x89PNG\r\n\x1a\n", "a.txt", "is not a text file"),
        ("Слово".encode()[:-1], "a.txt", "cannot be read"),
        (b"words", "a.exe", "cannot be imported"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_file_is_refused_and_nothing_saved(editor_client, data, name, words):
    response = upload(editor_client, data, name)
    assert response.status_code == 200
    assert words in text_of(response)
    assert not Article.objects.exists()


def test_missing_file_is_asked_for(editor_client):
    assert "This field is required." in text_of(editor_client.post(ADD, {}))


def test_accepting_dismissing_and_reopening_one_by_one(editor_client):
    upload_text(editor_client)
    protocol = Suggestion.objects.get(title="Orchard Protocol")
    others = Suggestion.objects.exclude(pk=protocol.pk)
    decide(editor_client, protocol, "dismiss")
    assert not Agreement.objects.exists()
    assert "Reopen" in text_of(decide(editor_client, protocol, "nonsense"))
    decide(editor_client, protocol, "reopen")
    page = text_of(decide(editor_client, protocol, "accept"))
    assert Agreement.objects.count() == 1
    assert "Accepted" in page
    assert set(others.values_list("state", flat=True)) == {"pending"}
    assert "decided on already" in text_of(decide(editor_client, protocol, "accept"))
    assert Agreement.objects.count() == 1


def test_figure_asks_for_its_record(editor_client):
    upload_text(editor_client)
    figure = Suggestion.objects.get(title="About 120 farmers")
    assert "Choose the record" in text_of(decide(editor_client, figure, "accept"))
    decide(editor_client, Suggestion.objects.get(title="seminar"), "accept")
    event = Suggestion.objects.get(title="seminar").record
    decide(editor_client, figure, "accept", target=event.pk)
    assert [str(each.value) for each in event.figures.all()] == ["120.000"]


def test_author_adds_nothing_to_what_is_public(client, author):
    client.force_login(author)
    upload_text(client)
    event = EventFactory()
    seminar = Suggestion.objects.get(title="seminar")
    page = decide(client, seminar, "accept", target=event.pk)
    assert "Readers see this. Ask an editor to change it." in text_of(page)
    assert decide(client, seminar, "accept", target="x").status_code == 404
    assert not event.evidence.exists()


def test_importing_is_closed_to_others(client, django_user_model):
    user = django_user_model.objects.create_user("guest", password="a-long-word", is_staff=True)
    client.force_login(user)
    assert client.get(ADD).status_code == 403
    assert upload_text(client).status_code == 403
    assert client.get("/admin/cooperation/manuscript/").status_code == 403


def test_decisions_and_reports_are_closed_to_others(client, editor, django_user_model):
    client.force_login(editor)
    upload_text(client)
    kept, row = Manuscript.objects.get(), Suggestion.objects.first()
    user = django_user_model.objects.create_user("guest", password="a-long-word", is_staff=True)
    client.force_login(user)
    for name in ("change", "file"):
        address = reverse(f"admin:cooperation_manuscript_{name}", args=[kept.pk])
        assert client.get(address).status_code == 403
    assert decide(client, row, "accept").status_code == 403
    client.logout()
    assert "/login/" in client.get(ADD).url


def test_decision_is_never_a_link(editor_client):
    upload_text(editor_client)
    row = Suggestion.objects.first()
    address = reverse("admin:cooperation_suggestion_decide", args=[row.pk, "accept"])
    assert editor_client.get(address).status_code == 405


def test_report_escapes_what_the_file_says(editor_client):
    data = b'A <b>Title</b>\n\nOn 5 May 2020, the "<i>Lake</i> Protocol" was signed.\n'
    page = text_of(upload(editor_client, data, "a.txt"))
    assert "<i>Lake</i>" not in page
    assert "&lt;i&gt;Lake&lt;/i&gt;" in page


def test_report_takes_as_many_queries_for_many_suggestions(
    editor_client, django_assert_max_num_queries
):
    sentence = "On {} May 2020, the River Protocol was signed. Over {} boats came.\n"
    data = "".join(sentence.format(day, day) for day in range(1, 29)).encode()
    upload(editor_client, data, "many.txt")
    address = reverse("admin:cooperation_manuscript_change", args=[Manuscript.objects.get().pk])
    with django_assert_max_num_queries(20):
        page = text_of(editor_client.get(address))
    assert len(re.findall('class="suggestion"', page)) > 80
