"""Processes an uploaded picture into plain data, in the subprocess."""

from cooperation.formats.pictures.reading import read_picture
from cooperation.formats.pictures.rendering import encode_original, make_renditions


def process_picture(file, name, focus, is_new):
    """Return [the file to store, its renditions]; raises PictureError.

    The file is [extension, bytes], None unless ``is_new``; each rendition has the values of
    ``Rendition``. Crops are made around ``focus``.
    """
    picture = read_picture(file, name)
    return [encode_original(picture) if is_new else None, list(make_renditions(picture, focus))]
