"""What readers find: records by their words, grouped by kind, with the passages that say so."""

from typing import NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import override

from cooperation.domain import languages
from cooperation.domain.kinds import KINDS, Kind
from cooperation.domain.search.excerpts import excerpt, marked
from cooperation.domain.search.query import wanted
from cooperation.models import Record, SearchEntry
from cooperation.queries.pages import Pages
from cooperation.queries.suggestions import correct_spelling

FIRST_OF_KIND = 5
"""How many records of each kind stand in the results before “show all”."""

PER_PAGE = 20

SENTENCES_PER_ARTICLE = 3
"""How many sentences of one article are shown."""

ENTRIES_PER_RECORD = 12
"""How many texts of a record are looked at to choose those from; a sentence counts in each
language."""

FEW_RESULTS = 2
"""With no more results than this the words may have been mistyped."""


class Excerpt(NamedTuple):
    """A passage of a record with what was looked for marked.

    ``source`` is the address of the sentence in the language of the text; empty for what stands
    in no article.
    """

    label: str
    language: str
    pieces: list
    source: str


class Result(NamedTuple):
    """A record that was found: its title, marked, and the passages that show best why."""

    record: Record
    title: list
    excerpts: list


class ResultGroup(NamedTuple):
    """The first results of one kind, and how many there are in all."""

    kind: Kind
    results: list
    total: int

    @property
    def has_more(self):
        return self.total > len(self.results)


class Search:
    """The public records with all words of a query, in any of the languages.

    ``records`` is a QuerySet of those to look among, such as what filters leave over; None for
    all. All groups together take three queries, and so does a page of one kind.
    """

    def __init__(self, text, records=None):
        self.text, self.wanted, self._records = text, wanted(text), records
        self._entries = SearchEntry.objects.published()

    @cached_property
    def _first(self):
        """{kind: ([first keys], total)}; the kind of the best result comes first."""
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
        """How many records of each kind were found, as (Kind, number)."""
        return [(KINDS[kind], total) for kind, (_keys, total) in self._first.items()]

    @property
    def total(self):
        return sum(total for _kind, total in self.totals)

    @cached_property
    def groups(self):
        """The first results of each kind as ResultGroup."""
        results = self._results([key for keys, _total in self._first.values() for key in keys])
        return [
            ResultGroup(KINDS[kind], [results[key] for key in keys if key in results], total)
            for kind, (keys, total) in self._first.items()
        ]

    def page(self, kind, number):
        """Return a page of the results of one kind (its key); its ``results`` are Result."""
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
        """Return everything found, or what of it is of one kind (its key), as Record."""
        if not self.wanted.parts:
            return Record.objects.none()
        ranked = self._entries.ranked(self.wanted, self._records, kind)
        return Record.objects.filter(pk__in=ranked.order_by().values("record"))

    @cached_property
    def correction(self):
        """The Search for what may have been meant; None if enough was found, or nothing better."""
        if not self.wanted.parts or self.total > FEW_RESULTS:
            return None
        text = correct_spelling(self.text)
        search = Search(text, self._records) if text else None
        return search if search and search.total > self.total else None

    def _results(self, keys):
        """Return {key: Result} of records, without those deleted a moment ago."""
        if not keys:
            return {}
        language, entries = languages.current(), {}
        for entry in SearchEntry.objects.telling(keys, self.wanted, language, ENTRIES_PER_RECORD):
            entries.setdefault(entry.record_id, []).append(entry)
        records = Record.objects.select_related("working_group__council").in_bulk(keys)
        return {
            key: self._result(record, entries[key], language)
            for key, record in records.items()
            if key in entries
        }

    def _result(self, record, entries, language):
        told = _not_in_title(record.title, entries)
        number = SENTENCES_PER_ARTICLE if record.kind == "article" else 1
        excerpts = [self._excerpt(record, entry, language) for entry in told[:number]]
        if not told and record.summary:
            written = _language_of(record, "summary")
            excerpts = [Excerpt("", written, excerpt(record.summary, written, self.wanted), "")]
        title = marked(record.title, _language_of(record, "title"), self.wanted)
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


def _language_of(record, field):
    """Return the language in which a text of a record is shown."""
    is_original = languages.is_untranslated(record, field)
    return languages.ORIGINAL if is_original else languages.current()


def _not_in_title(title, entries):
    """Return the entries that tell more than the title: no other name if the title fits as well,
    and each sentence in one language only (its translations have its address).
    """
    told = {}
    for entry in entries:
        if entry.text != title:
            told.setdefault((entry.part, entry.passage and entry.passage.address), entry)
    own = [entry.hits for entry in entries if entry.text == title]
    if own and own[0] >= max(entry.hits for entry in entries):
        return [entry for entry in told.values() if entry.part not in SearchEntry.NAMES]
    return list(told.values())
