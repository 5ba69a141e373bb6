"""Changes the SVG files of the site so that their links lead to files.

They are read as XML, which, unlike HTML, tells capitals from small letters: ``viewBox``.
"""

from xml.etree import ElementTree

from cooperation.figures.svg import NAMESPACE

LINK, GROUP = f"{{{NAMESPACE}}}a", f"{{{NAMESPACE}}}g"

ElementTree.register_namespace("", NAMESPACE)


def links_of(drawing):
    """Return all addresses to which an SVG file leads, in order; ``drawing`` is its bytes."""
    return [link.get("href", "") for link in _read(drawing).iter(LINK)]


def drawing_in_copy(drawing, place):
    """Return an SVG file as it is in the copy; what links to nothing there is a group."""
    root = _read(drawing)
    for link in root.iter(LINK):
        if target := place.link(link.get("href", "")):
            link.set("href", target)
        else:
            link.tag, link.attrib = GROUP, {}
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _read(drawing):
    return ElementTree.fromstring(drawing)  # noqa: S314 - the site has drawn it
