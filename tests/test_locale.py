"""The catalogues of the interface: complete, compiled, and used on every page."""

import gettext
import os
import re
import shutil
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from cooperation.domain.languages import TRANSLATIONS
from tests.support.machine import MUST_RUN

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|%%")


def path(code, ending):
    return settings.BASE_DIR / "locale" / code / "LC_MESSAGES" / f"django.{ending}"


def catalogue(code):
    with path(code, "po").open("rb") as file:
        return read_po(file, locale=code)


def texts(value):
    """Return the forms of a message or translation: one, or one for each number."""
    return [value] if isinstance(value, str) else list(value)


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_no_message_is_empty_doubtful_or_left_over(code):
    found = catalogue(code)
    wanting = [message.id for message in found if message.id and not all(texts(message.string))]
    assert (wanting, [m.id for m in found if m.fuzzy and m.id], list(found.obsolete)) == (
        [],
        [],
        [],
    )


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_translation_keeps_what_is_filled_in(code):
    wrong = []
    for message in catalogue(code):
        if message.id:
            wanted = set(PLACEHOLDER.findall(texts(message.id)[-1]))
            wrong += [t for t in texts(message.string) if set(PLACEHOLDER.findall(t)) != wanted]
    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_translation_keeps_white_space_at_the_ends(code):
    def ends(text):
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert [
        message.id
        for message in catalogue(code)
        if message.id and any(ends(t) != ends(texts(message.id)[0]) for t in texts(message.string))
    ] == []


def test_letters_are_those_of_the_language():
    latin_o = re.compile(r"[oOgG]['’‘`]")
    assert [m.id for m in catalogue("uz") if any(latin_o.search(t) for t in texts(m.string))] == []
    cyrillic = re.compile(r"[а-яё]", re.IGNORECASE)
    assert [m.id for m in catalogue("uz") if m.id and cyrillic.search(str(m.string))] == []


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_compiled_catalogue_is_that_of_the_texts(code):
    with path(code, "mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    expected = {}
    for message in catalogue(code):
        context = f"{message.context}\x04" if message.context else ""
        if isinstance(message.id, str):
            if message.id:
                expected[context + message.id] = message.string
        else:
            for number, form in enumerate(texts(message.string)):
                expected[context + message.id[0], number] = form
    compiled.pop("")
    assert compiled == expected


@pytest.mark.skipif(
    not shutil.which("xgettext") and not MUST_RUN, reason="SKIPPED: install GNU gettext to run them"
)
def test_catalogue_has_every_text_of_the_code(tmp_path):
    for name in ("cooperation", "project", "templates"):
        shutil.copytree(settings.BASE_DIR / name, tmp_path / name)
    (tmp_path / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "ru", "--no-location"],
        check=True,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
    )
    with (tmp_path / "locale/ru/LC_MESSAGES/django.po").open("rb") as file:
        wanted = {(m.context, str(m.id)) for m in read_po(file) if m.id}
    for code in TRANSLATIONS:
        assert {(m.context, str(m.id)) for m in catalogue(code) if m.id} == wanted
