"""Documents at the desk: on the form of their record and on their own."""

import pytest

from cooperation.models import Document
from tests.support.desk import errors_of, form_of
from tests.support.factories import AgreementFactory
from tests.support.files import office_file, pdf, scan, upload
from tests.support.forms import new_part, sent_back
from tests.support.pages import text_of
from tests.support.sentences import ENGLISH, FRENCH, RUSSIAN

LIST = "/admin/cooperation/document/"


def add(client, data, name="text.pdf", **typed):
    """Send the form of a new record with a document; return the page that follows."""
    record = AgreementFactory()
    row = new_part("documents", title_en="The text", file=upload(data, name), order=1, **typed)
    typed = sent_back(client.get(form_of(record)), **row) | {"_continue": "1"}
    return client.post(form_of(record), typed, follow=True)


def warnings_of(response):
    return [str(each) for each in response.context["messages"] if each.level_tag == "warning"]


def test_uploaded_pdf_is_read(editor_client):
    data = pdf(RUSSIAN, RUSSIAN)
    response = add(editor_client, data)
    document = Document.objects.get()
    assert (document.size, document.pages, document.language) == (len(data), 2, "ru")
    assert document.text == f"{RUSSIAN}\n\n{RUSSIAN}"
    assert warnings_of(response) == []
    shown = text_of(response.content.decode())
    assert "2 pages, in Russian" in shown


def test_language_that_the_editor_chose_stays(editor_client):
    add(editor_client, pdf(ENGLISH), language="uz")
    assert Document.objects.get().language == "uz"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (scan(), ["holds no text, only pictures", "language of “The text” was not recognised"]),
        (pdf("", language="ru"), ["holds no text, only pictures"]),
        (pdf(FRENCH), ["language of “The text” was not recognised"]),
        (pdf(ENGLISH), []),
    ],
)
def test_editor_is_told_what_readers_will_miss(editor_client, data, expected):
    found = warnings_of(add(editor_client, data))
    assert len(found) == len(expected)
    assert [words in text for words, text in zip(expected, found, strict=True)] == [True] * len(
        found
    )
    assert Document.objects.count() == 1


def test_editor_is_told_of_a_text_too_long_for_the_search(editor_client, monkeypatch):
    monkeypatch.setattr("cooperation.formats.pdf.MOST_CHARACTERS", 10)
    [found] = warnings_of(add(editor_client, pdf(ENGLISH, RUSSIAN), language="en"))
    assert "only its first part can be found by the search" in found


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("text.pdf", b"MZ\x90\x00", "is not a PDF file"),
        ("text.pdf", b"%PDF-1.7 ...", "“text.pdf” is damaged and cannot be opened."),
        ("text.pdf", pdf(ENGLISH, user_password="x", algorithm="AES-256"), "asks for a password"),
        ("page.html", b"<p>", "File extension “html” is not allowed"),
    ],
)
def test_file_that_readers_could_not_open_is_refused(editor_client, name, data, message):
    assert message in errors_of(add(editor_client, data, name))
    assert not Document.objects.exists()


def test_file_that_only_forbids_printing_is_taken(editor_client):
    add(editor_client, pdf(ENGLISH, user_password="", owner_password="x", algorithm="AES-256"))
    assert Document.objects.get().text == ENGLISH


def test_other_document_is_taken_with_its_size(editor_client):
    data = office_file("[Content_Types].xml", "word/document.xml")
    response = add(editor_client, data, "text.docx")
    found = Document.objects.get().description.replace("\xa0", " ")
    assert found == f"DOCX, {len(data)} bytes"
    assert warnings_of(response) == []


def test_too_large_document_is_refused(editor_client, settings):
    settings.UPLOAD_LIMIT = 10
    assert "Upload a file of at most 10" in errors_of(add(editor_client, pdf(ENGLISH)))
    assert not Document.objects.exists()


def kept(data, **fields):
    fields = {"record": AgreementFactory(), "title_en": "The text", **fields}
    return Document.objects.create(file=upload(data, "text.pdf"), **fields)


def test_another_file_is_read_anew_and_another_title_reads_nothing(editor_client):
    document = kept(pdf(ENGLISH), size=1, pages=7, language="en", text="Old words.")
    address = form_of(document.record.as_kind())
    typed = sent_back(editor_client.get(address), **{"documents-0-title_en": "Other"})
    editor_client.post(address, typed)
    document.refresh_from_db()
    assert (document.title_en, document.pages, document.text) == ("Other", 7, "Old words.")
    typed = sent_back(editor_client.get(address))
    editor_client.post(address, typed | {"documents-0-file": upload(pdf(RUSSIAN), "new.pdf")})
    document.refresh_from_db()
    assert (document.pages, document.text) == (1, RUSSIAN)


@pytest.mark.parametrize(
    ("choice", "expected"), [("", ["Other", "Scan", "Text"]), ("yes", ["Text"]), ("no", ["Scan"])]
)
def test_documents_without_text_are_found(editor_client, choice, expected):
    kept(pdf(ENGLISH), title_en="Text", text=ENGLISH)
    kept(scan(), title_en="Scan")
    kept(b"", title_en="Other")
    Document.objects.filter(title_en="Other").update(file="text.docx")
    page = editor_client.get(LIST, {"text": choice} if choice else {})
    found = page.context["cl"].queryset.order_by("title_en")
    assert [document.title for document in found] == expected


def test_list_of_documents_leads_to_the_form_of_their_record(editor_client):
    document = kept(pdf(ENGLISH))
    address = f"{LIST}{document.pk}/change/"
    page = editor_client.get(address)
    assert form_of(document.record.as_kind()) in page.content.decode()
    assert editor_client.post(address, {"title_en": "Other"}).status_code == 403
    for address in (f"{LIST}add/", f"{LIST}{document.pk}/delete/"):
        assert editor_client.get(address).status_code == 403


def test_author_sees_documents_on_the_forms_of_records_only(client, author):
    client.force_login(author)
    document = kept(pdf(ENGLISH))
    assert client.get(f"{LIST}{document.pk}/change/").status_code == 403
