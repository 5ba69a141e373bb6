"""The catalogues of the interface: complete, compiled, and used on every page."""

import gettext
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib import admin

from cooperation.domain.languages import TRANSLATIONS
from tests.support.machine import MUST_RUN
from tests.support.spoken import WRONG_APOSTROPHE

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdr]|%%|\{\w*\}")
OWN = settings.BASE_DIR / "locale"
"""The texts of this project."""
PACKAGES = settings.BASE_DIR / "project/locale"
"""Texts of Django and other packages, where they say them badly or in English."""
PATHS = sorted(str(path) for folder in (OWN, PACKAGES) for path in folder.glob("*/*/*.po"))


def catalogue(path):
    with Path(path).open("rb") as file:
        return read_po(file, locale=Path(path).parts[-3])


def own(code):
    return catalogue(OWN / code / "LC_MESSAGES/django.po")


def texts(value):
    """Return the forms of a message or translation: one, or one for each number."""
    return [value] if isinstance(value, str) else list(value)


@pytest.mark.parametrize("path", PATHS)
def test_no_message_is_empty_doubtful_or_left_over(path):
    found = catalogue(path)
    wanting = [message.id for message in found if message.id and not all(texts(message.string))]
    assert (wanting, [m.id for m in found if m.fuzzy and m.id], list(found.obsolete)) == (
        [],
        [],
        [],
    )


@pytest.mark.parametrize("path", PATHS)
def test_translation_keeps_what_is_filled_in(path):
    wrong = []
    for message in catalogue(path):
        if message.id:
            wanted = set(PLACEHOLDER.findall(texts(message.id)[-1]))
            wrong += [t for t in texts(message.string) if set(PLACEHOLDER.findall(t)) != wanted]
    assert wrong == []


@pytest.mark.parametrize("path", PATHS)
def test_translation_keeps_white_space_at_the_ends(path):
    def ends(text):
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert [
        message.id
        for message in catalogue(path)
        if message.id and any(ends(t) != ends(texts(message.id)[0]) for t in texts(message.string))
    ] == []


@pytest.mark.parametrize("path", [path for path in PATHS if "/uz/" in path])
def test_letters_are_those_of_the_language(path):
    said = [text for message in catalogue(path) if message.id for text in texts(message.string)]
    assert [text for text in said if re.search("[а-яё]", text, re.IGNORECASE)] == []
    assert [text for text in said if WRONG_APOSTROPHE.search(text)] == []


def test_packages_are_given_only_texts_that_the_project_does_not_have():
    for code in TRANSLATIONS:
        given = catalogue(PACKAGES / code / "LC_MESSAGES/django.po")
        assert _keys(given) & _keys(own(code)) == set()


def _keys(messages):
    return {(message.context, str(message.id)) for message in messages if message.id}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_scripts_of_the_desk_are_given_all_their_texts(admin_client, language):
    english = catalogue(Path(admin.__path__[0], "locale/en/LC_MESSAGES/djangojs.po"))
    page = admin_client.get(f"/{language}/admin/jsi18n/").content.decode()
    given = json.loads(re.search(r"const newcatalog = (\{.*?\n  \});", page, re.S)[1])
    wanted = {
        f"{message.context}\x04{text}" if message.context else text
        for message in [*english, *catalogue(PACKAGES / language / "LC_MESSAGES/djangojs.po")]
        for text in texts(message.id)[:1]
        if text
    }
    assert wanted - set(given) == set()
    said = " ".join(text for each in wanted for text in texts(given[each]))
    assert WRONG_APOSTROPHE.findall(said) == []


@pytest.mark.parametrize("path", PATHS)
def test_compiled_catalogue_is_that_of_the_texts(path):
    with Path(path).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    expected = {}
    for message in catalogue(path):
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
        wanted = _keys(read_po(file))
    for code in TRANSLATIONS:
        assert _keys(own(code)) == wanted
