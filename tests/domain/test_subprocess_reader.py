"""Files are read in a process of its own, which has limits and knows no secrets."""

import subprocess
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

from cooperation.formats import subprocess_reader
from cooperation.formats.pdf import PdfError
from cooperation.formats.subprocess_reader import Limits, read_in_subprocess
from tests.support import readers

QUICK = Limits(seconds=1)


def read(reader, data=b"\x00words\xff", limits=QUICK):
    return read_in_subprocess(reader, data, "file.pdf", error=PdfError, limits=limits)


def test_reader_gets_the_file_and_its_plain_answer_comes_back():
    found = read_in_subprocess(readers.told, b"\x00\xff", "a.pdf", 7, ["x"], error=PdfError)
    assert found == ["a.pdf", 7, ["x"], b"\x00\xff", {"size": 2}]


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_refusal_comes_back_in_the_language_of_the_editor(language):
    with pytest.raises(PdfError) as raised:
        read(readers.refused)
    with override(language):
        assert str(raised.value) == gettext(readers.PASSWORD) % {"name": "file.pdf"}


@pytest.mark.parametrize(
    ("reader", "message"),
    [
        (readers.endless, "“file.pdf” takes more than 1 seconds to read. "),
        (readers.asleep, "“file.pdf” takes more than 1 seconds to read. "),
        (readers.greedy, "“file.pdf” takes more than 2048 MB of memory to read. "),
        (readers.crashing, "“file.pdf” cannot be read. Save it again"),
        (readers.leaving, "“file.pdf” cannot be read. Save it again"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_reader_beyond_its_limits_is_ended_and_the_editor_told(reader, message):
    with pytest.raises(PdfError) as raised:
        read(reader)
    assert str(raised.value).startswith(message)


def test_reader_knows_no_keys_of_the_site_and_sets_up_no_site(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://user:secret@host/name")
    known = {*subprocess_reader._INHERITED_VARIABLES, "DJANGO_SETTINGS_MODULE", "LC_CTYPE"}
    assert set(read(readers.environment)) - known == set()
    assert "cooperation.models" not in read(readers.modules)


@pytest.mark.parametrize("reply", ["", "[1]", "{}", '{"value"', "\x00"])
def test_reply_that_makes_no_sense_is_no_answer(monkeypatch, reply):
    def run(command, **_options):
        Path(command[-1], subprocess_reader.REPLY).write_text(reply, encoding="utf-8")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(PdfError, match="cannot be read"):
        read(readers.told)
