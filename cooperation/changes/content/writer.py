"""Carries out a LoadPlan: writes and deletes rows, then finishes the changed records."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils import timezone

from cooperation.changes.consequences import history, redirects
from cooperation.changes.content.fixtures import content_fields, content_models, is_kind, references
from cooperation.changes.finish import ChangedRecord, finish
from cooperation.models import Record, Revision
from cooperation.snapshots.capture import capture
from cooperation.snapshots.parts import DERIVED_FIELDS, raw_queryset
from cooperation.snapshots.rows import BASE
from cooperation.sourcing.mentions import articles_with

Act = Revision.Act


def carry_out(plan, present):
    """Write a plan in the transaction of the caller, and finish; raises FixtureError."""
    _check_references(plan, present)
    owners = {owner for key in {*plan.writes, *plan.deletes} for owner in plan.owners(key)}
    before = {key: capture(present.rows[key]) for key in owners if key in present.rows}
    for key, snapshot in before.items():
        history.add_first_revision(present.rows[key], snapshot)
    gone = [present.rows[key] for key in before if key in plan.deletes]
    articles = tuple(articles_with(gone)) if gone else ()
    _PlanWriter(plan, present).write()
    redirects.drop_reused_addresses()
    changes = [
        ChangedRecord(record, before[key], None, act=Act.LOADED, articles=articles)
        for key in before
        if key in plan.deletes
        for record in [present.rows[key]]
    ]
    for key in owners - plan.deletes:
        changes.append(_change(present.pk_at(key), before.get(key)))
    finish(changes)


def _change(pk, before):
    record = Record.objects.get(pk=pk)
    if before and record.updated_at.isoformat() == before[0]["fields"]["updated_at"]:
        Record.objects.filter(pk=pk).update(updated_at=timezone.now())
        record.refresh_from_db()
    return ChangedRecord(record, before, capture(record), act=before and Act.LOADED)


def _check_references(plan, present):
    """Raise FixtureError for a missing reference, or a record without the row of its kind."""
    known = {*present.values, *plan.writes} - plan.deletes
    for key, fields in plan.writes.items():
        for field, target in references(key, fields):
            if target not in known:
                model, name = target
                raise plan.entries[key].error(f"there is no {model} {name}", field.name)
    kinds = {key.pk for key in known if is_kind(apps.get_model(key.model))}
    for key in plan.writes:
        if key.model == BASE and key.pk not in kinds:
            raise plan.entries[key].error("the row of its kind is missing")


class _PlanWriter:
    """Writes records before their parts, and updated parts before new ones.

    Deletions go the other way: parts first.
    """

    def __init__(self, plan, present):
        self.plan, self.present = plan, present

    def write(self):
        parts = [model for model in content_models() if not issubclass(model, Record)]
        records = [model for model in content_models() if issubclass(model, Record)]
        for model in records:
            self._save(model, self._keys(model, self.plan.writes))
        writes = {model: self._keys(model, self.plan.writes) for model in parts}
        for model, keys in writes.items():
            self._save(model, [key for key in keys if key in self.present.rows])
        for model in reversed(parts):
            self._delete(model)
        for model, keys in writes.items():
            self._save(model, [key for key in keys if key not in self.present.rows])
        for model in reversed(records):
            if model is not Record:  # whose rows go with those of the kinds
                self._delete(model)

    @staticmethod
    def _keys(model, keys):
        return [key for key in keys if key.model == model._meta.label_lower]

    def _delete(self, model):
        for key in self._keys(model, self.plan.deletes):
            raw_queryset(model).filter(pk=self.present.rows[key].pk).delete()

    def _save(self, model, keys):
        for key in keys:
            row = self.present.rows.get(key)
            is_new = row is None
            if is_new:
                row = model(pk=self.present.own_pk(model, key))
            self._fill(row, model, self.plan.writes[key])
            try:
                row.save_base(raw=True, force_insert=is_new, force_update=not is_new)
            except (DatabaseError, ValidationError, ValueError) as error:
                raise self.plan.entries[key].error(error) from error
            if model is Record and is_new:
                self.present.add(key, row)

    def _fill(self, row, model, fields):
        following, causes = DERIVED_FIELDS.get(model, ((), ()))
        before = [getattr(row, name) for name in causes]
        for field in content_fields(model):
            value = fields[field.name]
            if value is not None:
                is_link = field.is_relation
                value = self.present.pk_of(field, value) if is_link else field.to_python(value)
            setattr(row, field.attname, value)
        if before != [getattr(row, name) for name in causes]:
            for name in following:
                setattr(row, name, model._meta.get_field(name).get_default())
