"""Editors are asked for the source of an article, by each door."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from cooperation.changes.errors import EditConflict
from cooperation.changes.save import Edit, save
from cooperation.models import Article
from cooperation.snapshots.capture import capture
from tests.support.desk import errors_of, form_of
from tests.support.door import changed
from tests.support.factories import ArticleFactory
from tests.support.forms import sent_back

ADD = "/admin/cooperation/manuscript/add/"
TEXT = b"A report\n\nBy Anna Hill\n\nThe parties signed the Orchard Protocol on 3 June 2021.\n"
SOURCE = {
    "source_kind": "summary",
    "source_title": "Bericht",
    "source_outlet": "Zeitung",
    "source_language": "de",
    "source_url": "https://example.org/bericht",
}
BOTH = "The source has an address and also a reason why it is not public online."


def source_of(article):
    return {name: getattr(article, name) for name in SOURCE}


def test_form_asks_for_the_source_and_keeps_it(editor_client):
    article = ArticleFactory()
    form = editor_client.get(form_of(article))
    assert "Where the words come from that readers are told to trust." in form.content.decode()
    typed = sent_back(form, **SOURCE, source_author_ru="А. Автор")
    assert editor_client.post(form_of(article), typed).status_code == 302
    article.refresh_from_db()
    assert source_of(article) == SOURCE
    assert article.source_author_ru == "А. Автор"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({**SOURCE, "source_not_public_en": "Lost."}, BOTH),
        ({"source_url": "/news/"}, "“/news/” is not the address of a page on the web."),
        ({"source_archived_url": "javascript:alert(1)"}, "A link cannot begin with “javascript:”"),
        ({"source_url": "ftp://example.org/text"}, "A link cannot begin with “ftp:”"),
    ],
)
def test_what_cannot_be_so_is_refused_and_stays_typed(editor_client, typed, message):
    article = ArticleFactory()
    data = sent_back(editor_client.get(form_of(article)), **typed)
    response = editor_client.post(form_of(article), data)
    assert message in errors_of(response)
    shown = response.context["adminform"].form
    assert {name: shown[name].value() for name in typed} == typed
    article.refresh_from_db()
    assert article.source_url == ""


def send(client, **typed):
    file = SimpleUploadedFile("report.txt", TEXT)
    return client.post(ADD, {"file": file, **typed})


def test_import_asks_for_the_source(editor_client):
    page = editor_client.get(ADD).content.decode()
    assert [name for name in SOURCE if f'name="{name}"' not in page] == []
    assert send(editor_client, **SOURCE).status_code == 302
    article = Article.objects.get()
    assert source_of(article) == SOURCE
    assert article.source_author_en == "Anna Hill"


def test_author_typed_at_an_import_is_not_replaced_by_the_byline(editor_client):
    send(editor_client, source_author_en="A. Hill, B. Wood")
    assert Article.objects.get().source_author_en == "A. Hill, B. Wood"


def test_import_refuses_what_the_form_refuses(editor_client):
    response = send(editor_client, **SOURCE, source_not_public_en="Lost.")
    assert BOTH in response.content.decode()
    assert 'value="Bericht"' in response.content.decode()
    assert not Article.objects.exists()


def test_command_says_what_the_text_is(db, tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT)
    call_command("import_article", path, source_kind="translation", verbosity=0)
    line = "our translation of an untitled text by Anna Hill"
    assert Article.objects.get().source.line == line


def test_address_of_one_editor_and_reason_of_another_are_asked_about(editor):
    record = ArticleFactory().record
    base = capture(record)
    label = "cooperation.article"
    theirs = changed(base, label, source_url="https://example.org/")
    mine = changed(base, label, source_not_public_en="Lost.")
    save(record, Edit(theirs), by=editor)
    with pytest.raises(EditConflict) as refused:
        save(record, Edit(mine, base), by=editor)
    assert [question.fields for question in refused.value.questions] == [
        ("source_url", "source_not_public_en")
    ]
