"""How pictures enter the library and leave it."""

import io
import re

import pytest
from django.core.files.storage import default_storage
from PIL import Image as Pixels

from cooperation.changes.items.pictures import refresh, store
from cooperation.changes.items.save import delete_items, save_item
from cooperation.changes.save import Edit
from cooperation.formats.pictures.reading import PictureError
from cooperation.models import Image
from cooperation.snapshots.items import capture, snapshot_of
from tests.support.files import SECRETS, encoded, kept_picture, photo, quarters, upload


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What waits for the end of a transaction happens at once."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def data_of(name):
    with default_storage.open(name) as file:
        return file.read()


def changed(image):
    """Keep a changed picture as the desk does."""
    before = Image.objects.get(pk=image.pk)
    base = capture(before)
    store(image, before)
    save_item(before, Edit(snapshot_of(image), base))


def there(names):
    return [default_storage.exists(name) for name in names]


def test_uploaded_photo_holds_its_secrets():
    """What the next test looks for is really there before."""
    data = photo()
    opened = Pixels.open(io.BytesIO(data))
    assert [secret in data for secret in SECRETS] == [True, True, True]
    assert opened.getexif().get_ifd(0x8825)[1] == "N"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_and_camera_are_gone_from_the_picture_and_every_rendition(db, kind):
    exif = Pixels.open(io.BytesIO(photo())).getexif()
    hidden = {"JPEG": {"comment": "Secret comment"}}.get(kind, {})
    data = encoded(quarters(), kind, exif=exif, **hidden)
    assert b"SecretCam" in data
    image = kept_picture(photo() if kind == "JPEG" else data, f"flags.{kind.lower()}")
    assert len(image.files) == 10
    for name in image.files:
        found, opened = data_of(name), Pixels.open(io.BytesIO(data_of(name)))
        assert [secret in found for secret in SECRETS] == [False, False, False]
        assert dict(opened.getexif()) == {}
        assert opened.getexif().get_ifd(0x8825) == {}
        assert {*opened.info} & {"exif", "xmp", "comment", "icc_profile"} == set()


def test_turned_photo_is_measured_upright(db):
    image = kept_picture(photo(quarters((60, 40)), orientation=6))
    assert (image.width, image.height) == (40, 60)
    assert Image.objects.get().width == 40
    assert Pixels.open(io.BytesIO(data_of(image.file.name))).size == (40, 60)


def test_name_gets_the_extension_of_its_content(db):
    image = kept_picture(encoded(quarters(), "PNG"), "Флаги.jpeg")
    assert re.fullmatch(r"images/[0-9a-f]{32}/Флаги\.png", image.file.name)
    kinds = {each["file"].rpartition(".")[2] for each in image.renditions}
    assert kinds == {"avif", "webp", "jpg"}


def test_renditions_stand_beside_the_file_and_are_listed_as_they_are(db):
    image = kept_picture(encoded(quarters((1000, 500)), "PNG"), "flags.png")
    assert Image.objects.get().renditions == image.renditions
    assert there(image.files) == [True] * 28
    assert {name.startswith(f"{image.folder}/") for name in image.files} == {True}
    for each in image.renditions:
        opened = Pixels.open(io.BytesIO(data_of(each["file"])))
        assert opened.size == (each["width"], each["height"])


def test_another_file_brings_other_renditions_and_the_history_keeps_the_old_ones(db, committed):
    image = kept_picture()
    before = list(image.files)
    image.file = upload(photo(quarters((20, 80))), "other.jpg")
    with committed():
        changed(image)
    assert there(before) == [True] * len(before)
    assert there(image.files) == [True] * len(image.files)
    assert (image.width, image.height) == (20, 80)


def test_files_stay_until_the_deletion_is_certain(db, django_capture_on_commit_callbacks):
    image = kept_picture()
    before = list(image.files)
    with django_capture_on_commit_callbacks():
        delete_items([image])
    assert there(before) == [True] * len(before)


def test_another_focal_point_brings_other_renditions_of_the_same_file(db, committed):
    image = kept_picture()
    file, renditions = image.file.name, [each["file"] for each in image.renditions]
    image.focus_x = 10
    with committed():
        changed(image)
    assert image.file.name == file
    assert there([file, *renditions]) == [True] + [True] * len(renditions)
    assert not {*renditions} & {each["file"] for each in image.renditions}
    assert there(image.files) == [True] * len(image.files)


def test_other_words_leave_the_files_as_they_are(db, committed):
    image = kept_picture()
    before = list(image.files)
    image.alt_en = "Three flags"
    with committed():
        changed(image)
    assert Image.objects.get().alt_en == "Three flags"
    assert image.files == before
    assert there(before) == [True] * len(before)


def test_picture_of_before_is_stripped_and_scaled_anew(db, committed):
    image = Image.objects.create(title_en="Flags", alt_en="Two flags", file=upload(photo()))
    old = image.file.name
    assert b"SecretCam" in data_of(old)
    with committed():
        refresh(image)
    assert there([old]) == [False]
    assert b"SecretCam" not in data_of(image.file.name)
    assert len(image.renditions) == 9


def test_what_cannot_be_shown_is_not_kept(db):
    image = Image(title_en="Flags", alt_en="Two flags", file=upload(b"GIF89a"))
    with pytest.raises(PictureError):
        store(image)
    assert Image.objects.count() == 0


def test_deleted_pictures_take_all_their_files_along(db, committed):
    first, second, other = kept_picture(), kept_picture(), kept_picture()
    gone = [*first.files, *second.files]
    with committed():
        delete_items([first, second])
    assert list(Image.objects.all()) == [other]
    assert there(gone) == [False] * len(gone)
    assert there(other.files) == [True] * len(other.files)
