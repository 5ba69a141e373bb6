"""Loads the fixtures without losing what editors have changed."""

from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import translation

from cooperation.changes.consequences import content_version
from cooperation.changes.content import fixtures
from cooperation.changes.content.plan import LoadPlan
from cooperation.changes.content.present import Present
from cooperation.changes.content.reports import in_words
from cooperation.changes.content.writer import carry_out
from cooperation.changes.use_case import use_case
from cooperation.models import Draft, LoadedContent, Manuscript, OldAddress, Record
from cooperation.snapshots.parts import raw_queryset
from cooperation.snapshots.rows import BASE, RowKey

LOADED_FIELDS = ["file", "position", "fields", "row_pk", "is_left_out"]


class LoadReport(NamedTuple):
    """What loading did: numbers of rows, and each difference in words.

    ``adopted`` rows were in the register before it kept a copy of what it loads.
    """

    paths: list
    added: int
    updated: int
    deleted: int
    adopted: int
    differences: list

    @property
    def is_silent(self):
        """Whether there is nothing to report."""
        return not (self.added or self.updated or self.deleted or self.adopted or self.differences)


def fixture_paths():
    """Return the paths of the fixtures in the order of their numbers."""
    return sorted(settings.BASE_DIR.glob("fixtures/[0-9][0-9]_*.json"))


def is_empty():
    """Whether the register has no record yet."""
    return not Record.objects.exists()


def loaded_rows():
    """Return {Key: LoadedContent} of what was last loaded, for models that still exist."""
    labels = [model._meta.label_lower for model in fixtures.content_models()]
    rows = LoadedContent.objects.filter(model__in=labels)
    return {RowKey(row.model, row.key): row for row in rows}


@use_case
def load(is_trial=False):
    """Update the register from the fixtures, except where editors differ; return a Report.

    A difference is reported when the fixtures change; loading again changes and reports nothing.
    Raises FixtureError, and loads nothing, if a fixture is wrong. ``is_trial`` rolls everything
    back.
    """
    with translation.override("en"):  # the language of the columns without a language
        _lock_records()
        paths = fixture_paths()
        entries, known = fixtures.read(paths), loaded_rows()
        past = {key: fixtures.fixture_row_of(row) for key, row in known.items()}
        out = {key for key, row in known.items() if row.is_left_out}
        present = Present(known)
        plan = LoadPlan(entries, past, out, present.values, _used(present) | _reserved())
        carry_out(plan, present)
        if plan.writes or plan.deletes:
            content_version.increase()
        _save_loaded_rows(plan, known, present)
        differences = in_words(plan, present)
        if is_trial:
            transaction.set_rollback(True)
    added = len(plan.writes.keys() - present.values.keys())
    adopted = len(entries.keys() & present.values.keys() - known.keys())
    updated = len(plan.writes) - added
    return LoadReport(paths, added, updated, len(plan.deletes), adopted, differences)


def _lock_records():
    """Lock all records, so that nobody saves one before the transaction ends."""
    list(raw_queryset(Record).select_for_update().order_by("pk").values_list("pk"))


def _used(present):
    """Return the keys of articles with an imported file, and of records with a draft."""
    articles = Manuscript.objects.values_list("article_id", flat=True)
    drafted = Draft.objects.values_list("record_id", flat=True)
    used = {RowKey("cooperation.article", "/".join(present.addresses[pk])) for pk in articles}
    return used | {RowKey(BASE, "/".join(present.addresses[pk])) for pk in drafted}


def _reserved():
    """Return the keys of records whose address redirects to another record."""
    former = OldAddress.objects.with_record().values_list("kind", "slug")
    return {RowKey(BASE, f"{kind}/{slug}") for kind, slug in former}


def _save_loaded_rows(plan, known, present):
    """Remember the fixtures as they were read now, and forget those that are gone."""
    new, changed = [], []
    for key, entry in plan.entries.items():
        pk = present.pks.get(tuple(key.pk.split("/"))) if key.model == BASE else None
        row = known.get(key) or LoadedContent(model=key.model, key=key.pk)
        before = [getattr(row, name) for name in LOADED_FIELDS]
        fields = [[name, value] for name, value in entry.fields.items()]
        row.file, row.position, row.fields = entry.file, entry.number, fields
        row.row_pk, row.is_left_out = str(pk or row.row_pk), key in plan.left_out
        if key not in known:
            new.append(row)
        elif before != [getattr(row, name) for name in LOADED_FIELDS]:
            changed.append(row)
    LoadedContent.objects.bulk_create(new)
    if changed:
        LoadedContent.objects.bulk_update(changed, LOADED_FIELDS)
    if gone := [known[key].pk for key in known.keys() - plan.entries.keys()]:
        LoadedContent.objects.filter(pk__in=gone).delete()
