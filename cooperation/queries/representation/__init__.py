"""Records as plain data: what the API, the exports and every other copy of the register give out.

One dictionary for each record, made of nothing but texts, numbers, lists and dictionaries, in the
language in use. It holds what the page of the record shows and follows the same rules of what the
public may see; docs/api.md describes each name. Whatever number of records is asked for, the
database is asked the same number of times.
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
"""How many records are held at once while many are given out."""


def keys_of(records):
    """Return the keys of all records of a QuerySet in its order, in eight bytes each."""
    return array("q", records.values_list("pk", flat=True).iterator())


def stream(model, keys, expand=()):
    """Yield the representations of the published records with these keys, in their order.

    ``model`` is a kind, such as Agreement. Only CHUNK records are held at once, and nothing of the
    database is held between them: a slow reader keeps no transaction open. What is withdrawn
    meanwhile is left out.
    """
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        found = model.objects.published().without_texts().in_bulk_of(chunk)
        yield from represent([found[key] for key in chunk if key in found], expand)
