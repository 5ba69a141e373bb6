"""Quantities: qualifiers are read and printed, and never dropped."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cooperation.domain.errors import DomainError
from cooperation.domain.quantities import (
    QUALIFIERS,
    Quantity,
    QuantityError,
    format_quantity,
    parse_quantity,
)

KEYS = [key for key, _label in QUALIFIERS]


def counted(qualifier, value, unit=""):
    return Quantity(Decimal(value), qualifier, unit)


def test_qualifiers_are_what_an_editor_chooses_from():
    labels = ["exactly", "over", "at least", "under", "at most", "around", "about"]
    assert [str(label) for _key, label in QUALIFIERS] == labels
    with pytest.raises(ValueError, match="'roughly' is none of exactly, over"):
        counted("roughly", 5)


TYPED_QUANTITIES = {
    ("exactly", "46"): ("46", " 46 ", "46.0", "exactly 46", "ровно 46", "46 ta"),
    ("over", "400"): (
        *("over 400", "Over 400", "more than 400", ">400", "> 400", "400.00 dan ortiq"),
        *("более 400", "свыше 400", "400 dan ortiq", "400dan ortiq", "400 tadan ortiq"),
        *("400-dan koʻp", "400 dan ko'p", "400 дан ортиқ"),
    ),
    ("at_least", "3"): ("at least 3", "≥ 3", ">=3", "3+", "не менее 3", "kamida 3", "камида 3"),
    ("under", "10"): ("under 10", "fewer than 10", "<10", "менее 10", "10 dan kam"),
    ("at_most", "5"): ("at most 5", "up to 5", "≤5", "не более 5", "до 5", "ko‘pi bilan 5"),
    ("around", "200"): ("around 200", "около 200", "200 ga yaqin", "200 taga yaqin", "chamasi 200"),
    ("about", "200"): ("about 200", "~200", "~ 200", "примерно 200", "taxminan 200"),
    ("exactly", "1234567"): ("1234567", "1,234,567", "1 234 567", "1\N{NO-BREAK SPACE}234 567"),
    ("exactly", "2.5"): ("2.5", "2,5", "2.50"),
    ("over", "1234"): ("over 1,234", "over 1234", "более 1 234", "1 234 dan ortiq"),
    ("over", "1.234"): ("over 1.234", "более 1,234", "1,234 dan ortiq"),
    ("exactly", "1234.5"): ("1,234.5", "1 234,5"),
}


@pytest.mark.parametrize(
    ("text", "qualifier", "value"),
    [(text, *key) for key, texts in TYPED_QUANTITIES.items() for text in texts],
)
def test_what_editors_type_is_read(text, qualifier, value):
    assert parse_quantity(text) == counted(qualifier, value)


REMEDY = (
    " is not a number that can be read. Type a number such as 400 or 2.5, alone or after “over”, "
    "“at least”, “under”, “at most”, “around” or “about”."
)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        *((text, text) for text in ("", "four", "many", "-5", "+5", "400 <", "400 over", "1e3")),
        *((text, text) for text in ("over over 5", "~5 dan ortiq", "5–7", "1 2345", "12,34,567")),
        *((text, text) for text in ("٤٠٠", "400²", "nan", "over", "not over 400", "9" * 16)),
        ("over\n 5 or so", "over 5 or so"),
        ("5\0", "5\N{REPLACEMENT CHARACTER}"),
        ("5\ud800", "5\N{REPLACEMENT CHARACTER}"),
        ("9" * 10_000, "9" * 59 + "…"),
        ("5" + " " * 200 + "x", "5 x"),
    ],
)
def test_refusal_names_what_was_typed_and_the_remedy(text, typed):
    with pytest.raises(QuantityError) as refusal:
        parse_quantity(text)
    assert str(refusal.value) == f"“{typed}”{REMEDY}"
    assert isinstance(refusal.value, DomainError)


@pytest.mark.parametrize("text", ["1,234", "~1,234"])
def test_a_comma_that_may_be_a_point_is_not_read_by_guess(text):
    with pytest.raises(QuantityError) as refusal:
        parse_quantity(text)
    assert str(refusal.value) == f"“{text}” can be read in two ways. Type 1234 or 1.2340."


@pytest.mark.parametrize("text", ["1.500", "~1.500", "более 1.500", "1.500 dan ortiq"])
def test_a_point_that_may_group_digits_is_not_read_by_guess(text):
    with pytest.raises(QuantityError) as refusal:
        parse_quantity(text)
    assert str(refusal.value) == f"“{text}” can be read in two ways. Type 1500 or 1.5."


@pytest.mark.parametrize(
    ("quantity", "english", "russian", "uzbek"),
    [
        (("exactly", "46"), "46", "46", "46"),
        (("over", "400.000"), "over 400", "более 400", "400 dan ortiq"),
        (("at_least", "3"), "at least 3", "не менее 3", "kamida 3"),
        (("under", "10"), "under 10", "менее 10", "10 dan kam"),
        (("at_most", "5"), "at most 5", "не более 5", "koʻpi bilan 5"),
        (("around", "200"), "around 200", "около 200", "200 ga yaqin"),
        (("about", "1234567.50"), "about 1,234,567.5", "примерно 1_234_567,5",
         "taxminan 1_234_567,5"),
        (("exactly", "1E+3"), "1,000", "1_000", "1_000"),
        (("exactly", "0"), "0", "0", "0"),
    ],
)  # fmt: skip
def test_words_keep_the_qualifier(quantity, english, russian, uzbek):
    texts = [format_quantity(counted(*quantity), language) for language in ("en", "ru", "uz")]
    no_break = {ord("_"): "\N{NO-BREAK SPACE}"}
    assert texts == [english, russian.translate(no_break), uzbek.translate(no_break)]


def test_the_unit_follows_the_number():
    assert format_quantity(counted("over", 400, "participants")) == "over 400 participants"
    assert format_quantity(counted("exactly", 46, "countries"), "en-gb") == "46 countries"
    assert format_quantity(counted("around", 200, "экспертов"), "ru_RU") == "около 200 экспертов"
    assert format_quantity(counted("over", 400, "ishtirokchi"), "uz") == "400 dan ortiq ishtirokchi"
    assert format_quantity(counted("about", 5, "pays"), "fr") == "about 5 pays"


@settings(deadline=None)
@given(st.sampled_from(KEYS), st.decimals(0, 10**15 - 1, places=3), st.sampled_from(["ru", "uz"]))
def test_what_is_printed_can_be_typed(qualifier, value, language):
    quantity = Quantity(value, qualifier)
    for text in (format_quantity(quantity, language), format_quantity(quantity)):
        try:
            assert parse_quantity(text) == quantity
        except QuantityError as error:
            assert (qualifier, "two ways" in str(error)) == ("exactly", True)


@settings(deadline=None)
@given(st.text() | st.text("0123456789., ><=~+-overdantа\0\ud800", max_size=12))
@example("0" * 100_000)
def test_any_text_is_read_or_refused_in_words(text):
    try:
        assert parse_quantity(text).value >= 0
    except QuantityError as error:
        assert str(error).isprintable()
