"""What is wrong with the words of an interface in a language, judged without its data."""

import re
from functools import cache
from pathlib import Path

import django
from babel.messages.pofile import read_po
from django.conf import settings

NOT_WORDS = re.compile(
    r"\{\w+\}|\S*\*{3,}|https?://\S+|\S+@\S+|manage\.py \w+|[\w/.-]*\d[\w/.-]*"
    r"|\.\w+|\b[a-z]+(?:[-_][a-z]+)+\b"
)
"""Addresses, commands, numbers with their letters, endings of files, keys."""

NAMES = {
    *("pdf", "docx", "odt", "csv", "xlsx", "jpeg", "png", "webp", "html", "markdown", "json"),
    *("web", "archive", "org"),  # an address in a help text
    *("cc", "by", "sa", "nd", "nc", "ctrl", "command", "mac", "ok", "id", "uuid", "slug", "utf"),
    *(
        "apa",
        "chicago",
        "bibtex",
        "ris",
        "csl",
        "lines",
        "svg",
        "url",
        "urls",
        "atom",
        "rss",
        "api",
    ),
}
"""File types, styles of citations, licences, keys of the keyboard: alike in every language."""

WRONG_APOSTROPHE = re.compile(
    r"[oOgG]['’‘`ʼ´]|(?<=[A-Za-z])['’‘`´](?=[A-Za-z])|(?<=[A-FH-NP-Za-fh-np-z])ʻ"
)
"""Only U+02BB stands in oʻ and gʻ, and only U+02BC between other letters."""

LATIN = re.compile(r"[A-Za-z]{2,}")
CYRILLIC = re.compile(r"[А-Яа-яЁё]+")


def latin_words(text):
    """Return the Latin words of a text in Russian but for names and what is no word."""
    return {word.lower() for word in LATIN.findall(NOT_WORDS.sub(" ", text))} - NAMES


def words_not_uzbek(text):
    """Return what an Uzbek text may not hold: English, Cyrillic, other apostrophes."""
    rest = NOT_WORDS.sub(" ", text)
    words = {word.lower() for word in LATIN.findall(rest)}
    return {
        *(words & english_words()) - NAMES,
        *CYRILLIC.findall(rest),
        *WRONG_APOSTROPHE.findall(text),
    }


@cache
def english_words():
    """Return the words of all English texts that are no words of their Uzbek translations."""
    english, uzbek = set(), set()
    packages = Path(django.__file__).parent
    for path in packages.glob("c*/**/locale/en/LC_MESSAGES/django.po"):
        english |= _words(message.id for message in _messages(path))
    for folder in settings.LOCALE_PATHS:
        for message in _messages(Path(folder) / "uz/LC_MESSAGES/django.po"):
            english |= _words([message.id])
            uzbek |= _words([message.string])
    return english - uzbek


def _messages(path):
    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def _words(texts):
    forms = [form for text in texts for form in ([text] if isinstance(text, str) else text)]
    filled = r"%\(\w+\)[sd]|\{\w*\}|<[^>]+>"
    return {word.lower() for form in forms for word in LATIN.findall(re.sub(filled, " ", form))}
