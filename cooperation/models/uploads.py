"""Checks uploaded files, and opens stored ones."""

from contextlib import contextmanager
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import DomainError
from cooperation.formats.archives import REQUIRED_ENTRIES, is_office_file

LONGEST_STEM = 80
"""Bytes of a name without its extension; the database stores 255 characters of a path."""

KINDS = ("pdf", *REQUIRED_ENTRIES)
"""The extensions of documents."""

MIME_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
"""Media types of documents (IANA)."""


def stored_name(filename):
    """Return a file’s name, shortened for file systems with a limit of 255 bytes."""
    path = PurePath(filename)
    stem = path.stem.encode()[:LONGEST_STEM].decode(errors="ignore")
    return f"{stem}{path.suffix}"


@contextmanager
def open_upload(file):
    """Open a stored or just uploaded file; closes stored ones afterwards.

    Raises OSError if a stored file is missing.
    """
    if _is_stored(file):
        with file.storage.open(file.name) as stored:
            yield stored
    else:
        yield file


def read_once(file, key, read):
    """Return the result of ``read()``, or raise its DomainError, cached with the file.

    So a file that was read before a transaction is not read again within it. ``key`` identifies
    what was read.
    """
    outcomes = cached_outcomes(file)
    if key not in outcomes:
        try:
            outcomes[key] = read(), None
        except DomainError as error:
            outcomes[key] = None, error
    value, error = outcomes[key]
    if error:
        raise error
    return value


def cached_outcomes(file):
    """Return {key: (value, error)} cached by ``read_once`` for a file or the file of a field."""
    is_fresh_on_field = isinstance(file, FieldFile) and not _is_stored(file)
    sent = file.file if is_fresh_on_field else file
    return sent.__dict__.setdefault("outcomes", {})


def _is_stored(file):
    """Whether the file was stored and checked earlier; it may be missing now."""
    return getattr(file, "_committed", False)


def validate_size(file):
    """Refuse a file larger than ``settings.UPLOAD_LIMIT`` bytes."""
    if not _is_stored(file) and file.size > settings.UPLOAD_LIMIT:
        raise ValidationError(
            _("“%(name)s” has %(size)s. Upload a file of at most %(limit)s."),
            params={
                "name": file.name,
                "size": filesizeformat(file.size),
                "limit": filesizeformat(settings.UPLOAD_LIMIT),
            },
        )


def validate_content(file):
    """Refuse a document whose content does not match its extension."""
    if _is_stored(file):
        return
    extension = file.name.rpartition(".")[2].lower()
    file.seek(0)
    if extension in REQUIRED_ENTRIES:
        is_one = is_office_file(file, extension)
    else:
        is_one = file.read(8).startswith(b"%PDF-")
    file.seek(0)
    if not is_one:
        raise ValidationError(
            _("“%(name)s” is not a %(extension)s file. Save it as one again and upload that."),
            params={"name": file.name, "extension": extension.upper()},
        )
