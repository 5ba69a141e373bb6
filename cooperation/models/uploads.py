"""What an uploaded file must be."""

from contextlib import contextmanager
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

LONGEST_STEM = 80
"""In bytes, before the extension; the database keeps 255 characters of the whole path."""

SIGNATURES = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "odt": b"PK\x03\x04"}
"""How the files of each kind of document begin."""

MIME_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
"""What each kind of document is called on the web (IANA, Media Types)."""


def kept_name(filename):
    """Return a file’s name at a length that file systems take: 255 bytes with all that is added."""
    path = PurePath(filename)
    stem = path.stem.encode()[:LONGEST_STEM].decode(errors="ignore")
    return f"{stem}{path.suffix}"


@contextmanager
def opened(file):
    """Give the bytes of a file, stored or just uploaded, and close what was opened for it.

    Raises OSError if a stored file has gone.
    """
    if _is_kept_already(file):
        with file.storage.open(file.name) as stored:
            yield stored
    else:
        yield file


def _is_kept_already(file):
    """Whether the file was stored earlier: it was checked then, and may since have gone."""
    return getattr(file, "_committed", False)


def validate_size(file):
    """Refuse a file larger than ``settings.UPLOAD_LIMIT`` bytes."""
    if not _is_kept_already(file) and file.size > settings.UPLOAD_LIMIT:
        raise ValidationError(
            _("“%(name)s” has %(size)s. Upload a file of at most %(limit)s."),
            params={
                "name": file.name,
                "size": filesizeformat(file.size),
                "limit": filesizeformat(settings.UPLOAD_LIMIT),
            },
        )


def validate_content(file):
    """Refuse a document whose first bytes are not those that its name promises."""
    if _is_kept_already(file):
        return
    extension = file.name.rpartition(".")[2].lower()
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    if not start.startswith(SIGNATURES.get(extension, b"")):
        raise ValidationError(
            _("“%(name)s” is not a %(extension)s file. Save it as one again and upload that."),
            params={"name": file.name, "extension": extension.upper()},
        )
