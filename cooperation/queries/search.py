"""Full-text search of public records, grouped by kind, with excerpts."""

from typing import NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import override

from cooperation.domain import languages
from cooperation.domain.kinds import KINDS, Kind
from cooperation.domain.search.excerpts import excerpt, highlight
from cooperation.domain.search.query import parse_query
from cooperation.models import Record, SearchEntry
from cooperation.queries.pages import Pages
from cooperation.queries.suggestions import correct_spelling

FIRST_OF_KIND = 5
"""Records of each kind before “show all”."""

PER_PAGE = 20

SENTENCES_PER_ARTICLE = 3
"""Sentences shown of one article."""

ENTRIES_PER_RECORD = 12
"""Texts of a record that excerpts are chosen from; a translation counts as another text."""

FEW_RESULTS = 2
"""With no more results than this, a typing error is likely."""


class Excerpt(NamedTuple):
    """A text of a record with the search words highlight.

    ``source`` is the address of the sentence, in the language of the text; empty outside articles.
    """

    label: str
    language: str
    pieces: list
    source: str


class Result(NamedTuple):
    """A record that was found, with its highlight title and best excerpts."""

    record: Record
    title: list
    excerpts: list


class ResultGroup(NamedTuple):
    """The first results of one kind, and their total number."""

    kind: Kind
    results: list
    total: int

    @property
    def has_more(self):
        return self.total > len(self.results)


class Search:
    """The public records that contain all words of a query, in any language.

    ``records`` is a QuerySet to search in; None for all. All groups take three queries, and so
    does a page of one kind.
    """

    def __init__(self, text, records=None):
        self.text, self.wanted, self._records = text, parse_query(text), records
        self._entries = SearchEntry.objects.published()

    @cached_property
    def _first(self):
        """{kind: ([first keys], total)}, the kind with the best result first."""
        if not self.wanted.parts:
            return {}
        first, scores = {}, {}
        rows = self._entries.first_of_kinds(self.wanted, FIRST_OF_KIND, self._records)
        for key, kind, total, score in rows:
            first.setdefault(kind, ([], total))[0].append(key)
            scores[kind] = max(score, scores.get(kind, 0))
        order = list(KINDS)
        kinds = sorted(first, key=lambda kind: (-scores[kind], order.index(kind)))
        return {kind: first[kind] for kind in kinds}

    @property
    def totals(self):
        """[(Kind, number of records found)]."""
        return [(KINDS[kind], total) for kind, (_keys, total) in self._first.items()]

    @property
    def total(self):
        return sum(total for _kind, total in self.totals)

    def number(self, kind=""):
        """Return how many records are found, of all kinds or of one (its key)."""
        _keys, total = self._first.get(kind, ([], 0))
        return total if kind else self.total

    @cached_property
    def groups(self):
        results = self._results([key for keys, _total in self._first.values() for key in keys])
        return [
            ResultGroup(KINDS[kind], [results[key] for key in keys if key in results], total)
            for kind, (keys, total) in self._first.items()
        ]

    def page(self, kind, number):
        """Return a page of one kind (its key) with a list of Result in ``results``."""
        _keys, total = self._first.get(kind, ([], 0))
        keys = self._entries.best_first(self.wanted, self._records, kind) if total else []
        pages = Pages(keys, PER_PAGE)
        pages.count = total
        page = pages.get_page(number)
        shown = list(page.object_list)
        results = self._results(shown)
        page.results = [results[key] for key in shown if key in results]
        return page

    def found(self, kind=""):
        """Return the records found, of all kinds or of one (its key)."""
        if not self.wanted.parts:
            return Record.objects.none()
        ranked = self._entries.ranked(self.wanted, self._records, kind)
        return Record.objects.filter(pk__in=ranked.order_by().values("record"))

    @cached_property
    def correction(self):
        """The Search with corrected spelling; None if enough was found or it finds no more."""
        if not self.wanted.parts or self.total > FEW_RESULTS:
            return None
        text = correct_spelling(self.text)
        search = Search(text, self._records) if text else None
        return search if search and search.total > self.total else None

    def _results(self, keys):
        """Return {key: Result}; skips records that were just deleted."""
        if not keys:
            return {}
        language, entries = languages.current(), {}
        matches = SearchEntry.objects.best_matches(keys, self.wanted, language, ENTRIES_PER_RECORD)
        for entry in matches:
            entries.setdefault(entry.record_id, []).append(entry)
        records = Record.objects.select_related("working_group__council").in_bulk(keys)
        return {
            key: self._result(record, entries.get(key, []), language)
            for key, record in records.items()
        }

    def _result(self, record, entries, language):
        shown = _not_in_title(record.title, entries)
        number = SENTENCES_PER_ARTICLE if record.kind == "article" else 1
        excerpts = [self._excerpt(record, entry, language) for entry in shown[:number]]
        if not shown and record.summary:
            written = languages.displayed_language(record, "summary")
            excerpts = [Excerpt("", written, excerpt(record.summary, written, self.wanted), "")]
        title = highlight(record.title, languages.displayed_language(record, "title"), self.wanted)
        return Result(record, title, excerpts)

    def _excerpt(self, record, entry, language):
        source, label = "", entry.get_part_display()
        if entry.passage:
            with override(entry.language):
                source = f"{record.get_absolute_url()}{entry.passage.link}"
        if entry.part == SearchEntry.TextKind.SUMMARY:
            label = ""
        pieces = excerpt(entry.text, entry.language, self.wanted)
        return Excerpt(label, entry.language or language, pieces, source)


def _not_in_title(title, entries):
    """Return the entries that say more than the title.

    Leaves out other names if the title matches as well, and repeats of a sentence in other
    languages (translations share its address).
    """
    found = {}
    for entry in entries:
        if entry.text != title:
            found.setdefault((entry.part, entry.passage and entry.passage.address), entry)
    own = [entry.hits for entry in entries if entry.text == title]
    if own and own[0] >= max(entry.hits for entry in entries):
        return [entry for entry in found.values() if entry.part not in SearchEntry.NAMES]
    return list(found.values())
