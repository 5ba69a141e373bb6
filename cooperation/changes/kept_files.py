"""Files that came with a form that has errors, kept until the form is sent again.

Each account has a folder of its own. Nothing of it is in the database, and nobody can download it.
"""

import uuid
from contextlib import suppress
from datetime import timedelta
from io import BytesIO

from django.core.files.storage import storages
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.utils import timezone

KEPT_FOR = timedelta(days=2)
MOST_FILES = 20
"""Files of one account; the oldest go first."""
MOST_BYTES = 100_000_000
"""Bytes of the files of one account."""


def _storage():
    return storages["kept_files"]


def keep(file, account):
    """Keep an uploaded file for an account (its key); return the key of the file."""
    key = uuid.uuid4().hex
    file.seek(0)
    _storage().save(f"{account}/{key}", file)
    file.seek(0)
    _drop_oldest(account)
    return key


def find(key, account, name, content_type):
    """Return a kept file as if it had just been uploaded; None if it is gone."""
    try:
        with _storage().open(f"{account}/{key}") as kept:
            data = kept.read()
    except OSError:
        return None
    return InMemoryUploadedFile(BytesIO(data), None, name, content_type, len(data), None)


def delete_expired():
    """Delete the files that nobody has sent again in time."""
    for account in _listed("")[0]:
        for path in _paths(account):
            if _storage().get_modified_time(path) < timezone.now() - KEPT_FOR:
                _storage().delete(path)


def _drop_oldest(account):
    with suppress(FileNotFoundError):  # another request of the account deletes them too
        _drop_beyond_limits(account)


def _drop_beyond_limits(account):
    newest_first = sorted(_paths(account), key=_storage().get_modified_time, reverse=True)
    total = 0
    for number, path in enumerate(newest_first):
        total += _storage().size(path)
        if number >= MOST_FILES or total > MOST_BYTES:
            _storage().delete(path)


def _paths(account):
    return [f"{account}/{name}" for name in _listed(account)[1]]


def _listed(folder):
    """Return the (folders, files) in a folder; none if it is not there yet."""
    try:
        return _storage().listdir(str(folder))
    except FileNotFoundError:
        return [], []
