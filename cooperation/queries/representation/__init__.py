"""Public records as plain dictionaries for the API and the exports.

They hold what the page of a record shows, in the current language; docs/api.md describes each
key. The number of queries does not depend on the number of records.
"""

from array import array

from cooperation.queries.representation.record import (
    EXPANSIONS,
    field_names,
    represent,
    represent_relations,
)

__all__ = [
    "CHUNK",
    "EXPANSIONS",
    "field_names",
    "keys_of",
    "represent",
    "represent_relations",
    "stream",
]

CHUNK = 200
"""Records in memory at once."""


def keys_of(records):
    """Return the keys of a QuerySet in its order, eight bytes each."""
    return array("q", records.values_list("pk", flat=True).iterator())


def stream(model, keys, expand=()):
    """Yield the representations of published records by key, in order.

    ``model`` is a kind, such as Agreement. Only CHUNK records are in memory, and no transaction
    stays open between chunks. Skips records that were withdrawn meanwhile.
    """
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        found = model.objects.published().defer_texts().fetch_by_key(chunk)
        yield from represent([found[key] for key in chunk if key in found], expand)
