"""Files of pictures: they stay as long as the history names them, and go with the picture."""

import pytest
from django.core.files.storage import default_storage

from cooperation.changes.errors import EditConflict, Invalid
from cooperation.changes.items import pictures
from cooperation.changes.items.save import delete_items, restore_item, save_item
from cooperation.changes.save import Answers, Edit
from cooperation.models import Image, ItemRevision
from cooperation.snapshots.items import capture
from tests.support.databases import database_hash
from tests.support.door import version
from tests.support.files import kept_picture, photo
from tests.support.items import exist, with_file

pytestmark = pytest.mark.django_db


def test_replaced_file_stays_and_comes_back(editor, django_capture_on_commit_callbacks):
    image = kept_picture()
    base, files = capture(image), image.files
    with django_capture_on_commit_callbacks(execute=True):
        save_item(image, Edit(with_file(image), base), editor)
    assert (Image.objects.get().width, exist(files)) == (9, {True})
    with django_capture_on_commit_callbacks(execute=True):
        restore_item(image, base, editor)
    assert (Image.objects.get().files, Image.objects.get().width) == (files, 60)


def test_file_that_was_not_chosen_goes(editor, django_capture_on_commit_callbacks):
    image = kept_picture()
    base = capture(image)
    theirs, mine = with_file(image), with_file(image, "other.png")
    save_item(image, Edit(theirs, base), editor)
    with pytest.raises(EditConflict) as conflict:
        save_item(image, Edit(mine, base), editor)
    (question,) = conflict.value.questions
    own = {mine[0]["fields"]["file"]}
    assert exist(own) == {True}
    with django_capture_on_commit_callbacks(execute=True):
        answers = Answers(theirs, {question.name: "theirs"})
        save_item(image, Edit(mine, base, answers), editor)
    assert (exist(own), exist(Image.objects.get().files)) == ({False}, {True})


def test_picture_takes_its_history_and_all_files_along(editor, django_capture_on_commit_callbacks):
    image = kept_picture()
    base, files = capture(image), set(image.files)
    save_item(image, Edit(with_file(image), base), editor)
    files |= set(Image.objects.get().files)
    with django_capture_on_commit_callbacks(execute=True):
        delete_items([image], editor)
    assert (ItemRevision.objects.count(), exist(files)) == (0, {False})


def test_file_that_has_gone_is_not_restored(editor):
    image = kept_picture()
    base = capture(image)
    save_item(image, Edit(with_file(image), base), editor)
    default_storage.delete(base[0]["fields"]["file"])
    before = database_hash()
    with pytest.raises(Invalid) as refusal:
        restore_item(image, base, editor)
    assert list(refusal.value.errors) == ["file"]
    assert database_hash() == before


def test_refreshed_picture_is_refreshed_in_its_history(django_capture_on_commit_callbacks):
    image = kept_picture(photo())
    files, before = image.files, version()
    with django_capture_on_commit_callbacks(execute=True):
        pictures.refresh(image)
    assert (ItemRevision.objects.get().snapshot, exist(files)) == (capture(image), {False})
    assert version() == before + 1
