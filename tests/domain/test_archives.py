"""What archives say that they hold."""

import io
import zipfile

import pytest

from cooperation.formats import archives
from cooperation.formats.archives import entry_sizes, is_office_file
from tests.support.files import office_file

WORD = ("[Content_Types].xml", "word/document.xml")
WRITER = ("META-INF/manifest.xml", "content.xml")


@pytest.mark.parametrize(
    ("data", "extension", "expected"),
    [
        (office_file(*WORD), "docx", True),
        (office_file(*WRITER), "odt", True),
        (office_file(*WORD), "odt", False),
        (office_file("xl/workbook.xml", "[Content_Types].xml"), "docx", False),
        (b"PK\x03\x04junk", "docx", False),
        (b"PK\x03\x04" + b"junk" * 1000, "odt", False),
        (b"PK\x05\x06" + bytes(18), "docx", False),
        (b"", "docx", False),
        (office_file(*WORD)[:-30], "docx", False),
    ],
)
def test_file_is_what_its_extension_says(data, extension, expected):
    assert is_office_file(io.BytesIO(data), extension) is expected


def test_sizes_are_told_without_unpacking():
    data = office_file(*WORD, size=5_000_000)
    assert len(data) < 20_000
    assert entry_sizes(io.BytesIO(data)) == dict.fromkeys(WORD, 5_000_000)


def test_archive_that_lists_too_many_parts_is_not_listed(monkeypatch):
    monkeypatch.setattr(archives, "MOST_ENTRIES", 2)
    assert len(entry_sizes(io.BytesIO(office_file("a", "b")))) == 2
    with pytest.raises(zipfile.BadZipFile):
        entry_sizes(io.BytesIO(office_file("a", "b", "c")))
