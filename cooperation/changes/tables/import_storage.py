"""Keeps a table that is being imported from one page to the next, in files.

Each file is written once and never changed. A step that is repeated, because a page was asked for
twice or a server stopped, finds what was done. Nothing of it is in the database.
"""

import json
import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from django.utils.dateparse import parse_datetime

KEPT_FOR = timedelta(days=7)
"""How long a table is kept that nobody comes back to."""


class ImportStorage:
    """The parts of one table, by name; each is plain data in a file of its own."""

    def __init__(self, key):
        self.key, self._files = str(key), storages["unfinished_imports"]

    @classmethod
    def create(cls, **about):
        """Return a new ImportStorage; ``about`` says whose it is and what it holds."""
        storage = cls(uuid.uuid4())
        storage.write("about", {**about, "made": timezone.now().isoformat()})
        return storage

    def _path(self, name):
        return f"{self.key}/{name}.json"

    def has(self, name):
        return self._files.exists(self._path(name))

    def write(self, name, data):
        """Write a part; one that is there already stays."""
        if not self.has(name):
            text = json.dumps(data, ensure_ascii=False)
            self._files.save(self._path(name), ContentFile(text.encode()))

    def read(self, name):
        """Return a part; None if it is not there."""
        try:
            with self._files.open(self._path(name)) as file:
                return json.load(file)
        except (OSError, ValueError):
            return None

    def delete(self):
        for name in self._files.listdir(self.key)[1]:
            self._files.delete(f"{self.key}/{name}")
        self._files.delete(self.key)


def delete_expired():
    """Delete the tables that nobody came back to."""
    try:
        keys = storages["unfinished_imports"].listdir("")[0]
    except OSError:  # nobody has imported anything yet
        return
    for key in keys:
        about = ImportStorage(key).read("about")
        if about is None or parse_datetime(about["made"]) < timezone.now() - KEPT_FOR:
            ImportStorage(key).delete()
