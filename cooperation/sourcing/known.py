"""The names by which articles can call the records of the register."""

from django.db.models import BooleanField, ExpressionWrapper

from cooperation.domain.languages import CODES
from cooperation.domain.texts.anaphors import TYPES, noun_finder
from cooperation.domain.texts.name_finder import NameFinder
from cooperation.models import Alias, Partner, Record
from cooperation.models.record_queryset import is_public

TITLES = [f"title_{code}" for code in CODES]
SHORT_NAMES = [f"short_name_{code}" for code in CODES]


def names_of(records):
    keys = [record.pk for record in records]
    for titles in Record.objects.filter(pk__in=keys).values_list(*TITLES):
        yield from (title for title in titles if title)
    yield from (name for name, _key in _other_names(pk__in=keys))


def _other_names(**of):
    """Yield (name, key of its record): short names in each language, and other names.

    ``of`` filters the records: ``pk__in=[7]``.
    """
    for key, *short in Partner.objects.not_merged().filter(**of).values_list("pk", *SHORT_NAMES):
        yield from ((name, key) for name in short if name)
    records = {f"record__{name}": value for name, value in of.items()}
    yield from Alias.objects.filter(**records).values_list("text", "record")


class KnownNames:
    """The names of all records, and the words for their kinds and types, prepared for searching.

    ``public`` are the names of what readers see now, which alone decide on links; ``names`` include
    those of drafts and withdrawn records. ``classes`` is {key of a record: its classes}, as
    ``domain.texts.anaphors`` has them.
    """

    def __init__(self):
        self.classes = {}
        pairs, public = list(_other_names()), set()
        is_seen = ExpressionWrapper(is_public(), BooleanField())
        records = Record.objects.not_merged().annotate(is_seen=is_seen)
        types = [f"{kind}__type" for kind in TYPES]
        for key, is_seen, kind, *rest in records.values_list(
            "pk", "is_seen", "kind", *types, *TITLES
        ):
            own, titles = rest[: len(types)], rest[len(types) :]
            self.classes[key] = {(kind, ""), *((kind, value) for value in own if value)}
            pairs += [(title, key) for title in titles if title]
            public |= {key} if is_seen else set()
        self.names = NameFinder(pairs)
        self.public = NameFinder(pair for pair in pairs if pair[1] in public)
        self.nouns = {language: noun_finder(language) for language in CODES}
