"""How many words the notes of a page quote."""

from cooperation.models import Passage
from cooperation.queries.quotes import MOST_BYTES, WORDS_SHOWN, Quote, fit_quotes

PASSAGE = Passage(language="en", address="s-1", order=0)
LONG = " ".join(["слово"] * (MOST_BYTES // 22))
"""Half of what there is room for."""


def quote(words, original=""):
    return Quote(words, None, PASSAGE, original)


def shown(*quotes):
    return [(each.words, each.is_original_shown) for each in fit_quotes(quotes)]


def test_few_words_are_shown_with_their_originals():
    assert shown(quote("Да.", "Yes."), quote("No.")) == [("Да.", True), ("No.", True)]


def test_words_of_the_reader_come_before_any_original():
    first, second = quote(LONG, LONG), quote(LONG)
    assert shown(first, second) == [(LONG, False), (LONG, True)]


def test_words_without_room_are_shortened():
    rest = " ".join(["слово"] * WORDS_SHOWN)
    assert shown(*[quote(LONG)] * 4)[2:] == [(f"{rest} …", True)] * 2


def test_short_original_is_shown_after_a_long_one_that_has_no_room():
    assert shown(quote("Да.", LONG * 3), quote("Нет.", "No.")) == [("Да.", False), ("Нет.", True)]
