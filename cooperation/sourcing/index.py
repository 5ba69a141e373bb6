"""Makes the search entries of records, public or not."""

from functools import cache

from django.db import transaction

from cooperation.domain import languages
from cooperation.domain.dates import format_partial_date
from cooperation.domain.search.folding import fold, folded_form, suggested_spelling, tokens
from cooperation.domain.search.synonyms import kind_terms
from cooperation.domain.texts.text import split_long_text
from cooperation.models import Record, SearchEntry, SearchWord

TextKind = SearchEntry.TextKind

PROSE = {
    "event": {"outcomes": TextKind.OUTCOMES},
    "council": {"mandate": TextKind.MANDATE, "composition": TextKind.COMPOSITION},
    "working_group": {"mandate": TextKind.MANDATE},
    "partner": {"short_name": TextKind.NAME},
}
"""Kind to its translated fields beside title and summary, and the TextKind of each."""

DATES = ("when", "validity", "entry_into_force")
PLACE = ("venue", "city", "country")

PARTS = {
    "article": ("passages",),
    "agreement": ("provisions",),
}
USUAL_PARTS = ("aliases", "statements", "documents")

BATCH = 200
"""How many records are read with one set of queries."""

LONGEST_TEXT = 100_000
"""Characters of one entry: more than any sentence or mandate; documents have several entries."""

SHORTEST_WORD = 4
"""Letters of a word that can be suggested; in a shorter one any letter could be meant."""


def index_all():
    """Make all entries and words again; return the number of records."""
    keys = list(Record.objects.order_by("pk").values_list("pk", flat=True))
    known = set(SearchWord.objects.values_list("form", flat=True))
    gone = sorted(known - index(keys))
    for first in range(0, len(gone), BATCH):
        SearchWord.objects.filter(form__in=gone[first : first + BATCH]).delete()
    return len(keys)


def is_missing():
    """Whether there are records but no entries, as after an update from an old version."""
    return Record.objects.exists() and not SearchEntry.objects.exists()


def index(keys):
    """Make the entries of the records with these keys again; return the forms of their words."""
    words = {}
    for first in range(0, len(keys), BATCH):
        for entry in _index_batch(keys[first : first + BATCH]):
            _note_words(entry, words)
    made = (SearchWord.from_form(form, words[form]) for form in sorted(words))
    SearchWord.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)
    return words.keys()


def _index_batch(keys):
    """Index some records; return their entries.

    Folding the texts is slow, so it is done before the transaction; inside it, only texts that were
    changed meanwhile are folded.
    """
    folded = cache(fold)
    for record in _read(keys):
        entries_of(record, folded)
    with transaction.atomic():
        # another process that indexes the same records waits, so that no entry is there twice
        list(Record.objects.select_for_update().filter(pk__in=keys).order_by("pk").values("pk"))
        SearchEntry.objects.filter(record__in=keys).delete()
        entries = [entry for record in _read(keys) for entry in entries_of(record, folded)]
        SearchEntry.objects.bulk_create(entries, batch_size=1000)
    return entries


def _read(keys):
    """Yield the records as their kinds, with the parts that have texts."""
    kinds = Record.objects.filter(pk__in=keys).values_list("kind", flat=True)
    for kind in sorted(set(kinds)):
        records = Record.model_of(kind).objects.filter(pk__in=keys).order_by("pk")
        yield from records.prefetch_related(*USUAL_PARTS, *PARTS.get(kind, ()))


def entries_of(record, folded=fold):
    """Return the unsaved entries of a record as its kind; ``folded`` folds their texts."""
    made = (_entry(record, folded, *each) for each in _texts(record) if each[2])
    entries = [entry for entry in made if entry.terms]
    for entry in entries[:1]:
        entry.terms = " ".join([entry.terms, *kind_terms(record.kind, getattr(record, "type", ""))])
    return entries


def _entry(record, folded, part, language, text, passage=None):  # noqa: PLR0913, PLR0917
    made = folded(text[:LONGEST_TEXT], language)
    weight = SearchEntry.WEIGHTS.get(part, SearchEntry.USUAL_WEIGHT)
    return SearchEntry(
        record_id=record.pk,
        passage=passage,
        part=part,
        language=language,
        weight=weight,
        text=text,
        words=made.words,
        terms=made.terms,
    )


def _texts(record):
    """Yield (part, language, text) of all texts of a record; sentences with their passage."""
    prose = {"title": TextKind.TITLE, "summary": TextKind.SUMMARY} | PROSE.get(record.kind, {})
    for field, part in prose.items():
        yield from _versions(record, field, part)
    yield from ((TextKind.NAME, "", alias.text) for alias in record.aliases.all())
    yield from _dates_and_place(record)
    for statement in record.statements.all():
        speakers = {language: name for _part, language, name in _versions(statement, "speaker")}
        for part, language, text in _versions(statement, "text", TextKind.STATEMENT):
            yield part, language, f"{speakers.get(language, statement.speaker_en)}: {text}"
    for document in record.documents.all():
        yield from _versions(document, "title", TextKind.DOCUMENT)
        for piece in split_long_text(document.text, LONGEST_TEXT):
            yield TextKind.DOCUMENT, document.language, piece
    if record.kind == "agreement":
        yield TextKind.REFERENCE, "", record.reference
        for provision in record.provisions.all():
            yield from _versions(provision, "text", TextKind.PROVISION)
    if record.kind == "article":
        for passage in record.passages.all():
            part = TextKind.HEADING if passage.kind == "heading" else TextKind.SENTENCE
            yield part, passage.language, passage.text, passage


def _dates_and_place(record):
    """Yield the dates and the place of a record in words, in each language."""
    for date in filter(None, (getattr(record, field, None) for field in DATES)):
        for language in languages.CODES:
            yield TextKind.DATE, language, format_partial_date(date, language)
    if hasattr(record, "place"):
        for language in languages.CODES:
            parts = (getattr(record, f"{field}_{language}") for field in PLACE)
            yield TextKind.PLACE, language, ", ".join(filter(None, parts))


def _versions(row, field, part=""):
    """Yield (part, language, text) of a field in each language."""
    for language in languages.CODES:
        if text := getattr(row, f"{field}_{language}"):
            yield part, language, text


def _note_words(entry, words):
    """Add {form: spelling} of an entry; of several spellings the one with fewer capitals."""
    for token in tokens(entry.text[:LONGEST_TEXT]):
        form = folded_form(token.word, entry.language)
        if len(form) < SHORTEST_WORD or not form.isalpha():
            continue
        if form not in words or not words[form].islower():
            spellings = filter(None, (suggested_spelling(token.word), words.get(form)))
            words[form] = min(spellings, key=lambda each: (sum(map(str.isupper, each)), each))
