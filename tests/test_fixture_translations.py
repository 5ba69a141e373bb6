"""The seed content in Russian and Uzbek: complete, true to the English and well written."""

import json
import re
from collections import Counter

import pytest
from django.utils.text import capfirst
from django.utils.translation import override

from cooperation.changes.load_content import fixture_paths
from cooperation.domain.basis import NOT_CHECKED, Basis
from cooperation.domain.languages import ORIGINAL, TRANSLATIONS
from cooperation.domain.texts.passages import split_sentences

BROKEN = {
    "en": ("“", "using new technologies for terrorist purposes", "”"),
    "ru": ("«", "использование новых технологий в террористических целях", "»"),
    "uz": ("“", "yangi texnologiyalardan terrorchilik maqsadlarida foydalanish", "”"),
}
UNSAID = {  # words that would give away what the source leaves out, as the traps of test_fixtures
    "ru": "Казахстан|Кыргыз|Киргиз|Таджикистан|Туркмен|Мирзиё|Шавкат|заменя|взамен|отменя"
    "|в Европе|Европейск|Шанхайск|Содружеств|мерам доверия|Соединённые Штаты",
    "uz": "Qozogʻiston|Qirgʻiz|Tojikiston|Turkman|Mirziyo|Shavkat|oʻrniga|bekor qil"
    "|Yevropa|Shanxay|Hamdoʻstli|ishonch choralari|Qoʻshma Shtat",
}


def versions():
    """Return (place, {language: text}) of each text of the fixtures that can be translated."""
    found = []
    for path in fixture_paths():
        for number, row in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            names = {name.rsplit("_", 1)[0] for name in row["fields"] if name.endswith("_en")}
            endings = tuple(f"_{code}" for code in TRANSLATIONS)
            names |= {name[:-3] for name in row["fields"] if name.endswith(endings)}
            for name in sorted(names):
                texts = {
                    language: row["fields"].get(f"{name}_{language}", "")
                    for language in (ORIGINAL, *TRANSLATIONS)
                }
                found.append((f"{path.name}[{number}].{name}", texts))
    return found


VERSIONS = versions()


def in_language(language):
    """Return (place, text without its tags) of each text in one language."""
    return [(place, re.sub("<[^>]+>", " ", texts[language])) for place, texts in VERSIONS]


def test_every_text_is_there_in_all_languages():
    assert len(VERSIONS) > 200
    incomplete = {
        place: sorted(language for language, text in texts.items() if not text.strip())
        for place, texts in VERSIONS
    }
    assert {place: missing for place, missing in incomplete.items() if missing} == {}


def test_russian_is_written_in_cyrillic_with_its_own_quotation_marks():
    for place, text in in_language("ru"):
        assert not re.search(r"[A-Za-z“”„\"'’ʻʼ`]|\s-\s|\u00a0", text), place
        assert re.search("[А-Яа-яЁё]", text), place
        assert text.count("«") == text.count("»"), place


def test_uzbek_is_written_in_latin_with_its_own_signs():
    """oʻ and gʻ have U+02BB, the glottal stop U+02BC; quotation marks are “ and ”."""
    for place, text in in_language("uz"):
        assert not re.search(r"[А-Яа-яЁё«»„\"'’‘`]|\s-\s|\u00a0", text), place
        assert not re.search("(?<![oOgG])ʻ|(?<=[oOgG])ʼ", text), place
        assert text.count("“") == text.count("”"), place


def test_russian_writes_a_word_with_yo_always_or_never():
    text = " ".join(text for _place, text in in_language("ru")).casefold()
    words = set(re.findall("[а-яё]+", text))
    dotted = {word for word in words if "ё" in word}
    assert len(dotted) > 15
    assert {word for word in dotted if word.replace("ё", "е") in words} == {"всё", "чём"}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_numbers_are_those_of_the_original(language):
    original = dict(in_language(ORIGINAL))
    for place, text in in_language(language):
        assert numbers(text) == numbers(original[place]), place


def numbers(text):
    return Counter(re.findall(r"\d+", text))


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_text_of_the_article_has_the_sentences_of_the_original(language):
    """Readers are shown beside a translated sentence what rests on that of the original."""
    [texts] = [texts for place, texts in VERSIONS if place.endswith(".body") and "article" in place]
    assert shape(texts[language]) == shape(texts[ORIGINAL])
    assert len(shape(texts[ORIGINAL])) > 50


def shape(body):
    """Return the place of each sentence in the text: its block, and what kind of block that is."""
    return [
        (sentence.block, sentence.kind, sentence.level, sentence.group, sentence.item)
        for sentence in split_sentences(body)
    ]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_pages_have_the_sentences_of_the_original(language):
    pages = [texts for place, texts in VERSIONS if place.endswith(".body") and "pages" in place]
    assert pages
    for texts in pages:
        assert shape(texts[language]) == shape(texts[ORIGINAL])


@pytest.mark.parametrize("language", BROKEN)
def test_page_about_the_site_explains_the_marks_by_their_names(language):
    [texts] = [texts for _place, texts in VERSIONS if "<li><p><strong>" in texts[ORIGINAL]]
    with override(language):
        names = [capfirst(str(label)) for label in (*Basis.labels, NOT_CHECKED)]
    assert re.findall(r"<strong>(.+?)\.</strong>", texts[language]) == names


@pytest.mark.parametrize("language", BROKEN)
def test_the_broken_parallel_is_a_quotation_in_every_language(language):
    opening, words, closing = BROKEN[language]
    for place, texts in VERSIONS:
        quoted = texts[language].count(f"{opening}{words}{closing}")
        assert texts[language].count(words) == quoted, place
        assert bool(quoted) == (BROKEN["en"][1] in texts["en"]), place


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_what_the_source_leaves_unsaid_stays_unsaid(language):
    found = {
        place: match[0]
        for place, text in in_language(language)
        if (match := re.search(UNSAID[language], text))
    }
    assert found == {}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_same_words_are_translated_alike(language):
    """Titles, roles, units and names that are the same in English are so in each language."""
    translated = {}
    for _place, texts in VERSIONS:
        translated.setdefault(texts[ORIGINAL], set()).add(texts[language])
    assert {text: found for text, found in translated.items() if len(found) > 1} == {}
