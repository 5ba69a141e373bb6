"""Makes the renditions of a picture: each shape, size and format that pages use."""

import io
from typing import NamedTuple

from PIL import Image, ImageOps, features

MODERN = tuple(name for name in ("AVIF", "WEBP") if features.check(name.lower()))
"""Formats preferred by browsers over JPEG and PNG, the smallest first."""

EXTENSIONS = {"AVIF": "avif", "WEBP": "webp", "JPEG": "jpg", "PNG": "png"}
MIME_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}

_OPTIONS = {
    "AVIF": {"quality": 60, "speed": 6},
    "WEBP": {"quality": 78, "method": 4},
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
}
_KEPT = {"JPEG": {"quality": 93, "subsampling": "4:4:4"}, "PNG": {}, "WEBP": {"quality": 93}}
"""Options for the stored original, from which renditions are made again."""

TALLEST = 2400
"""The most height of a rendition, in pixels."""


class PictureShape(NamedTuple):
    """A shape in which pages show pictures."""

    widths: tuple
    """In pixels, the smallest first; for screens of up to 3 pixels per point."""
    ratio: float | None = None
    """Width by height of a crop; None for the whole picture."""


SHAPES = {
    "whole": PictureShape((480, 800, 1200, 1760)),
    "wide": PictureShape((400, 800, 1200), 16 / 9),
    "square": PictureShape((160, 320, 480), 1),
}


class Rendition(NamedTuple):
    """One file made of a picture."""

    shape: str
    width: int
    height: int
    extension: str
    data: bytes


def rendition_sizes(shape, width, height):
    """Return [(width, height)] of the renditions in a shape, the smallest first.

    None is larger than the picture itself; there is at least one.
    """
    widths, ratio = SHAPES[shape]
    if ratio:
        widest = min(width, height * ratio)
    else:
        ratio, widest = width / height, width * min(1, TALLEST / height)
    chosen = {*(each for each in widths if each < widest), min(widest, widths[-1])}
    return [(max(1, round(each)), max(1, round(each / ratio))) for each in sorted(chosen)]


def make_renditions(picture, focus):
    """Yield a Rendition for each shape, size and format.

    ``focus`` is the point that crops keep, in percent from the left and the top; its position in
    the crop is the same as in the whole picture.
    """
    formats = (*MODERN, "PNG" if picture.is_transparent else "JPEG")
    for shape, (_widths, ratio) in SHAPES.items():
        for size in rendition_sizes(shape, *picture.pixels.size):
            image = _scaled(picture.pixels, size, focus if ratio else None)
            for name in formats:
                yield Rendition(shape, *size, EXTENSIONS[name], _encoded(image, name, _OPTIONS))


def encode_original(picture):
    """Return (extension, bytes) of the picture for storage."""
    return EXTENSIONS[picture.format], _encoded(picture.pixels, picture.format, _KEPT)


def _scaled(pixels, size, focus):
    if focus is None:
        return pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    centre = [percent / 100 for percent in focus]
    return ImageOps.fit(pixels, size, Image.Resampling.LANCZOS, centering=centre)


def _encoded(image, name, options):
    file = io.BytesIO()
    image.save(file, name, **options[name])
    return file.getvalue()
