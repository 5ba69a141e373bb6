"""How words are compared in a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.domain.search.folding import (
    LONGEST_TERM,
    fold,
    folded_form,
    forms_by_language,
    stem,
    suggested_spelling,
    terms,
    tokens,
    transliterate,
)
from cooperation.domain.texts.folding import APOSTROPHES


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("Roadmaps", "en", {"en": "roadmaps"}),
        ("Roadmaps", "", {"en": "roadmaps", "uz": "roadmaps"}),
        ("UNOCT", "ru", {"en": "unoct"}),
        ("Council’s", "en", {"en": "council"}),
        ("Café", "en", {"en": "cafe"}),
        ("Cafe\u0301", "en", {"en": "cafe"}),
        ("İstanbul", "uz", {"uz": "istanbul"}),
        ("Łódź", "en", {"en": "lodz"}),
        ("Ёлка", "ru", {"ru": "елка"}),
        ("Йод", "ru", {"ru": "йод"}),
        ("co\u00adoperation", "en", {"en": "cooperation"}),
        ("йўл", "uz", {"uz": "yol"}),
        ("йўл", "", {"ru": "йўл", "uz": "yol"}),
        ("карта", "en", {"ru": "карта"}),
        ("ʻ", "uz", {}),
        ("x" * 100, "en", {"en": "x" * LONGEST_TERM}),
    ],
)
def test_readings(word, language, expected):
    assert forms_by_language(word, language) == expected


@pytest.mark.parametrize("sign", APOSTROPHES)
def test_apostrophes_make_no_difference(sign):
    assert terms(f"O{sign}zbekiston") == terms("ozbekiston")
    assert terms(f"san{sign}at", "uz") == terms("sanat", "uz")
    assert fold(f"{sign}tog{sign}ida{sign} yoq", "uz").words == " togida yoq "


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("йўл харитаси", "yol xaritasi"),
        ("ўзбекистон", "ozbekiston"),
        ("ёшлар", "yoshlar"),
        ("етакчи", "yetakchi"),
        ("марказий", "markaziy"),
        ("поезд", "poyezd"),
        ("объект", "obyekt"),
        ("ғоя ва ҳуқуқ", "goya va huquq"),
        ("конституция", "konstitutsiya"),
        ("акция", "aksiya"),
        ("чегара", "chegara"),
        ("шартнома", "shartnoma"),
        ("ягона юрт", "yagona yurt"),
    ],
)
def test_transliterate(cyrillic, latin):
    assert " ".join(map(transliterate, cyrillic.split())) == latin


SAME_STEM = {
    "en": [
        "roadmap roadmaps",
        "cooperate cooperation cooperating cooperated",
        "organise organize organisation organizations organising",
        "programme programmes program programs",
        "centre centres center",
        "rehabilitate rehabilitation rehabilitating",
    ],
    "ru": [
        "карта карты карте карту картой картами",
        "узбекистан узбекистана узбекистане узбекистаном",
        "казахстан казахстаном казахстана",
        "дорожная дорожной дорожную дорожные",
        "реабилитация реабилитации реабилитацию",
        "меморандум меморандума меморандумом",
        "соглашение соглашения соглашениям",
    ],
    "uz": [
        "xarita xaritasi xaritasini xaritalari xaritalarida",
        "ozbekiston ozbekistonning ozbekistonda ozbekistondan ozbekistonga ozbekistondagi",
        "kengash kengashi kengashining kengashlar",
        "tashkilot tashkilotlarining tashkilotlarimiz",
        "tinchlik tinchligi tinchlikka tinchlikni",
        "xalq xalqi xalqqa xalqlar",
    ],
}


@pytest.mark.parametrize("tongue", SAME_STEM)
def test_forms_of_one_word_have_one_stem(tongue):
    stems = [{stem(form, tongue) for form in forms.split()} for forms in SAME_STEM[tongue]]
    assert [len(found) for found in stems] == [1] * len(stems)
    assert len(set.union(*stems)) == len(stems)


@pytest.mark.parametrize(
    ("form", "tongue", "expected"),
    [("osh", "uz", "osh"), ("uyda", "uz", "uyda"), ("riga", "uz", "riga"), ("un", "en", "un")],
)
def test_short_words_stay_whole(form, tongue, expected):
    assert stem(form, tongue) == expected


def test_terms_of_a_number_have_no_stem():
    assert terms("2024") == ("2024",)
    assert terms("76th", "en") == ("76th", "76th·en")


def test_fold_keeps_the_order_and_joins_what_hyphens_join():
    folded = fold("Counter-Terrorism, 2024–2025: Under-Secretary-General", "en")
    assert folded.words == " counter terrorism 2024 2025 under secretary general "
    assert folded.terms.split() == [
        *("counter", "counter·en", "terrorism", "terror·en", "2024", "2025"),
        *("under", "under·en", "secretary", "secretari·en", "general", "general·en"),
        *("counterterrorism", "counterterror·en"),
        *("undersecretary", "undersecretari·en"),
        *("secretarygeneral", "secretarygener·en"),
        *("undersecretarygeneral", "undersecretarygener·en"),
    ]


def test_text_without_words_folds_to_nothing():
    assert fold("ʻ — … ’", "uz").terms == ""


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("йўл", "", "yol"),
        ("карта", "", "карта"),
        ("Карта", "uz", "karta"),
        ("’", "", ""),
    ],
)
def test_one_form_goes_by_the_letters(word, language, expected):
    assert folded_form(word, language) == expected


def test_spelling_is_as_written_without_what_is_not_of_the_word():
    assert [suggested_spelling(word) for word in ("yoʻl", "Council’s", "co\u00adop")] == [
        "yoʻl",
        "Council",
        "coop",
    ]


@given(st.text(max_size=300), st.sampled_from(["en", "ru", "uz", ""]))
def test_terms_of_any_text_are_safe_for_both_indexes(text, language):
    for term in fold(text, language).terms.split(" "):
        assert all(sign.isalnum() or sign == "·" for sign in term)
        assert term.isascii() is False or term == term.lower()


@given(st.text(max_size=300))
def test_tokens_stand_where_they_say(text):
    for token in tokens(text):
        assert text[token.start : token.end] == token.word
