"""What rests on a text, paragraph by paragraph: the notes in the margin of an article."""

from itertools import groupby
from typing import NamedTuple

MOST_NAMED, MOST_NAMED_BYTES = 100, 7_000
"""How many records the margin names, and how long their names and addresses may be together; the
others are counted, and show their evidence themselves."""


class MarginEntry(NamedTuple):
    """Records that rest on the same sentences of a paragraph, each as (name, address)."""

    sentences: list
    records: list


class MarginNote(NamedTuple):
    """What stands beside one paragraph: its number, its entries, and how many are not named."""

    number: str
    entries: list
    more: int


def sentence_reference(number, place):
    """Return how a sentence is cited: the number of its paragraph and its letter in it, “4b”.

    ``place`` counts from 0; after z come aa, ab and so on.
    """
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return f"{number}{letters}"


def margin_notes(sentences):
    """Return what stands beside each paragraph on which a record rests, as MarginNote.

    Each record is named once in a paragraph, with all its sentences there; of all together, NAMED.
    """
    room, left, notes = MOST_NAMED, MOST_NAMED_BYTES, []
    for number, paragraph in groupby(sentences, key=lambda sentence: sentence.number):
        entries, resting = {}, {}
        for sentence in paragraph:
            for record in sentence.named:
                resting.setdefault(record.pk, (record, []))[1].append(sentence)
        more = len(resting)
        for record, places in resting.values():
            named = short_name(record), record.get_absolute_url()
            left -= len("".join(named).encode())
            if not room or left < 0:
                break
            key = tuple(sentence.reference for sentence in places)
            entries.setdefault(key, MarginEntry(places, [])).records.append(named)
            room, more = room - 1, more - 1
        if resting:
            notes.append(MarginNote(number, list(entries.values()), more))
    return notes


def short_name(record):
    """Return the name of a record where room is scarce: a partner’s abbreviation, if it has one.

    Needs a record loaded with its ``partner``.
    """
    return (record.kind == "partner" and record.partner.short_name) or record.title
