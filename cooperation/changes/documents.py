"""What is read from a document when it is uploaded, for readers and for the search."""

from contextlib import suppress
from pathlib import PurePath

from django.db import transaction

from cooperation.changes.derived import index_later
from cooperation.changes.door import opened as open_door
from cooperation.formats import pdf
from cooperation.formats.apart import read_apart
from cooperation.formats.pdf import PdfError, PdfFacts, read_pdf
from cooperation.models.uploads import opened, read_once


def read_unread(record):
    """Read the files of a record of which nothing is known yet, as after restoring a document.

    Returns whether there were any. Files that are gone or cannot be read stay unread. Not for a
    transaction: reading takes long.
    """
    unread = list(record.documents.unread())
    for document in unread:
        with suppress(PdfError, OSError):
            _read_and_keep(document)
    return bool(unread)


def read_unread_later(record):
    """Read what is new among the documents of a record once the transaction commits."""

    def read():
        if read_unread(record):
            index_later(record)

    transaction.on_commit(read, robust=True)


def read_again(document):
    """Keep what the file of a document tells now. Raises PdfError and OSError."""
    _read_and_keep(document)
    index_later(document.record)


def _read_and_keep(document):
    read_file(document)
    with open_door():
        document.save(update_fields=["size", "pages", "text", "language"])


def read_file(document):
    """Fill in what the file of a document tells: size, pages, text, and the language if not set.

    Does not save. Returns the PdfFacts; None for a file of another kind, of which only the size
    is known. Raises PdfError for a PDF that readers could not open, and OSError if it has gone.
    """
    document.size = document.file.size
    document.pages, document.text = None, ""
    facts = facts_of(document.file)
    if facts:
        document.pages, document.text = facts.pages, facts.text
        document.language = document.language or facts.language
    return facts


def facts_of(file):
    """Return the PdfFacts of a stored or uploaded file, read apart and once; None for other kinds.

    Raises PdfError and OSError like ``read_file``.
    """
    name = PurePath(file.name).name
    if PurePath(name).suffix.lower() != ".pdf":
        return None

    def read():
        with opened(file) as data:
            data.seek(0)
            content = data.read()
        found = read_apart(read_pdf, content, name, pdf.MOST_CHARACTERS, error=PdfError)
        return PdfFacts(*found)

    return read_once(file, "pdf", read)
