"""Pictures drawn from records, each with the same content as a table."""

from typing import NamedTuple
from xml.etree.ElementTree import Element

from cooperation.figures import svg
from cooperation.figures.paint import PAINT


class Cell(NamedTuple):
    """One cell of the table of a picture: a text, or a link."""

    text: str
    href: str = ""


class Drawing(NamedTuple):
    """A picture with everything that its frame, ``includes/_figure.html``, shows.

    ``name`` is unique on a page and begins its ids. ``rows`` holds lists of texts or Cells, the
    first of each row being its heading. ``notes`` say how the picture is to be read.
    """

    name: str
    title: str
    root: Element | None
    columns: list
    rows: list
    notes: list = []
    download: str = ""

    @property
    def markup(self):
        """The picture for a page."""
        return svg.inline(self.root)

    def file(self, base, source):
        """Return the bytes of the picture as an SVG file; see ``svg.document``."""
        return svg.document(self.root, base=base, paint=PAINT, source=source)
