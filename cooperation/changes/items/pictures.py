"""Stores pictures in the library without metadata and in all sizes, and deletes their files."""

import uuid
from functools import partial
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.changes.consequences import content_version
from cooperation.changes.errors import Invalid
from cooperation.changes.items import history
from cooperation.changes.use_case import use_case
from cooperation.formats.pictures.processing import process_picture
from cooperation.formats.pictures.reading import PictureError
from cooperation.formats.pictures.rendering import Rendition
from cooperation.formats.subprocess_reader import Limits, read_in_subprocess
from cooperation.models import Image
from cooperation.models.uploads import cached_outcomes, open_upload, read_once
from cooperation.snapshots.items import capture, files_of, snapshot_of
from cooperation.snapshots.merge import PICTURE
from cooperation.snapshots.parts import raw_queryset

LIMITS = Limits(seconds=60)
"""The largest picture takes about ten seconds."""
CENTRE = (50, 50)
FILE = Image._meta.get_field("file")


def store(image, before=None, is_again=False):
    """Store the file of a picture and its renditions if they have changed; its row is not saved.

    ``before`` is the picture as it was. A new file keeps only its pixels: upright, in sRGB, without
    place, camera, comment or thumbnail. ``is_again`` does this for the existing file.

    Raises PictureError for a file that cannot be shown, and OSError if the file is gone. Call
    ``process_file`` before the transaction, so that nobody waits for the slow part.
    """
    is_new_file = is_again or not image.file._committed
    if not is_new_file and before and before.focus == image.focus and image.renditions:
        return
    file_kept, renditions = process_file(image.file, image.focus, is_new_file)
    if is_new_file:
        extension, data = file_kept
        name = PurePath(image.file.name).with_suffix(f".{extension}").name
        image.file = ContentFile(data, name=name)
        FILE.pre_save(image, add=False)  # stores it, in a folder of its own
    image.renditions = _stored(renditions, image)


@use_case
def refresh(image):
    """Strip and scale the file of a saved picture again.

    Revisions with the same picture then name the new files, and the old ones are deleted. Raises
    like ``store``.
    """
    before = capture(image)
    store(image, is_again=True)
    made = {name: getattr(image, name) for name in ("file", "width", "height", "renditions")}
    raw_queryset(Image).filter(pk=image.pk).update(**made)
    old, new = _picture(before), _picture(capture(image))
    for revision in history.revisions_of(image):
        if _picture(revision.snapshot) == old:
            revision.snapshot[0]["fields"] |= new
            revision.save(update_fields=["snapshot"])
    delete_unused_files(image, before)
    content_version.increase()


def _picture(snapshot):
    """Return the fields of a snapshot that are the picture itself, without its texts."""
    return {name: snapshot[0]["fields"].get(name) for name in PICTURE}


def process_file(file, focus, is_new_file):
    """Return (stripped file, renditions) of a picture; see ``making.make``.

    It is made in a process of its own, and only once. Raises PictureError and OSError like
    ``store``.
    """
    name = PurePath(file.name).name

    def read():
        with open_upload(file) as data:
            data.seek(0)
            content = data.read()
        arguments = (content, name, focus, is_new_file)
        return read_in_subprocess(process_picture, *arguments, error=PictureError, limits=LIMITS)

    return read_once(file, ("picture", *focus, is_new_file), read)


def check(file):
    """Raise PictureError for an uploaded file that cannot be shown as a still picture."""
    if not cached_outcomes(file):
        process_file(file, CENTRE, is_new_file=True)
    for _value, error in cached_outcomes(file).values():
        if error:
            raise error


def check_files(snapshot):
    """Raise Invalid if the file of a snapshot of an item is gone."""
    name = snapshot[0]["fields"].get("file")
    if name and not FILE.storage.exists(name):
        raise Invalid({"file": [_("The file has gone. Upload it again.")]})


def delete_unused_files(item, snapshot):
    """Delete, on commit, the files of a snapshot that neither the item nor its history uses."""
    if files := files_of(snapshot):
        _remove_later(files - _named(item))


def delete_history_and_files(image):
    """Delete the history of a picture, and on commit all its files."""
    files = _named(image)
    history.revisions_of(image).delete()
    _remove_later(files)


def _named(image):
    revisions = history.revisions_of(image).values_list("snapshot", flat=True)
    rows = map(snapshot_of, raw_queryset(Image).filter(pk=image.pk))
    return {file for snapshot in [*revisions, *rows] for file in files_of(snapshot)}


def _stored(renditions, image):
    """Store the renditions in a new folder beside the file; return them as ``Image`` lists them."""
    folder = f"{image.folder}/{uuid.uuid4().hex[:8]}"  # browsers may keep what they have for long
    listed = []
    for made in map(Rendition._make, renditions):
        name = f"{folder}/{made.shape}-{made.width}.{made.extension}"
        name = image.file.storage.save(name, ContentFile(made.data))
        size = {"width": made.width, "height": made.height}
        listed.append({"shape": made.shape, **size, "file": name})
    return listed


def _remove_later(files):
    for name in sorted(files):
        transaction.on_commit(partial(FILE.storage.delete, name), robust=True)
