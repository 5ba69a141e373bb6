"""Everything that is made of an uploaded picture, as plain data."""

from cooperation.formats.pictures.reading import read_picture
from cooperation.formats.pictures.rendering import encode_original, make_renditions


def process_picture(file, name, focus, is_new):
    """Return [the file to keep, its renditions] of a picture; raises PictureError.

    The first is [extension, bytes], or None unless ``is_new``; each rendition has the values of
    ``Rendition``, with the crops around ``focus``.
    """
    picture = read_picture(file, name)
    return [encode_original(picture) if is_new else None, list(make_renditions(picture, focus))]
