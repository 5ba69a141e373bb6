"""The data files of the whole register: JSON Lines, CSV and Turtle."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.conf import settings
from django.utils.translation import override

from cooperation.domain import languages
from cooperation.domain.kinds import PAGE_KINDS
from cooperation.exports.about import licence_of
from cooperation.exports.columns import columns_of
from cooperation.exports.rdf import graph_of, serialize
from cooperation.exports.text import csv_of, in_batches, json_lines_of
from cooperation.exports.vocabulary import as_turtle
from cooperation.formats import manifests
from cooperation.models import Record, SiteSettings
from cooperation.queries.representation import CHUNK, EXPANSIONS, keys_of, stream

KIND = "register-data"
FORMS = {"jsonl": "application/jsonl", "csv": "text/csv", "ttl": "text/turtle"}
"""{file ending: media type}."""

ENCODED = ("csv", "ttl")
"""The endings whose media type has a charset (RFC 4180, Turtle)."""


_folder_override = ContextVar("folder of the data", default=None)


def folder():
    return _folder_override.get() or settings.VAR_DIR / "data"


@contextmanager
def using_folder(path):
    """Use the files of another folder in this context."""
    token = _folder_override.set(path)
    try:
        yield
    finally:
        _folder_override.reset(token)


def own_address():
    """Return where readers find the files; every address in them begins like it."""
    return f"{settings.SITE_URL}/data/"


def manifest():
    """Return the manifest of the files; None before they are made for the address of this site."""
    found = manifests.read(folder())
    is_ours = found and (found.get("kind"), found.get("source")) == (KIND, own_address())
    return found if is_ours else None


def rebuild():
    """Replace all files with current public data; return the new manifest.

    The old files stay until the new ones are complete. Raises ``manifests.ForeignFolderError`` if
    the folder has other files.
    """
    with manifests.replace_folder(folder(), KIND) as new:
        write_files(new)
    return manifest()


def write_files(new):
    """Write all files and their manifest into an empty folder."""
    counts = {}
    for kind in PAGE_KINDS:
        model = Record.model_of(kind.key)
        keys = keys_of(model.objects.published().order_by("slug", "pk"))
        for form, write in WRITERS.items():
            name = f"{kind.path}.{form}"
            with (new / name).open("w", encoding="utf-8", newline="") as file:
                counts[name] = {"kind": kind.key, "records": write(file, model, keys)}
    (new / "vocabulary.ttl").write_text(as_turtle(), encoding="utf-8")
    manifests.write(new, _about(), counts)


def _about():
    with override(languages.ORIGINAL):
        licence, address = licence_of(SiteSettings.current())
    last = Record.objects.last_change()
    return {
        "kind": KIND,
        "register": SiteSettings.current().name,
        "source": own_address(),
        "licence": str(licence),
        "licence_url": address,
        "last_change": last and last.isoformat(timespec="seconds"),
    }


class _CountedRecords:
    """Passes records on and counts them."""

    def __init__(self, records):
        self._records, self.number = records, 0

    def __iter__(self):
        for record in self._records:
            self.number += 1
            yield record


def _write_lines(lines_of, expand, file, model, keys):
    with override(languages.ORIGINAL):
        records = _CountedRecords(stream(model, keys, expand))
        for piece in in_batches(lines_of(columns_of(model), records, None)):
            file.write(piece)
    return records.number


def _write_turtle(file, model, keys):
    """Write records in all languages, in chunks to save memory."""
    number = 0
    for start in range(0, len(keys), CHUNK):
        found = in_all_languages(model, keys[start : start + CHUNK])
        number += len({each["id"] for each in found})
        file.write(serialize(graph_of(found), "ttl"))
    return number


WRITERS = {
    "jsonl": partial(_write_lines, json_lines_of, EXPANSIONS),
    "csv": partial(_write_lines, csv_of, ()),
    "ttl": _write_turtle,
}
"""{file ending: function that writes records and returns their number}."""


def in_all_languages(model, keys):
    """Return the representations of public records by key, once in each language."""
    found = []
    for code in languages.CODES:
        with override(code):
            found += stream(model, keys, EXPANSIONS)
    return found
