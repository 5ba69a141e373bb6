"""What is done with a text takes work in line with its length, however it is made up.

Work is counted in calls of functions, so that the tests say the same on every machine.
"""

import sys
from types import SimpleNamespace

import pytest

from cooperation.domain.clues import find_clues, find_proposals
from cooperation.domain.search.excerpts import excerpt
from cooperation.domain.search.folding import fold
from cooperation.domain.search.query import parse_query
from cooperation.domain.texts.anaphors import find_anaphors, noun_finder
from cooperation.domain.texts.differences import changed_pieces
from cooperation.domain.texts.name_finder import NameFinder, name_key
from cooperation.domain.texts.passages import _split, match_sentences, sentence_address
from cooperation.domain.texts.patterns import search_pattern
from cooperation.domain.texts.quotations import quotation_spans
from cooperation.sourcing.finding import Finder
from cooperation.sourcing.passages import Places

SENTENCE = (
    "The parties signed a memorandum in March 2022 and over 400 experts from 12 countries met "
    "at the conference “Water” in Tashkent, as the Roadmap asks"
)
NOUNS = noun_finder("en")
NAMES = NameFinder([("Tashkent", 1), ("Roadmap", 2), ("Water", 3)])


def calls(action, *args):
    """Return how many functions an action calls, those of C among them."""
    number = 0

    def count(_frame, event, _argument):
        nonlocal number
        number += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        action(*args)
    finally:
        sys.setprofile(before)
    return number


def one_sentence(number):
    return ", ".join([SENTENCE] * number)


def many_sentences(number):
    return " ".join(f"{number}. {SENTENCE}." for number in range(number))


def addresses(number):
    taken, numbers = set(), {}
    for _time in range(number):
        taken.add(sentence_address("Yes.", taken, numbers))


def passages(number, blocks):
    texts = [(f"Sentence {n} of them.", n * blocks // number) for n in range(number)]
    return [
        SimpleNamespace(pk=n, article_id=1, language="en", kind="paragraph", group="", html="",
                        text=text, block=block)
        for n, (text, block) in enumerate(texts)
    ]  # fmt: skip


def found_in(texts):
    known = SimpleNamespace(
        names=NAMES, public=NAMES, nouns={"en": NOUNS}, classes={1: set(), 2: set(), 3: set()}
    )
    for number, passage in enumerate(texts):
        passage.text = f"“{SENTENCE}” {number}."
    list(Finder(known, set(), {}).find(texts))


def long_word(number):
    return "-".join(["part"] * number)


WORKS = {
    "clues of one sentence": lambda n: find_clues(one_sentence(n)),
    "clues of dates alone": lambda n: find_clues("in March 2022, " * n),
    "clues of numbers alone": lambda n: find_clues("over 400 experts, " * n),
    "suggestions": lambda n: [find_proposals(each, "en") for each in [SENTENCE] * n],
    "sentences": lambda n: _split.__wrapped__(f"<p>{many_sentences(n)}</p>"),
    "sentences of one word": lambda n: _split.__wrapped__(f"<p>{'Yes. ' * n}</p>"),
    "emphasis": lambda n: _split.__wrapped__(f"<p>{'<em>Yes</em> ' * n}</p>"),
    "emphasis in emphasis": lambda n: _split.__wrapped__(f"<p>{'<em>Yes ' * n}</p>"),
    "addresses of the same words": addresses,
    "sentences that stayed": lambda n: match_sentences(["Yes."] * n, ["Yes."] * n),
    "sentences that moved": lambda n: match_sentences(
        [*map(str, range(n))], [*map(str, range(n))][::-1]
    ),
    "every second sentence changed": lambda n: match_sentences(
        [*map(str, range(n))], [str(i) if i % 2 else f"{i}!" for i in range(n)]
    ),
    "the same sentence again and again": lambda n: match_sentences(
        ["Yes.", "No."] * n, ["No.", "Yes."] * n
    ),
    "quotes in one paragraph": lambda n: Places(passages(n, 1)).of(f"Sentence {n - 1} of them."),
    "quotes in many paragraphs": lambda n: Places(passages(n, n // 2)).of("nowhere"),
    "pattern of one word": lambda n: search_pattern("oʻshch" * n),
    "pattern of one Cyrillic word": lambda n: search_pattern("ўёш" * n, "uz"),
    "key of one long name": lambda n: name_key("Oʻz­bek ва ўлка " * n),
    "names in one sentence": lambda n: NAMES.find(one_sentence(n)),
    "anaphors in one sentence": lambda n: find_anaphors(
        one_sentence(n), "en", NOUNS.find(one_sentence(n)), quotation_spans(one_sentence(n))
    ),
    "names in one paragraph": lambda n: found_in(passages(n, 1)),
    "words of the search": lambda n: fold(many_sentences(n), "en"),
    "one word of many parts": lambda n: fold(long_word(n), "en"),
    "excerpt": lambda n: excerpt(one_sentence(n), "en", parse_query("experts")),
    "differences": lambda n: changed_pieces(
        "".join(f"Line {i}.\n" for i in range(n)),
        "".join(f"Line {i}.\n" if i % 2 else f"Line {i}!\n" for i in range(n)),
    ),
    "differences of words": lambda n: changed_pieces(
        "Yes, no. " * (n // 4), "No, yes! " * (n // 4)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WORKS)
def test_work_grows_in_line_with_the_length(name):
    work = WORKS[name]
    work(1200)  # what is remembered of words is remembered
    small, large = calls(work, 300), calls(work, 1200)
    assert small > 100
    assert large / small < 4.6


@pytest.mark.parametrize("number", [150, 600])
def test_what_is_found_in_one_long_sentence_is_what_is_found_in_each(number):
    [one] = [[(each.kind, each.text) for each in find_clues(f"{SENTENCE}, ")]]
    assert [
        (each.kind, each.text) for each in find_clues(one_sentence(number) + ", ")
    ] == one * number
