"""Search suggestions while typing, and spelling corrections."""

from typing import NamedTuple

from cooperation.domain import languages
from cooperation.domain.kinds import KINDS
from cooperation.domain.search.folding import forms_by_language, tokens
from cooperation.domain.search.query import parse_query
from cooperation.domain.search.typing_errors import edit_distance, max_errors
from cooperation.models import Record, SearchEntry, SearchWord

MOST_SUGGESTIONS = 8
SHORTEST_BEGINNING = 2
MOST_CANDIDATES = 12
"""Similar words considered for each mistyped one."""

RARE_WORD = 2
"""A word in no more public texts than this may be a published typing error."""

TIMES_AS_FREQUENT = 5
"""How many times more texts must contain the correct word."""

UNFINISHED_COST = 3
"""Errors that an unfinished word counts as: more than any mistyped one."""


class SearchSuggestion(NamedTuple):
    """A record that fits the typed text; ``name`` is the matching name unless it is the title."""

    record: Record
    kind: object
    name: str


def suggest(text):
    """Return the records whose name has all typed words, the best first.

    Names in the language of the page come before like ones in others. The last word may be
    unfinished. Takes three queries; none for fewer than two letters.
    """
    query = parse_query(text, last_is_prefix=True)
    if sum(map(str.isalnum, text)) < SHORTEST_BEGINNING or not query.parts:
        return []
    entries = SearchEntry.objects.published().names()
    language = languages.current()
    keys = list(entries.best_first(query, language=language)[:MOST_SUGGESTIONS])
    records = Record.objects.select_related("working_group__council").in_bulk(keys)
    names = {}
    for entry in entries.best_matches(keys, query, language, 1):
        names[entry.record_id] = entry.text
    return [
        SearchSuggestion(
            record, KINDS[record.kind], names[key] if names[key] != record.title else ""
        )
        for key in keys
        if key in records and key in names  # neither has gone between the queries
        for record in [records[key]]
    ]


def correct_spelling(text):
    """Return a query with its mistyped words corrected; None if there are none.

    Suggests only words of public texts, with at most three queries.
    """
    found = {
        token: parse_query(token.word).parts for token in tokens(text) if max_errors(token.word)
    }
    found = {token: parts[0].all for token, parts in found.items() if parts}
    occurrences = _public_texts(found)
    doubtful = [token for token in found if occurrences[token] <= RARE_WORD]
    candidates = _candidates(doubtful)
    words = {word.form: word for own in candidates.values() for _errors, word in own}
    public = _public_texts({form: ((form,),) for form in words})
    pieces, place = [], 0
    for token in doubtful:
        possible = [
            (errors, -public[word.form], word.form)
            for errors, word in candidates[token]
            if public[word.form] > TIMES_AS_FREQUENT * occurrences[token]
        ]
        if possible:
            _errors, _number, form = min(possible)
            pieces += [text[place : token.start], words[form].spelling]
            place = token.end
    return "".join([*pieces, text[place:]]) if pieces else None


def _public_texts(alternatives):
    """Return {key: number of public texts} of {key: alternatives}, with one query."""
    if not alternatives:
        return {}
    keys = dict(enumerate(alternatives))
    every = [each for own in alternatives.values() for each in own]
    counts = SearchEntry.objects.published().counts(
        every, {f"number_{number}": alternatives[key] for number, key in keys.items()}
    )
    return {key: counts[f"number_{number}"] for number, key in keys.items()}


def _candidates(doubtful):
    """Return {token: [(number of errors, SearchWord)]}, with one query."""
    forms = {token: set(forms_by_language(token.word).values()) for token in doubtful}
    every = sorted(form for own in forms.values() for form in own)
    words = list(SearchWord.objects.similar_to(every, max_errors)) if every else []
    candidates = {}
    for token, own in forms.items():
        near = [(errors, word) for word in words if (errors := _errors(own, word)) is not None]
        near.sort(key=lambda each: (each[0], each[1].form))
        candidates[token] = near[:MOST_CANDIDATES]
    return candidates


def _errors(forms, word):
    """Return the least errors between a word and one of the forms; None if too many."""
    found = [
        UNFINISHED_COST if word.form.startswith(form) else edit_distance(form, word.form, most)
        for form in forms
        for most in [max_errors(form)]
        if word.form != form
    ]
    return min((errors for errors in found if errors is not None), default=None)
