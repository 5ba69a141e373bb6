"""A table on its way into the register: what is kept of it from one page to the next.

Everything is written once and never changed, so that a step that is repeated, because a page was
asked for twice or a server stopped, finds what was done. Nothing of it is in the database.
"""

import json
import uuid
from datetime import timedelta

from django.core.files.storage import storages
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from import_export.tmp_storages import MediaStorage

KEPT_FOR = timedelta(days=7)
"""How long a table that nobody comes back to stays."""


class ImportStorage:
    """The parts of one table, by name; each is plain data."""

    def __init__(self, key):
        self.key = str(key)

    @classmethod
    def begin(cls, **about):
        """Return a new ImportStorage; ``about`` says whose it is and what it holds."""
        storage = cls(uuid.uuid4())
        storage.write("about", {**about, "made": timezone.now().isoformat()})
        return storage

    def _part(self, name):
        return MediaStorage(name=f"{name}.json", MEDIA_FOLDER=self.key)

    def has(self, name):
        return storages["import_export"].exists(self._part(name).get_full_path())

    def write(self, name, data):
        """Keep a part; one that is there already stays."""
        if not self.has(name):
            self._part(name).save(json.dumps(data, ensure_ascii=False).encode())

    def read(self, name):
        """Return a part; None if it is not there."""
        try:
            return json.loads(self._part(name).read())
        except (OSError, ValueError):
            return None

    def remove(self):
        """Forget the table."""
        storage = storages["import_export"]
        for name in storage.listdir(self.key)[1]:
            storage.delete(f"{self.key}/{name}")
        storage.delete(self.key)


def delete_expired():
    """Forget the tables to which nobody came back."""
    try:
        keys = storages["import_export"].listdir("")[0]
    except OSError:  # nobody has imported anything yet
        return
    for key in keys:
        about = ImportStorage(key).read("about")
        if about is None or parse_datetime(about["made"]) < timezone.now() - KEPT_FOR:
            ImportStorage(key).remove()
