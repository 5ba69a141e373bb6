"""What an uploaded file must be."""

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
"""In bytes, before the extension; the database keeps 255 characters of the whole path."""

KINDS = ("pdf", *REQUIRED_ENTRIES)
"""The extensions of documents."""

MIME_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
"""What each kind of document is called on the web (IANA, Media Types)."""


def stored_name(filename):
    """Return a file’s name at a length that file systems take: 255 bytes with all that is added."""
    path = PurePath(filename)
    stem = path.stem.encode()[:LONGEST_STEM].decode(errors="ignore")
    return f"{stem}{path.suffix}"


@contextmanager
def open_upload(file):
    """Give the bytes of a file, stored or just uploaded, and close what was opened for it.

    Raises OSError if a stored file has gone.
    """
    if _is_stored(file):
        with file.storage.open(file.name) as stored:
            yield stored
    else:
        yield file


def read_once(file, key, read):
    """Return what ``read()`` returns, or raise its DomainError, asking it once for each file.

    So a file that was read before a transaction began is not read again within it. ``key`` says
    what was asked of the file.
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
    """Return {key: (value, error)} of what ``read_once`` knows of a file, on a field or not."""
    is_fresh_on_field = isinstance(file, FieldFile) and not _is_stored(file)
    sent = file.file if is_fresh_on_field else file
    return sent.__dict__.setdefault("outcomes", {})


def _is_stored(file):
    """Whether the file was stored earlier: it was checked then, and may since have gone."""
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
    """Refuse a document that is not what its name promises."""
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
