"""Uploaded files are as public as what they belong to."""

import pytest

from cooperation.models import Document, Image, Record
from cooperation.queries.files import is_public_file
from tests.support.factories import AgreementFactory
from tests.support.files import kept_picture, upload

TOMORROW = "2090-01-01T00:00Z"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": "published"}, True),
        ({"status": "draft"}, False),
        ({"status": "withdrawn"}, False),
        ({"status": "published", "publish_at": TOMORROW}, False),
    ],
)
def test_picture_and_every_rendition_follow_the_record(db, fields, expected):
    image = kept_picture()
    AgreementFactory(image=image, **fields)
    assert len(image.files) == 10
    assert [is_public_file(name) for name in image.files] == [expected] * 10


def test_picture_that_no_record_shows_is_not_public(db):
    image = kept_picture()
    assert [is_public_file(name) for name in image.files] == [False] * 10


def test_one_public_record_among_others_is_enough(db):
    image = kept_picture()
    AgreementFactory(image=image, status="draft")
    AgreementFactory.create_batch(2, image=image)
    assert is_public_file(image.files[-1])


def test_files_that_no_row_names_any_more_are_nobodys(db):
    image = kept_picture()
    AgreementFactory(image=image)
    gone = image.renditions.pop()["file"]
    Image.objects.filter(pk=image.pk).update(renditions=image.renditions)
    assert [is_public_file(gone), is_public_file(f"{image.folder}/other.jpg")] == [False, False]
    assert is_public_file(image.files[-1])


def test_picture_of_a_draft_in_a_folder_of_like_name_stays_hidden(db):
    hidden, shown = kept_picture(), kept_picture()
    AgreementFactory(image=shown)
    AgreementFactory(image=hidden, status="draft")
    Image.objects.filter(pk=hidden.pk).update(file=f"{shown.folder}x/flags.jpg")
    assert not is_public_file(f"{shown.folder}x/flags.jpg")


@pytest.mark.parametrize(
    "path", ["", "/", "images", "images/", "images/%", "a\0b", "_/_", "a/b/c/d"]
)
def test_path_that_no_upload_has_is_not_public(db, path):
    AgreementFactory(image=kept_picture())
    assert not is_public_file(path)


def test_document_follows_the_record(db):
    document = Document.objects.create(
        record=AgreementFactory(), title_en="Text", file=upload(b"%PDF-", "text.pdf")
    )
    assert is_public_file(document.file.name)
    Record.objects.update(status="draft")
    assert not is_public_file(document.file.name)
