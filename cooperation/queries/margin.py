"""Margin notes of an article: the records based on each paragraph."""

from itertools import groupby
from typing import NamedTuple

MOST_NAMED, MOST_NAMED_BYTES = 100, 5_900
"""Records named in the margin, and bytes of their names and addresses; the rest are counted."""


class MarginEntry(NamedTuple):
    """Records based on the same sentences; ``records`` is [(name, address)]."""

    sentences: list
    records: list


class MarginNote(NamedTuple):
    """The note beside a paragraph; ``more`` counts the records not named."""

    number: str
    entries: list
    more: int


def sentence_reference(number, place):
    """Return how a sentence is cited: paragraph number and letter, “4b”.

    ``place`` counts from 0; aa, ab… follow z.
    """
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return f"{number}{letters}"


def margin_notes(sentences):
    """Return a MarginNote for each paragraph that records are based on.

    A record is named once in a paragraph with all its sentences, and MOST_NAMED in all.
    """
    room, left, notes = MOST_NAMED, MOST_NAMED_BYTES, []
    for number, paragraph in groupby(sentences, key=lambda sentence: sentence.number):
        entries, found = {}, {}
        for sentence in paragraph:
            for record in sentence.named:
                found.setdefault(record.pk, (record, []))[1].append(sentence)
        more = len(found)
        for record, places in found.values():
            named = short_name(record), record.get_absolute_url()
            left -= len("".join(named).encode())
            if not room or left < 0:
                break
            key = tuple(sentence.reference for sentence in places)
            entries.setdefault(key, MarginEntry(places, [])).records.append(named)
            room, more = room - 1, more - 1
        if found:
            notes.append(MarginNote(number, list(entries.values()), more))
    return notes


def short_name(record):
    """Return a partner’s abbreviation, or else the title of the record.

    The record must be loaded with its ``partner``.
    """
    return (record.kind == "partner" and record.partner.short_name) or record.title
