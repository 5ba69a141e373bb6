"""What an article is and was made from, in one line."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from cooperation.domain import languages
from cooperation.domain.dates import PartialDate, format_partial_date
from cooperation.domain.vocabulary import SourceKind

OURS = {
    SourceKind.SUMMARY: (_("our summary of an untitled text"), _("our summary of “%(title)s”")),
    SourceKind.TRANSLATION: (
        _("our translation of an untitled text"),
        _("our translation of “%(title)s”"),
    ),
}
"""{kind: what the site calls its text, if the source has no title and if it has one}."""

CITED = {
    SourceKind.SUMMARY: (_("summary of an untitled text"), _("summary of “%(title)s”")),
    SourceKind.TRANSLATION: (_("translation of an untitled text"), _("translation of “%(title)s”")),
}
"""The same in the words of somebody who cites it."""


class Source(NamedTuple):
    """The source of an article. ``kind`` is a value of SourceKind, or empty if nobody said it."""

    kind: str
    title: str = ""
    author: str = ""
    outlet: str = ""
    date: PartialDate | None = None
    is_public: bool = True
    """Whether it is public online, as far as is known."""

    @property
    def line(self):
        """The line, such as “our summary of an untitled text by A, not public online”."""
        if not self.kind:
            return ""
        if self.kind == SourceKind.TEXT:
            return self._with_details(_("the text itself"))
        return self._with_details(self._called(OURS))

    @property
    def cited(self):
        """The line for a citation; empty if there is nothing to add to it."""
        if self.kind == SourceKind.TEXT and self.outlet:
            return _("first published in %(outlet)s") % {"outlet": self.outlet}
        return self._with_details(self._called(CITED)) if self.kind in CITED else ""

    def _called(self, words):
        untitled, titled = words[self.kind]
        return titled % {"title": self.title} if self.title else untitled

    def _with_details(self, text):
        if self.author:
            text = _("%(text)s by %(author)s") % {"text": text, "author": self.author}
        day = self.date and format_partial_date(self.date, languages.current())
        details = (self.outlet, day, "" if self.is_public else _("not public online"))
        return ", ".join([str(text), *(str(detail) for detail in details if detail)])
