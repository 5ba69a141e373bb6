"""Citations of pages: APA 7, Chicago 17, GOST R 7.0.5-2008, BibTeX, RIS, CSL-JSON.

Citations give the day of the last change, not the day of access: the server’s date would be wrong
on cached or printed pages. Only GOST R 7.0.5-2008 requires the day of access; ``ACCESS_DAY`` is a
placeholder for it.
"""

import datetime
from typing import NamedTuple

from cooperation.domain.dates import PartialDate
from cooperation.domain.sources import Source
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
    """The data of a citation. ``authors`` are names as in the source, "Timur Akhmedov".

    ``date`` is the PartialDate of an article or None; other entries have only the date of their
    last change. ``credit`` is the origin as stated on the page, ``source`` the same as data.
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
    source: Source | None = None

    @property
    def origin(self):
        """What the text was made from, in words; empty if it is not known."""
        return str(self.source.cited) if self.source else ""

    @property
    def page_date(self):
        """The PartialDate of the page: for entries that of the last change."""
        return self.last_change if self.is_entry else self.date

    @property
    def last_change(self):
        return PartialDate.from_edtf(self.modified.isoformat())


FORMATS = {"bib": bibtex, "ris": ris, "json": csl_json}
"""Address suffix to the function that writes the format."""
