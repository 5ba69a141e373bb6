"""The template tag for pictures."""

from django import template

from cooperation.domain.vocabulary import ImageLicence
from cooperation.formats.pictures.rendering import MIME_TYPES

register = template.Library()

WIDEST, HIGHEST = 864, 480
"""Points of the room that a page gives a whole picture."""

SIZES = {"wide": "(min-width: 60rem) 24rem, calc(100vw - 2.5rem)", "square": "15rem"}
"""How wide pages show the crops; a whole picture is as wide as its own form allows."""


@register.inclusion_tag("includes/_picture.html")
def picture(image, shape="whole", lead=False, sizes="", caption=True):
    """Show a picture in one of the SHAPES, or nothing without one.

    ``lead`` is for what stands first on a page: it is loaded at once and before others. ``sizes``
    says, as in HTML, how wide the page shows it if not as wide as usual. The room it takes is
    known before it is loaded.
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
    """Return [(text, address of the terms or "")] of the line below a picture."""
    licence = image.get_licence_display() if image.licence != ImageLicence.OTHER else ""
    parts = ((image.credit, ""), (licence, image.licence_url), (image.terms, ""))
    return [part for part in parts if part[0]]


def _room(image, shape, found):
    """Return the width and height, in points, in which a page shows a picture at the most."""
    if shape != "whole" and found:
        largest = list(found.values())[-1][-1]
        return largest["width"], largest["height"]
    width, height = image.width or 1, image.height or 1
    scale = min(1, WIDEST / width, HIGHEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))
