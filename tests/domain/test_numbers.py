"""Numbers are read as a language writes them; what has two readings is asked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.domain.clues import find_clues, find_proposals
from cooperation.domain.numbers import TwoReadingsError, plain_number, read_number

ONE_READING = {
    "1234": ("1234", "1 234", "1\N{NO-BREAK SPACE}234", "1\N{NARROW NO-BREAK SPACE}234", "1'234"),
    "1234.5": ("1234.5", "1234,5", "1,234.5", "1.234,5", "1 234,5", "1 234.5", "1’234.5"),
    "1234567": ("1,234,567", "1.234.567", "1 234 567"),
    "0.125": ("0.125", "0,125"),
    "2.50": ("2.50", "2,50"),
    "1234.567": ("1234.567", "1,234.567", "1.234,567", "1 234,567"),
}


@pytest.mark.parametrize("language", ["", "en", "ru", "uz"])
def test_most_numbers_read_the_same_in_every_language(language):
    read = {
        text: str(read_number(text, language)) for texts in ONE_READING.values() for text in texts
    }
    assert read == {text: value for value, texts in ONE_READING.items() for text in texts}


@pytest.mark.parametrize(
    ("text", "languages"),
    [("1.500", ["", "en", "ru", "uz"]), ("1,500", ["", "ru", "uz"]), ("12.000", ["en", "uz"])],
)
def test_one_sign_before_three_digits_is_asked(text, languages):
    for language in languages:
        with pytest.raises(TwoReadingsError):
            read_number(text, language)


def test_comma_of_english_groups_digits():
    assert read_number("1,500", "en") == 1500


@pytest.mark.parametrize("text", ["", "1,234 567", "12,34,567", "1..5", "-5", "5%", "1e3", "٤٠٠"])
def test_what_no_language_writes_is_no_number(text):
    assert read_number(text, "en") is None


@given(st.decimals(0, 10**12, places=3), st.sampled_from(["", "en", "ru", "uz"]))
def test_plain_number_is_read_in_one_way(value, language):
    assert read_number(plain_number(value), language) == value


def counted(sentence, language):
    clues = [clue for clue in find_clues(sentence, language) if clue.kind == "quantity"]
    return [(each.text, each.value and str(each.value.value), str(each.doubt)) for each in clues]


ASKED = "“{}” can be read in two ways. Type {} or {}."
SENTENCES = [
    ("1.500 participants came.", "en",
     [("1.500 participants", None, ASKED.format("1.500", "1500", "1.5"))]),
    ("over 1.500 participants came", "en",
     [("over 1.500 participants", None, ASKED.format("1.500", "1500", "1.5"))]),
    ("1,234.5 tonnes of aid", "en", [("1,234.5 tonnes", "1234.5", "")]),
    ("1,234 tonnes of aid", "en", [("1,234 tonnes", "1234", "")]),
    ("1.234,5 tonnes of aid", "en", [("1.234,5 tonnes", "1234.5", "")]),
    ("1.234.567 doses of aid", "en", [("1.234.567 doses", "1234567", "")]),
    ("1,500 участников форума", "ru",
     [("1,500 участников", None, ASKED.format("1,500", "1500", "1.5"))]),
    ("более 1\u00a0234,5 тонн", "ru", [("более 1\u00a0234,5 тонн", "1234.5", "")]),
    ("более 1\u202f234 тонн", "ru", [("более 1\u202f234 тонн", "1234", "")]),
    ("1.500 ta ishtirokchi keldi", "uz",
     [("1.500 ta ishtirokchi", None, ASKED.format("1.500", "1500", "1.5"))]),
    ("1 234,5 tonna.", "uz", [("1 234,5 tonna", "1234.5", "")]),
    ("12,34,567 people came", "en", []),
    ("2.5 percent and 3,75 percent", "en",
     [("2.5 percent", "2.5", ""), ("3,75 percent", "3.75", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "language", "expected"), SENTENCES)
def test_sentence_is_read_by_its_language(sentence, language, expected):
    assert counted(sentence, language) == expected


def test_number_with_two_readings_is_proposed_as_none():
    assert list(find_proposals("1.500 participants came.", "en")) == []
    [figure] = find_proposals("1,500 participants came.", "en")
    assert (figure.kind, Decimal(figure.values["value"])) == ("figure", 1500)
