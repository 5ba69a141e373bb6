"""The template tag for pictures."""

from django import template

from cooperation.domain.vocabulary import ImageLicence
from cooperation.formats.pictures.rendering import MIME_TYPES

register = template.Library()

WIDEST, HIGHEST = 864, 480
"""The largest size of a whole picture on a page, in CSS pixels."""

SIZES = {"wide": "(min-width: 60rem) 24rem, calc(100vw - 2.5rem)", "square": "15rem"}
"""{shape: ``sizes`` of a cropped picture}."""


@register.inclusion_tag("includes/_picture.html")
def picture(image, shape="whole", lead=False, sizes="", caption=True):
    """Show a picture in one of the SHAPES, or nothing without one.

    ``lead`` marks the main picture of a page, which is loaded first. ``sizes``, as in HTML, is for
    pages that show it in an unusual width.
    """
    if not image or not image.file:
        return {}
    found = image.renditions_in(shape)
    width, height = _room(image, shape, found)
    usual = SIZES.get(shape, f"(max-width: {width + 40}px) calc(100vw - 2.5rem), {width}px")
    url = image.file.storage.url
    srcsets = {
        extension: ", ".join(f"{url(each['file'])} {each['width']}w" for each in renditions)
        for extension, renditions in found.items()
    }
    *modern, plain = srcsets or [""]
    return {
        "image": image,
        "shape": shape,
        "lead": lead,
        "rights": _rights(image) if caption else [],
        "width": width,
        "height": height,
        "sizes": sizes or usual,
        "sources": [(MIME_TYPES[extension], srcsets[extension]) for extension in modern],
        "srcset": srcsets.get(plain, ""),
        "address": image.address(shape, width),
        "is_transparent": plain == "png",
    }


def _rights(image):
    """Return [(text, address or "")] of credit, licence and terms."""
    licence = image.get_licence_display() if image.licence != ImageLicence.OTHER else ""
    parts = ((image.credit, ""), (licence, image.licence_url), (image.terms, ""))
    return [part for part in parts if part[0]]


def _room(image, shape, found):
    """Return the largest width and height of a picture on a page, in CSS pixels."""
    if shape != "whole" and found:
        largest = list(found.values())[-1][-1]
        return largest["width"], largest["height"]
    width, height = image.width or 1, image.height or 1
    scale = min(1, WIDEST / width, HIGHEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))
