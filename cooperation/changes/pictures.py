"""How pictures enter the library and leave it: stripped, in all sizes, with nothing left behind."""

import uuid
from functools import partial
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction

from cooperation.formats.pictures.reading import read
from cooperation.formats.pictures.rendering import kept, renditions
from cooperation.models import Image
from cooperation.models.uploads import opened


@transaction.atomic
def keep(image, anew=False):
    """Save a picture and, where its file or focal point has changed, make its renditions.

    A new file is kept without anything but its pixels: upright, in sRGB, with no place, camera,
    comment or thumbnail. With ``anew`` this is done again for the file that is there. The files
    that it no longer uses are removed once the transaction is committed.

    Raises PictureError for a file that cannot be shown, and OSError if the file has gone.
    """
    before = Image.objects.filter(pk=image.pk).first()
    is_new_file = anew or not image.file._committed
    if not is_new_file and before and before.focus == image.focus and image.renditions:
        image.save()
        return
    path = PurePath(image.file.name)
    with opened(image.file) as file:
        picture = read(file, path.name)
    if is_new_file:
        extension, data = kept(picture)
        image.file = ContentFile(data, name=path.with_suffix(f".{extension}").name)
    image.renditions = []
    image.save()  # gives the file its folder
    image.renditions = _made_of(picture, image)
    image.save(update_fields=["renditions"])
    if before:
        _remove_later(set(before.files) - set(image.files), image.file.storage)


def discard(images):
    """Delete the pictures of a QuerySet; their files go once the transaction is committed."""
    gone = [(set(image.files), image.file.storage) for image in images]
    images.delete()
    for files, storage in gone:
        _remove_later(files, storage)


def _made_of(picture, image):
    """Store the renditions in a new folder beside the file; return how ``Image`` lists them."""
    folder = f"{image.folder}/{uuid.uuid4().hex[:8]}"  # browsers may keep what they have for long
    listed = []
    for made in renditions(picture, image.focus):
        name = f"{folder}/{made.shape}-{made.width}.{made.extension}"
        name = image.file.storage.save(name, ContentFile(made.data))
        size = {"width": made.width, "height": made.height}
        listed.append({"shape": made.shape, **size, "file": name})
    return listed


def _remove_later(files, storage):
    for name in sorted(files):
        transaction.on_commit(partial(storage.delete, name), robust=True)
