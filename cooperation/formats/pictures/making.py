"""Everything that is made of an uploaded picture, as plain data."""

from cooperation.formats.pictures.reading import read
from cooperation.formats.pictures.rendering import kept, renditions


def make(file, name, focus, is_new):
    """Return [the file to keep, its renditions] of a picture; raises PictureError.

    The first is [extension, bytes], or None unless ``is_new``; each rendition has the values of
    ``Rendition``, with the crops around ``focus``.
    """
    picture = read(file, name)
    return [kept(picture) if is_new else None, list(renditions(picture, focus))]
