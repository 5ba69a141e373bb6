"""How a page of the register is cited: APA 7, Chicago 17, GOST R 7.0.5-2008, BibTeX, RIS, CSL-JSON.

No citation holds the day on which somebody read the page. A server that printed its own day would
change every page at midnight and still name the wrong day on a page that was cached or printed;
so the day of the last change stands in its place, which also says what was cited. Only GOST R
7.0.5-2008 demands the day of reading, in its section on electronic resources: ``ACCESS_DAY``
keeps its place, for the reader.
"""

import datetime
from typing import NamedTuple

from cooperation.domain.dates import PartialDate
from cooperation.formats.citations.programs import bibtex, csl_json, ris
from cooperation.formats.citations.styles import ACCESS_DAY, apa, chicago, gost

__all__ = [
    "ACCESS_DAY",
    "FORMATS",
    "Citation",
    "apa",
    "bibtex",
    "chicago",
    "csl_json",
    "gost",
    "ris",
]


class Citation(NamedTuple):
    """What is cited. ``authors`` are names as the source gives them, "Timur Akhmedov".

    ``date`` is the PartialDate of an article, None if it bears none; an entry of the register has
    no date but that of its last change. ``credit`` is what the page itself says of its origin.
    """

    title: str
    site: str
    url: str
    modified: datetime.date
    authors: tuple = ()
    date: PartialDate | None = None
    language: str = "en"
    key: str = ""
    is_entry: bool = False
    credit: str = ""

    @property
    def page_date(self):
        """The PartialDate that stands for the page: an entry’s is that of its last change."""
        return self.last_change if self.is_entry else self.date

    @property
    def last_change(self):
        return PartialDate.from_edtf(self.modified.isoformat())


FORMATS = {"bib": bibtex, "ris": ris, "json": csl_json}
"""End of an address to the format for programs that it gives."""
