"""What a PDF tells of itself."""

import io

import pytest

from cooperation.formats import pdf as module
from cooperation.formats.pdf import PdfError, PdfFacts, read_pdf
from tests.support.files import compact_pdf, pdf, scan

ENGLISH = "The parties signed the memorandum in March, and it was welcomed by all of them."
RUSSIAN = "Меморандум о взаимопонимании подписан в Ташкенте, и стороны будут работать по плану."
UZBEK = "Oʻzaro anglashuv memorandumi imzolandi, va bu hujjat tomonlar uchun hamkorlik haqida."
FRENCH = "Le mémorandum a été signé par les parties; on en a parlé dans la presse."
KAZAKH = "Меморандум бойынша ынтымақтастық туралы келісім жасалды, на основе и по плану, что и как."


def reading(data):
    return read_pdf(io.BytesIO(data), "text.pdf")


@pytest.mark.parametrize(
    ("text", "said", "language"),
    [
        (ENGLISH, "", "en"),
        (RUSSIAN, "", "ru"),
        (RUSSIAN, "en-US", "ru"),
        (UZBEK, "", "uz"),
        (FRENCH, "", ""),
        (ENGLISH, "fr-FR", ""),
        (KAZAKH, "", ""),
        ("2024", "ru-RU", ""),
    ],
)
def test_text_is_read_and_its_language_told(text, said, language):
    assert reading(pdf(text, language=said)) == PdfFacts(1, language, text, True)


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN])
def test_text_in_a_compact_font_is_read(text):
    assert reading(compact_pdf(text)).text == text


def test_pages_are_counted_and_become_paragraphs():
    found = reading(pdf(ENGLISH, "  Second   page ", ""))
    assert found == PdfFacts(3, "en", f"{ENGLISH}\n\nSecond page", True)


@pytest.mark.parametrize(
    ("printed", "read"),
    [("O ʻ zbekiston yo ‘ li", "Oʻzbekiston yo‘li"), ("G ' alaba", "G'alaba"), ("o ʻ", "o ʻ")],
)
def test_letters_that_were_torn_apart_are_joined(printed, read):
    assert reading(pdf(printed)).text == read


def test_text_holds_nothing_that_a_database_refuses():
    assert reading(pdf("a\0b\ud800c")).text == "a bc"


@pytest.mark.parametrize(
    ("said", "language"), [("", ""), ("ru-RU", "ru"), ("UZ", "uz"), ("fr", "")]
)
def test_scan_has_no_text_and_the_language_that_the_file_says(said, language):
    assert reading(pdf("", language=said)) == PdfFacts(1, language, "", True)


def test_scan_of_pictures_is_counted():
    assert reading(scan(pages=3)) == PdfFacts(3, "", "", True)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_file_that_only_forbids_copying_is_read(algorithm):
    data = pdf(ENGLISH, user_password="", owner_password="x", algorithm=algorithm)
    assert reading(data) == PdfFacts(1, "en", ENGLISH, True)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf(ENGLISH, user_password="x", algorithm="AES-256"), "asks for a password"),
        (b"", "is damaged"),
        (b"%PDF-1.7 ...", "is damaged"),
        (pdf(ENGLISH)[:200], "is damaged"),
        (pdf(), "is damaged"),
    ],
)
def test_file_that_readers_cannot_open_is_refused_by_name(data, message):
    with pytest.raises(PdfError) as caught:
        reading(data)
    assert message in str(caught.value)
    assert "“text.pdf”" in str(caught.value)


def test_very_long_text_is_read_in_part(monkeypatch):
    monkeypatch.setattr(module, "MOST_CHARACTERS", len(ENGLISH))
    assert reading(pdf(ENGLISH, RUSSIAN)) == PdfFacts(2, "en", ENGLISH, False)


def test_reading_stops_when_the_editor_has_waited_long_enough(monkeypatch):
    monkeypatch.setattr(module, "LONGEST", -1)
    assert reading(pdf(ENGLISH)) == PdfFacts(1, "", "", False)


def test_page_that_cannot_be_read_costs_no_other():
    data = pdf(ENGLISH, RUSSIAN).replace(b"/Contents 6 0 R", b"/Contents 1 0 R")
    found = reading(data)
    assert (found.pages, found.text) == (2, RUSSIAN)
