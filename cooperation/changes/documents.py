"""What is read from a document when it is uploaded, for readers and for the search."""

from contextlib import suppress
from pathlib import PurePath

from cooperation.formats.pdf import PdfError, read_pdf
from cooperation.models.uploads import opened


def read_unread(record):
    """Read the files of a record of which nothing is known yet, as after restoring a document.

    Files that are gone or cannot be read stay unread.
    """
    for document in record.documents.unread():
        with suppress(PdfError, OSError):
            read_file(document)
            document.save(update_fields=["size", "pages", "text", "language"])


def read_file(document):
    """Fill in what the file of a document tells: size, pages, text, and the language if not set.

    Does not save. Returns the PdfFacts; None for a file of another kind, of which only the size
    is known. Raises PdfError for a PDF that readers could not open, and OSError if it has gone.
    """
    document.size = document.file.size
    document.pages, document.text = None, ""
    if PurePath(document.file.name).suffix.lower() != ".pdf":
        return None
    with opened(document.file) as file:
        facts = read_pdf(file, PurePath(document.file.name).name)
    document.pages, document.text = facts.pages, facts.text
    document.language = document.language or facts.language
    return facts
