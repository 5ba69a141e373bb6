"""How pictures enter the library and leave it: stripped, in all sizes, with nothing left behind."""

import uuid
from functools import partial
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction

from cooperation.formats.apart import Limits, read_apart
from cooperation.formats.pictures.making import make
from cooperation.formats.pictures.reading import PictureError
from cooperation.formats.pictures.rendering import Rendition
from cooperation.models import Image
from cooperation.models.uploads import opened, outcomes_of, read_once

LIMITS = Limits(seconds=60)
"""The largest picture takes some ten seconds."""
CENTRE = (50, 50)


def keep(image, anew=False):
    """Save a picture and, where its file or focal point has changed, make its renditions.

    A new file is kept without anything but its pixels: upright, in sRGB, with no place, camera,
    comment or thumbnail. With ``anew`` this is done again for the file that is there. The files
    that it no longer uses are removed once the transaction is committed.

    Raises PictureError for a file that cannot be shown, and OSError if the file has gone. In a
    transaction ``made_of`` comes before it, so that nobody waits for a picture to be made.
    """
    before = Image.objects.filter(pk=image.pk).first()
    is_new_file = anew or not image.file._committed
    if not is_new_file and before and before.focus == image.focus and image.renditions:
        image.save()
        return
    file_kept, renditions = made_of(image.file, image.focus, is_new_file)
    with transaction.atomic():
        if is_new_file:
            extension, data = file_kept
            name = PurePath(image.file.name).with_suffix(f".{extension}").name
            image.file = ContentFile(data, name=name)
        image.renditions = []
        image.save()  # gives the file its folder
        image.renditions = _stored(renditions, image)
        image.save(update_fields=["renditions"])
        if before:
            _remove_later(set(before.files) - set(image.files), image.file.storage)


def made_of(file, focus, is_new_file):
    """Return (what is kept of a file, its renditions), read apart and once; see ``making.make``.

    Raises PictureError and OSError like ``keep``.
    """
    name = PurePath(file.name).name

    def read():
        with opened(file) as data:
            data.seek(0)
            content = data.read()
        arguments = (content, name, focus, is_new_file)
        return read_apart(make, *arguments, error=PictureError, limits=LIMITS)

    return read_once(file, ("picture", *focus, is_new_file), read)


def check(file):
    """Raise PictureError for an uploaded file that cannot be shown as a still picture."""
    if not outcomes_of(file):
        made_of(file, CENTRE, is_new_file=True)
    for _value, error in outcomes_of(file).values():
        if error:
            raise error


def discard(images):
    """Delete the pictures of a QuerySet; their files go once the transaction is committed."""
    gone = [(set(image.files), image.file.storage) for image in images]
    images.delete()
    for files, storage in gone:
        _remove_later(files, storage)


def _stored(renditions, image):
    """Store the renditions in a new folder beside the file; return how ``Image`` lists them."""
    folder = f"{image.folder}/{uuid.uuid4().hex[:8]}"  # browsers may keep what they have for long
    listed = []
    for made in map(Rendition._make, renditions):
        name = f"{folder}/{made.shape}-{made.width}.{made.extension}"
        name = image.file.storage.save(name, ContentFile(made.data))
        size = {"width": made.width, "height": made.height}
        listed.append({"shape": made.shape, **size, "file": name})
    return listed


def _remove_later(files, storage):
    for name in sorted(files):
        transaction.on_commit(partial(storage.delete, name), robust=True)
