"""The order of names: English, Russian and Uzbek, with names in other letters among them."""

import pytest

from cooperation.domain.texts.collation import LONGEST_KEY, sort_key

IN_ORDER = {
    "en": [
        "10th meeting",
        "act",
        "Álamo",
        "East Asia",
        "Eastern Europe",
        "Øresund",
        "Östersund",
        "Uzbekistan",
        "zebra",
        "Абай",
        "Ёлка",
        "中国",
    ],
    "ru": ["2024", "Act", "Zebra", "Абай", "Елена", "Ёлка", "Жук", "Игорь", "Йод", "Кино"],
    "uz": [
        "Andijon",
        "Buxoro",
        "Centre",
        "Davlat",
        "Gavhar",
        "Is’hoq",
        "Ishoq",
        "Odil",
        "Suv",
        "Turkiya",
        "West",
        "Xiva",
        "Zarafshon",
        "O‘zbekiston",
        "Gʻijduvon",
        "Shahrisabz",
        "Chirchiq",
        "Абай",
        "Ўзбекистон",
    ],
}


@pytest.mark.parametrize("language", IN_ORDER)
def test_names_stand_in_the_order_of_the_alphabet(language):
    names = IN_ORDER[language]
    assert sorted([*names[1::2], *names[::2]], key=lambda name: sort_key(name, language)) == names


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Memorandum", "MEMORANDUM", "en"),
        ("São Tomé", "Sao Tome", "en"),
        ("São", "Sa\u0303o", "en"),
        ("Joint-plan", "joint  plan", "en"),
        ("“Joint” plan", "Joint plan", "en"),
        ("Ёлка", "елка", "ru"),
        ("Oʻzbekiston", "O'zbekiston", "uz"),
        ("Gʻijduvon", "G’ijduvon", "uz"),
        ("sanʼat", "sanat", "uz"),
    ],
)
def test_spelling_makes_no_difference(one, other, language):
    assert sort_key(one, language) == sort_key(other, language)


@pytest.mark.parametrize("language", IN_ORDER)
def test_key_is_plain_and_short(language):
    key = sort_key("Ўзбекистон 中国 İstanbul O‘zbekiston " * 20, language)
    assert key.isascii()
    assert key.isalnum()
    assert key == key.lower()
    assert len(key) == LONGEST_KEY
