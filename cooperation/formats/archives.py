"""Lists the contents of ZIP archives (.docx, .odt, .xlsx) without unpacking them.

Signatures and offsets are from APPNOTE.TXT, the specification of ZIP, 4.3.
"""

import struct
import zipfile

SIGNATURE = b"PK\x03\x04"
MOST_ENTRIES = 5_000
"""Usual documents have some dozens, plus one for each picture."""

_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE, _END_64_SIGNATURE = b"PK\x05\x06", b"PK\x06\x07"
_LONGEST_COMMENT = 65_535
_LONGEST_LISTING = 300 * MOST_ENTRIES


def entry_sizes(file):
    """Return {name: unpacked size in bytes} as declared by an archive.

    Raises zipfile.BadZipFile for other files and for more than MOST_ENTRIES.
    """
    file.seek(0)
    if file.read(4) != SIGNATURE:
        raise zipfile.BadZipFile("no archive")
    size = file.seek(0, 2)
    file.seek(max(0, size - _END.size - _LONGEST_COMMENT - 20))
    tail = file.read()
    place = tail.rfind(_END_SIGNATURE)
    if place < 0 or len(tail) - place < _END.size:
        raise zipfile.BadZipFile("no list of its parts")
    _sign, _disk, _start, _here, number, length, _offset, _comment = _END.unpack_from(tail, place)
    is_huge = tail[max(0, place - 20) : place].startswith(_END_64_SIGNATURE)
    if is_huge or number > MOST_ENTRIES or length > _LONGEST_LISTING:
        raise zipfile.BadZipFile("too many parts")
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        parts = {entry.filename: entry.file_size for entry in archive.infolist()}
    file.seek(0)
    return parts


def is_office_file(file, extension):
    """Whether a file is a .docx or .odt, as its extension says."""
    try:
        return REQUIRED_ENTRIES[extension] <= entry_sizes(file).keys()
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError):
        return False


REQUIRED_ENTRIES = {
    "docx": {"[Content_Types].xml", "word/document.xml"},
    "odt": {"META-INF/manifest.xml", "content.xml"},
}
"""The files in every .docx and .odt (ECMA-376, part 2; OpenDocument 1.3, part 2)."""
