"""While a file or a long text is read, everybody else can save."""

import subprocess
import threading
import uuid

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from cooperation.domain.texts import passages
from cooperation.models import Article, Document, Image, Record
from cooperation.work.loop import Loop
from tests.support.desk import form_of
from tests.support.factories import AgreementFactory, ArticleFactory
from tests.support.files import kept_picture, pdf, photo, upload
from tests.support.forms import new_part, sent_back
from tests.support.queues import DATABASE
from tests.support.sentences import ENGLISH
from tests.support.tables import as_csv, as_xlsx
from tests.support.texts import TEXTS

IMPORT = "/admin/cooperation/manuscript/add/"


@pytest.fixture
def others(monkeypatch):
    """Let somebody else save while each file is read; give what became of it."""
    saved, run = [], subprocess.run

    def save():
        try:
            get_user_model().objects.create_user(uuid.uuid4().hex)
            saved.append("saved")
        except Exception as error:
            saved.append(repr(error))
        finally:
            connection.close()

    def reading(*command, **options):
        other = threading.Thread(target=save)
        other.start()
        other.join()
        return run(*command, **options)

    monkeypatch.setattr(subprocess, "run", reading)
    return saved


@pytest.fixture
def desk(transactional_db, editor_client):
    return editor_client


def test_others_save_while_a_picture_is_read(desk, others):
    address = "/admin/cooperation/image/add/"
    typed = {"title_en": "Flags", "alt_en": "Two flags", "file": upload(photo()), "focus_x": "10"}
    assert desk.post(address, sent_back(desk.get(address)) | typed).status_code == 302
    assert (Image.objects.get().focus, others) == ((10, 50), ["saved"])


def test_others_save_while_a_picture_is_cropped_otherwise(desk, others):
    image = kept_picture()
    others.clear()
    address = f"/admin/cooperation/image/{image.pk}/change/"
    typed = sent_back(desk.get(address)) | {"focus_x": "10", "focus_y": "90"}
    typed.pop("file", None)
    assert desk.post(address, typed).status_code == 302
    assert (Image.objects.get().focus, others) == ((10, 90), ["saved"])


def test_others_save_while_a_document_is_read(desk, others, settings):
    settings.TASKS = DATABASE
    record = AgreementFactory(status=Record.Status.DRAFT)
    row = new_part("documents", title_en="The text", file=upload(pdf(ENGLISH), "a.pdf"), order=1)
    sent = sent_back(desk.get(form_of(record)), **row)
    assert desk.post(form_of(record), sent).status_code == 302
    assert others == ["saved"]
    Loop().do_tasks()
    assert (Document.objects.get().text, others) == (ENGLISH, ["saved", "saved"])


@pytest.mark.parametrize("name", ["letter.md", "page.html", "wrapped.txt"])
def test_others_save_while_a_text_is_read(desk, others, name):
    file = upload((TEXTS / name).read_bytes(), name)
    assert desk.post(IMPORT, {"file": file}).status_code == 302
    assert (Article.objects.count(), others) == (1, ["saved"])


@pytest.mark.parametrize(("write", "name"), [(as_csv, "table.csv"), (as_xlsx, "table.xlsx")])
def test_others_save_while_a_table_is_read(desk, others, write, name):
    data = write([["slug", "title_en"], ["water", "Water"]])
    address = "/admin/cooperation/topic/table/"
    assert desk.post(address, {"file": upload(data, name)}).status_code == 302
    assert others == ["saved"]


def test_file_that_takes_too_long_is_refused_and_named(editor_client, monkeypatch):
    def endless(command, timeout, **_options):
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(subprocess, "run", endless)
    response = editor_client.post(IMPORT, {"file": upload(b"Some words.", "long.txt")})
    [message] = response.context["form"].errors["file"]
    assert message.startswith("“long.txt” takes more than 30 seconds to read.")
    assert not Article.objects.exists()


def test_nobody_without_the_right_has_a_file_read(client, looker, monkeypatch):
    started = []
    monkeypatch.setattr(subprocess, "run", lambda *command, **_options: started.append(command))
    client.force_login(looker)
    client.post("/admin/cooperation/image/add/", {"file": upload(photo())})
    assert started == []


def test_sentences_are_found_before_the_transaction(desk, monkeypatch):
    article, parse, within = ArticleFactory(), passages.parse_blocks, []

    def watched(html, parser):
        within.append(connection.in_atomic_block)
        return parse(html, parser)

    monkeypatch.setattr(passages, "parse_blocks", watched)
    text = f"<p>{uuid.uuid4().hex} was typed.\r\n</p><script>alert(1)</script><p>And more.</p> "
    typed = sent_back(desk.get(form_of(article)), body_en=text)
    within.clear()
    assert desk.post(form_of(article), typed).status_code == 302
    assert ({*within}, article.passages.count()) == ({False}, 2)


def test_text_that_is_too_long_is_refused_and_stays(editor_client, monkeypatch):
    article = ArticleFactory()
    monkeypatch.setattr("cooperation.admin.desk.forms.record.MOST_CHARACTERS", 20)
    typed = sent_back(editor_client.get(form_of(article)), body_ru="<p>Слишком длинный текст.</p>")
    form = editor_client.post(form_of(article), typed).context["adminform"].form
    limit = "Save at most 20: divide it into several articles."
    assert form.errors["body_ru"] == [f"This text has 29 characters. {limit}"]
    assert form["body_ru"].value() == "<p>Слишком длинный текст.</p>"
