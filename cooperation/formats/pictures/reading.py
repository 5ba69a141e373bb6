"""Reads an uploaded picture: upright, in sRGB, without metadata."""

import io
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from cooperation.domain.errors import DomainError, as_typed

MOST_PIXELS = 50_000_000
"""Of one picture. Decoding needs some 500 MB for it."""

FORMATS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP"}
"""Format read to format stored. MPO is a JPEG with further pictures, as many phones write it."""

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_WITH_PROFILE = ("L", "RGB", "RGBA", "CMYK")


class PictureError(DomainError):
    """A file that cannot be shown as a picture."""


class Picture(NamedTuple):
    """The pixels of a picture: RGB, or RGBA if any is transparent."""

    pixels: Image.Image
    format: str
    """The format stored: a value of FORMATS."""

    @property
    def is_transparent(self):
        return self.pixels.mode == "RGBA"


def read_picture(file, name):
    """Return the Picture in a file.

    Raises PictureError if it is not a still picture of a known format, is damaged, or has too many
    pixels (checked before decoding).
    """
    params = {"name": as_typed(name), "limit": MOST_PIXELS // 1_000_000}
    too_large = PictureError(
        _("“%(name)s” has more than %(limit)s million pixels. Upload a smaller copy of it."),
        params,
    )
    file.seek(0)
    try:
        with Image.open(file, formats=sorted(set(FORMATS.values()))) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise too_large
            if opened.format != "MPO" and getattr(opened, "is_animated", False):
                text = _("“%(name)s” is animated. Upload a still picture.")
                raise PictureError(text, params)
            opened.load()
            return Picture(_pixels(ImageOps.exif_transpose(opened)), FORMATS[opened.format])
    except (PictureError, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large from error
    except Image.UnidentifiedImageError as error:
        text = _(
            "“%(name)s” is not a picture that can be read. Save it as JPEG, PNG or WebP and "
            "upload that."
        )
        raise PictureError(text, params) from error
    except Exception as error:  # damaged data raises many kinds of errors
        text = _("“%(name)s” is damaged. Save the picture again and upload the new file.")
        raise PictureError(text, params) from error


def _pixels(image):
    """Return an image of any mode as RGB or RGBA in sRGB, without metadata."""
    profile = image.info.get("icc_profile")
    is_transparent = image.has_transparency_data
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda grey: grey / 256).convert("L")
    elif image.mode not in _WITH_PROFILE:
        image = image.convert("RGBA" if is_transparent else "RGB")
    if profile and image.mode in _WITH_PROFILE:
        image = _in_srgb(image, profile)
    image = image.convert("RGBA" if is_transparent else "RGB")
    if is_transparent and image.getchannel("A").getextrema()[0] == 255:
        image = image.convert("RGB")
    image.info = {}
    return image


def _in_srgb(image, profile):
    """Convert the colours from ``profile`` to sRGB; an invalid profile is ignored."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, _SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return image
