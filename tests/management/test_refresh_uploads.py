"""What follows from uploaded files is made again."""

from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from cooperation.models import Document, Image
from tests.support.factories import AgreementFactory
from tests.support.files import kept_picture, pdf, photo, upload
from tests.support.sentences import RUSSIAN


def refresh(*arguments):
    """Return what the command says, and what it complains of."""
    out, err = StringIO(), StringIO()
    call_command("refresh_uploads", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def uploads(db):
    """A picture and a document that came in before anything was made of them."""
    image = Image.objects.create(title_en="Flags", alt_en="Flags", file=upload(photo()))
    fields = {"record": AgreementFactory(), "title_en": "Text"}
    return image, Document.objects.create(file=upload(pdf(RUSSIAN), "text.pdf"), **fields)


def test_words_of_a_document_are_found_once_it_is_read(uploads, django_capture_on_commit_callbacks):
    _image, document = uploads
    with django_capture_on_commit_callbacks(execute=True):
        refresh()
    document.refresh_from_db()
    entries = document.record.search_entries.filter(part="document").values_list("text", flat=True)
    assert list(entries) == ["Text", document.text]


def test_what_was_not_done_is_done(uploads):
    image, document = uploads
    assert refresh() == ("Refreshed 2 files.\n", "")
    image.refresh_from_db()
    document.refresh_from_db()
    with default_storage.open(image.file.name) as file:
        assert b"SecretCam" not in file.read()
    assert len(image.renditions) == 9
    assert (document.pages, document.language, document.text) == (1, "ru", RUSSIAN)
    assert refresh() == ("Refreshed 0 files.\n", "")


def test_what_was_done_is_done_again_if_asked(db):
    before = kept_picture().files
    assert refresh("--all") == ("Refreshed 1 files.\n", "")
    assert {*before} & {*Image.objects.get().files} == set()


def test_file_that_has_gone_is_named_and_does_not_stop_the_others(uploads):
    image, _document = uploads
    default_storage.delete(image.file.name)
    said, complained = refresh()
    assert said == "Refreshed 1 files.\n"
    assert complained.startswith(f"{image.file.name}: ")
