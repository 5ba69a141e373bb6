"""SVG pictures of records, each with the same content as a table."""

from typing import NamedTuple
from xml.etree.ElementTree import Element

from cooperation.figures import svg
from cooperation.figures.paint import PAINT


class Cell(NamedTuple):
    """One cell of the table of a picture: a text, or a link."""

    text: str
    href: str = ""


class Drawing(NamedTuple):
    """A picture with its title, table and notes, for ``includes/_figure.html``.

    ``name`` is unique on a page and the prefix of ids. ``rows`` has lists of texts or Cells; the
    first of each is the row heading.
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
        return svg.inline(self.root)

    def file(self, base, source):
        """Return the picture as an SVG file; see ``svg.document``."""
        return svg.document(self.root, base=base, paint=PAINT, source=source)
