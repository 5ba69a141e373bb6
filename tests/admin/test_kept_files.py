"""A chosen file stays when something else in the form is wrong."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.test import Client

from cooperation.changes import kept_files
from cooperation.models import Article, Document, Image
from tests.support.desk import form_of
from tests.support.factories import AgreementFactory
from tests.support.files import pdf, photo, upload
from tests.support.forms import new_part, sent_with_token
from tests.support.sentences import ENGLISH

IMAGE = "/admin/cooperation/image/add/"
IMPORT = "/admin/cooperation/manuscript/add/"


@pytest.fixture(autouse=True)
def nothing_kept():
    for account in kept():
        for name in storages["kept_files"].listdir(str(account))[1]:
            storages["kept_files"].delete(f"{account}/{name}")


def kept():
    """Return the files that are kept, as {account: number}."""
    files = storages["kept_files"]
    folders = files.listdir("")[0] if files.exists("") else []
    found = {int(account): len(files.listdir(account)[1]) for account in folders}
    return {account: number for account, number in found.items() if number}


def reference_in(response):
    """Return {name of the hidden field: reference} of each kept file of a page."""
    text = response.content.decode()
    return dict(re.findall(r'name="([^"]+-kept)" value="([^"]+)"', text))


def stored():
    """Return {name: bytes} of the documents of the register."""
    found = {}
    for document in Document.objects.all():
        with document.file.open() as file:
            found[document.file.name.rpartition("/")[2]] = file.read()
    return found


def with_document(client, record, **typed):
    """Post the form of a record with a new document; return what was posted and the answer."""
    row = new_part("documents", title_en="The text", file=upload(pdf(ENGLISH), "a.pdf"), order=1)
    sent = sent_with_token(client.get(form_of(record)), **row, **typed)
    response = client.post(form_of(record), sent)
    return {name: value for name, value in sent.items() if name != "documents-0-file"}, response


def test_document_survives_an_error_elsewhere(editor_client, editor):
    record = AgreementFactory()
    sent, wrong = with_document(editor_client, record, when="31.02.2022")
    text, found = wrong.content.decode(), reference_in(wrong)
    assert (wrong.status_code, [*found]) == (200, ["documents-0-file-kept"])
    assert "Kept: “a.pdf”" in text
    assert re.search(r"PDF,\s\d", text) is None  # nothing is stored yet
    assert kept() == {editor.pk: 1}
    again = editor_client.post(form_of(record), sent | found)  # the date is still wrong
    assert reference_in(again) == found
    right = sent | found | {"when": "2022"}
    assert editor_client.post(form_of(record), right).status_code == 302
    assert stored() == {"a.pdf": pdf(ENGLISH)}
    assert kept() == {editor.pk: 1}


def test_two_documents_of_a_new_record_survive_each_in_its_row(editor_client):
    address = "/admin/cooperation/agreement/add/"
    rows = new_part("documents", title_en="A", file=upload(pdf(ENGLISH), "a.pdf"), order=1)
    rows |= new_part("documents", 1, title_en="B", file=upload(pdf("Other"), "b.pdf"), order=2)
    own = {"title_en": "Pact", "type": "", "_save": "1"}
    sent = sent_with_token(editor_client.get(address), **rows, **own)
    found = reference_in(editor_client.post(address, sent))
    assert [*found] == ["documents-0-file-kept", "documents-1-file-kept"]
    chosen = {name: value for name, value in sent.items() if not name.endswith("-file")}
    editor_client.post(address, chosen | found | {"type": "memorandum"})
    assert stored() == {"a.pdf": pdf(ENGLISH), "b.pdf": pdf("Other")}


def test_picture_survives_and_can_be_replaced(editor_client):
    own = {"title_en": "Flags", "alt_en": ""}
    sent = sent_with_token(editor_client.get(IMAGE), **own) | {"file": upload(photo(), "f.jpg")}
    wrong = editor_client.post(IMAGE, sent)
    found = reference_in(wrong)
    assert (wrong.status_code, [*found]) == (200, ["file-kept"])
    sent = {name: value for name, value in sent.items() if name != "file"} | found
    other = sent | {"alt_en": "Two flags", "file": upload(photo(), "other.jpg")}
    assert editor_client.post(IMAGE, other).status_code == 302
    assert Image.objects.get().file.name.endswith("/other.jpg")


def test_kept_picture_is_stored_like_a_chosen_one(editor_client):
    sent = sent_with_token(editor_client.get(IMAGE), title_en="Flags", alt_en="")
    found = reference_in(editor_client.post(IMAGE, sent | {"file": upload(photo(), "f.jpg")}))
    sent = {name: value for name, value in sent.items() if name != "file"}
    assert editor_client.post(IMAGE, sent | found | {"alt_en": "Flags"}).status_code == 302
    image = Image.objects.get()
    assert (image.file.name.endswith("/f.jpg"), bool(image.renditions)) == (True, True)


def test_kept_file_can_be_removed(editor_client):
    record = AgreementFactory()
    sent, wrong = with_document(editor_client, record, when="31.02.2022")
    removed = sent | reference_in(wrong) | {"documents-0-file-kept-remove": "on", "when": ""}
    response = editor_client.post(form_of(record), removed)
    assert (response.status_code, reference_in(response)) == (200, {})
    assert not Document.objects.exists()


def test_file_that_is_wrong_itself_is_not_kept(editor_client):
    record = AgreementFactory()
    row = new_part("documents", title_en="A", file=upload(b"no PDF", "a.pdf"), order=1)
    sent = sent_with_token(editor_client.get(form_of(record)), **row)
    response = editor_client.post(form_of(record), sent)
    assert (response.status_code, reference_in(response), kept()) == (200, {}, {})


def test_text_survives_the_question_whether_it_is_another(editor_client):
    editor_client.post(IMPORT, {"file": upload(b"Some words.", "a.txt")})
    asked = editor_client.post(IMPORT, {"file": upload(b"Other words.", "a.txt")})
    found = reference_in(asked)
    assert "import it again" in asked.content.decode()
    response = editor_client.post(IMPORT, found | {"separate": "on"})
    assert (response.status_code, Article.objects.count()) == (302, 2)


def test_reference_that_was_changed_names_no_file(editor_client):
    record = AgreementFactory()
    sent, wrong = with_document(editor_client, record, when="31.02.2022")
    for change in (str.upper, lambda _text: "", lambda _text: "x"):
        found = {name: change(text) for name, text in reference_in(wrong).items()}
        response = editor_client.post(form_of(record), sent | found | {"when": ""})
        assert (response.status_code, Document.objects.count()) == (200, 0)


def test_nobody_else_can_use_a_kept_file(editor_client, other):
    record = AgreementFactory()
    sent, wrong = with_document(editor_client, record, when="31.02.2022")
    stranger = Client()
    stranger.force_login(other)
    own = sent_with_token(stranger.get(form_of(record)))
    response = stranger.post(form_of(record), sent | own | reference_in(wrong) | {"when": ""})
    assert Document.objects.count() == 0
    assert response.status_code in (200, 302)


def test_nothing_is_kept_for_those_who_may_not_save(client, looker):
    client.force_login(looker)
    client.post(IMAGE, {"file": upload(photo())})
    client.post(IMPORT, {"file": upload(b"", "a.txt")})
    assert kept() == {}


def test_file_that_is_no_longer_kept_is_named(editor_client, monkeypatch):
    record = AgreementFactory()
    sent, wrong = with_document(editor_client, record, when="31.02.2022")
    kept_files.delete_expired()
    assert len(kept()) == 1
    monkeypatch.setattr(kept_files, "KEPT_FOR", timedelta(0))
    kept_files.delete_expired()
    response = editor_client.post(form_of(record), sent | reference_in(wrong) | {"when": ""})
    assert (response.status_code, kept()) == (200, {})
    assert "“a.pdf” is no longer kept. Choose the file again." in response.content.decode()


def test_only_the_last_files_of_an_account_are_kept(db, monkeypatch):
    monkeypatch.setattr(kept_files, "MOST_FILES", 2)
    keys = [kept_files.keep(upload(b"x" * 10, "a.pdf"), 7) for _file in range(4)]
    kept_files.keep(upload(b"x", "a.pdf"), 8)
    there = [kept_files.find(key, 7, "a.pdf", "") is not None for key in keys]
    assert (there, kept()) == ([False, False, True, True], {7: 2, 8: 1})
    monkeypatch.setattr(kept_files, "MOST_BYTES", 15)
    kept_files.keep(upload(b"x" * 10, "a.pdf"), 7)
    assert kept() == {7: 1, 8: 1}
    assert kept_files.find(keys[-1], 8, "a.pdf", "") is None
