"""The renditions of a picture: in the shapes and sizes in which pages show it, for each browser."""

import io
from typing import NamedTuple

from PIL import Image, ImageOps, features

MODERN = tuple(name for name in ("AVIF", "WEBP") if features.check(name.lower()))
"""Formats that browsers choose before the fallback, the smallest first."""

EXTENSIONS = {"AVIF": "avif", "WEBP": "webp", "JPEG": "jpg", "PNG": "png"}
MIME_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}

_OPTIONS = {
    "AVIF": {"quality": 60, "speed": 6},
    "WEBP": {"quality": 78, "method": 4},
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
}
_KEPT = {"JPEG": {"quality": 93, "subsampling": "4:4:4"}, "PNG": {}, "WEBP": {"quality": 93}}
"""How the uploaded picture itself is kept, from which renditions are made again."""

TALLEST = 2400
"""Pixels of height that no rendition exceeds, however narrow the picture."""


class PictureShape(NamedTuple):
    """One way in which pages show pictures."""

    widths: tuple
    """In pixels, the smallest first: as wide as pages show it, on screens of up to 3 per point."""
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
    """Return [(width, height)] of the renditions of a picture in a shape, the smallest first.

    None is larger than the picture itself, so that nothing is blown up; there is at least one.
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

    ``focus`` is the point to be kept by crops, in percent from the left and from the top: it
    stands as far to the right and as far down in the crop as it does in the whole.
    """
    formats = (*MODERN, "PNG" if picture.is_transparent else "JPEG")
    for shape, (_widths, ratio) in SHAPES.items():
        for size in rendition_sizes(shape, *picture.pixels.size):
            image = _scaled(picture.pixels, size, focus if ratio else None)
            for name in formats:
                yield Rendition(shape, *size, EXTENSIONS[name], _encoded(image, name, _OPTIONS))


def encode_original(picture):
    """Return the extension and the bytes in which the picture itself is kept."""
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
