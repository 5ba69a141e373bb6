"""Reads uploaded documents, for readers and for the search."""

from pathlib import PurePath

from cooperation.changes import use_case
from cooperation.changes.consequences import content_version
from cooperation.changes.consequences.derived import index_later
from cooperation.formats import pdf
from cooperation.formats.pdf import PdfError, PdfFacts, read_pdf
from cooperation.formats.subprocess_reader import Limits, read_in_subprocess
from cooperation.models import Record
from cooperation.models.uploads import open_upload, read_once

AT_ONCE = 40
"""A PDF of up to this many pages is read while the editor waits, to warn of missing text.

The worker reads every document after it is saved.
"""

READ = ("size", "pages", "text", "language")
"""The fields of a document that are read from its file."""

LIMITS = Limits(seconds=pdf.LONGEST + 15)
"""The last page that is begun may take some seconds."""


def read_unread(record):
    """Read the files of a record that are not read yet; slow, so not within a transaction.

    If one cannot be read or is gone, raises PdfError or OSError after reading the others.
    """
    problem = None
    for document in record.documents.unread():
        try:
            read_file(document)
        except (PdfError, OSError) as error:
            problem = problem or error
        else:
            _keep(document, record.documents.unread())
    if problem:
        raise problem


def read_again(document):
    """Read the file of a saved document again and save what it says; raises like ``read_file``."""
    record = document.record
    read_file(document)
    _keep(document, record.documents.all())
    index_later(record)


def _keep(document, rows):
    """Save what was read, unless the file was replaced or is no longer among ``rows``."""
    found = {name: getattr(document, name) for name in READ}
    with use_case.allow_writes():
        same = rows.filter(pk=document.pk, file=document.file.name)
        if same.update(**found) and document.record.status != Record.Status.DRAFT:
            content_version.increase()


def read_file(document, most_pages=None):
    """Set size, pages and text of a document from its file, and the language if it has none.

    Does not save. Returns the PdfFacts; None for a file of another kind, which only gets its size.
    A PDF of more than ``most_pages`` stays unread. Raises PdfError for a PDF that readers could not
    open, and OSError if the file is gone.
    """
    facts = facts_of(document.file, most_pages)
    document.size, document.pages, document.text = document.file.size, None, ""
    if facts and facts.text is None:
        document.size = None
    elif facts:
        document.pages, document.text = facts.pages, facts.text
        document.language = document.language or facts.language
    return facts


def facts_of(file, most_pages=None):
    """Return the PdfFacts of a stored or uploaded file; None for another kind of file.

    A file is read in a process of its own, and only once. Raises PdfError and OSError like
    ``read_file``.
    """
    name = PurePath(file.name).name
    if PurePath(name).suffix.lower() != ".pdf":
        return None

    def read():
        with open_upload(file) as data:
            data.seek(0)
            content = data.read()
        arguments = (content, name, pdf.MOST_CHARACTERS, most_pages)
        return PdfFacts(*read_in_subprocess(read_pdf, *arguments, error=PdfError, limits=LIMITS))

    return read_once(file, ("pdf", most_pages), read)
