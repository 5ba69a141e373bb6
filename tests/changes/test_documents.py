"""What is read from documents when they are uploaded."""

import pytest

from cooperation.changes.consequences.documents import read_file
from cooperation.formats.pdf import PdfError
from cooperation.models import Document
from tests.support.files import pdf, upload
from tests.support.sentences import ENGLISH, RUSSIAN


def read(data, name="text.pdf", **fields):
    document = Document(title_en="Text", file=upload(data, name), **fields)
    read_file(document)
    return document.size, document.pages, document.language, document.text


def test_pdf_tells_size_pages_language_and_text():
    data = pdf(RUSSIAN, RUSSIAN)
    assert read(data, "ТЕКСТ.PDF") == (len(data), 2, "ru", f"{RUSSIAN}\n\n{RUSSIAN}")


def test_language_that_an_editor_chose_stays():
    assert read(pdf(ENGLISH), language="uz")[2] == "uz"


def test_other_document_tells_its_size():
    assert read(b"PK\x03\x04 and more", "text.docx") == (13, None, "", "")


def test_file_in_the_place_of_a_pdf_takes_its_pages_away():
    fields = {"pages": 3, "text": "Old words."}
    assert read(b"PK\x03\x04 and more", "text.docx", **fields) == (13, None, "", "")


def test_damaged_pdf_is_refused():
    with pytest.raises(PdfError):
        read(b"%PDF-1.7 ...")
