"""By which names articles can call the records of the register."""

from cooperation.domain.anaphors import TYPES, nouns
from cooperation.domain.languages import CODES
from cooperation.domain.names import Names
from cooperation.models import Alias, Partner, Record

TITLES = [f"title_{code}" for code in CODES]
SHORT_NAMES = [f"short_name_{code}" for code in CODES]


def names_of(record):
    """Yield each name of one record."""
    titles = Record.objects.filter(pk=record.pk).values_list(*TITLES)
    yield from (title for title in titles.get() if title)
    yield from (name for name, _key in _other_names(pk=record.pk))


def _other_names(**of):
    """Yield (name, key of its record): short names in each language, and other names.

    ``of`` narrows the records: ``pk=7``.
    """
    for key, *short in Partner.objects.not_merged().filter(**of).values_list("pk", *SHORT_NAMES):
        yield from ((name, key) for name in short if name)
    records = {f"record__{name}": value for name, value in of.items()}
    yield from Alias.objects.filter(**records).values_list("text", "record")


class Known:
    """The names of all records, and the words for their kinds and types, ready to be found.

    Drafts are among them: whether a mention is shown depends on what is public at that time.
    ``classes`` is {key of a record: the classes it belongs to}, as ``domain.anaphors`` has them.
    """

    def __init__(self):
        self.classes = {}
        pairs = list(_other_names())
        records = Record.objects.not_merged()
        types = [f"{kind}__type" for kind in TYPES]
        for key, kind, *rest in records.values_list("pk", "kind", *types, *TITLES):
            own, titles = rest[: len(types)], rest[len(types) :]
            self.classes[key] = {(kind, ""), *((kind, value) for value in own if value)}
            pairs += [(title, key) for title in titles if title]
        self.names = Names(pairs)
        self.nouns = {language: nouns(language) for language in CODES}
