"""Turns a valid form and its rows into a snapshot of the record, for ``changes.save``."""

import uuid

from django.utils import timezone

from cooperation.domain.basis import FOR_GAPS
from cooperation.models import Evidence, OtherClaim, Premise, Record
from cooperation.snapshots.parts import fields_of, part_links
from cooperation.snapshots.references import NaturalKeys, json_value
from cooperation.snapshots.rows import (
    BASE,
    OWN,
    STATE,
    RowKey,
    natural_key,
    rows_by_key,
    snapshot_from,
)

KEYS = uuid.UUID("7d2f1f7c-3f0b-4a52-9c1e-8d6b0a4e5c31")
"""The namespace of keys made from names (RFC 9562, 5.5)."""

PREMISE, EVIDENCE = Premise._meta.label_lower, Evidence._meta.label_lower


def snapshot_of(form, formsets, base, by, seed=""):
    """Return the snapshot that a valid form and its formsets describe.

    ``base`` is the snapshot that the form was opened with, None for a new record. Rows that the
    form did not show are taken from ``base``. ``by`` is the editor.
    New rows get keys made from the ``seed`` if there is one: the same form has the same keys.
    """
    return _SnapshotBuilder(form, formsets, base, by, seed).build()


class _SnapshotBuilder:
    def __init__(self, form, formsets, base, by, seed):
        self.form, self.formsets, self.by, self.seed = form, formsets, by, seed
        self.record = form.instance
        self.rows = rows_by_key(base) if base else {}
        self.own_key = list(natural_key(base)) if base else ()
        self.deleted = set()
        changed = [row.instance for formset in formsets for row in _changed(formset)]
        known = {self.record.pk: self.own_key} if base else {}
        self.names = NaturalKeys([self.record, *changed], known)

    def build(self):
        self._read_record()
        for formset in self.formsets:
            self._read_rows(formset)
        self._read_reasons()
        self._drop_orphans()
        return snapshot_from(self.rows)

    def _read_record(self):
        kind = type(self.record)
        before = self.rows.get(RowKey(BASE), {})
        base = self._fields(self.record, Record)
        base |= {name: before[name] for name in STATE if name in before}
        self.rows[RowKey(BASE)] = base
        self.rows[RowKey(kind._meta.label_lower)] = {
            "record": OWN,
            **self._fields(self.record, kind),
        }

    def _read_rows(self, formset):
        label = formset.model._meta.label_lower
        for row in formset.deleted_forms:
            key = RowKey(label, str(row.instance.pk))
            self.rows.pop(key, None)
            self.deleted.add(key)
        formset.number_new_rows()
        for row in _changed(formset):
            if row.instance._state.adding:
                row.instance.pk = self._new_key(row.prefix)
            self._commit_files(row.instance)
            if formset.model is OtherClaim:
                row.instance.decided_by, row.instance.decided_at = self.by, timezone.now()
            fields = self._fields(row.instance) | {formset.fk.name: OWN}
            if formset.model is OtherClaim and self.by is not None:
                fields["decided_by"] = list(self.by.natural_key())
            self.rows[RowKey(label, str(row.instance.pk))] = fields
            if formset.model is Evidence:
                self._read_premises(row)

    def _new_key(self, name):
        return uuid.uuid5(KEYS, f"{self.seed}{name}") if self.seed else uuid.uuid4()

    def _fields(self, row, model=None):
        """Return {field: value} of a row, with ``OWN`` for the record itself."""
        named = self.names.fields(row, model)
        return {name: OWN if value == self.own_key else value for name, value in named.items()}

    @staticmethod
    def _commit_files(instance):
        """Store uploaded files, since a snapshot holds only their names."""
        for field in instance._meta.concrete_fields:
            if hasattr(field, "upload_to"):
                field.pre_save(instance, add=False)

    def _read_premises(self, row):
        """Set the premises of an inference; lost ones stay until others are chosen."""
        inference = str(row.instance.pk)
        chosen = {str(each.pk): each for each in row.cleaned_data["premises"]}
        chosen.pop(inference, None)
        existing = {
            key: fields
            for key, fields in self.rows.items()
            if key.model == PREMISE and fields["inference"] == inference
        }
        known = {fields["evidence"] for fields in existing.values()}
        if {*chosen} == known - {None}:
            return
        for key, fields in existing.items():
            if fields["evidence"] not in chosen:
                del self.rows[key]
        for pk in chosen.keys() - known:
            words = chosen[pk].quote or chosen[pk].note
            fields = {"inference": inference, "evidence": pk, "words": words}
            self.rows[RowKey(PREMISE, str(uuid.uuid4()))] = fields

    def _read_reasons(self):
        """Store the reasons of empty values as evidence; "" means “not yet checked”."""
        existing = {
            fields["field"]: key
            for key, fields in self.rows.items()
            if key.model == EVIDENCE and fields["basis"] in FOR_GAPS
        }
        for claim in self.form.GAPS:
            if f"gap_{claim}" not in self.form.changed_data:
                continue
            basis = self.form.cleaned_data.get(f"gap_{claim}", "")
            key = existing.get(claim)
            if basis not in FOR_GAPS:
                self.rows.pop(key, None)
            elif key:
                self.rows[key]["basis"] = basis
            else:
                gap = Evidence(self._new_key(f"gap_{claim}"), field=claim, basis=basis)
                plain = {field.name: json_value(field, gap) for field in fields_of(Evidence)}
                self.rows[RowKey(EVIDENCE, str(gap.pk))] = plain | {"record": OWN}

    def _drop_orphans(self):
        """Delete or unlink the rows that refer to a deleted row, as the database would."""
        while lost := [
            (key, name, goes_with_it)
            for key, fields in self.rows.items()
            for name, model, goes_with_it in part_links(key.model)
            if RowKey(model, fields.get(name)) in self.deleted
        ]:
            for key, name, goes_with_it in lost:
                if goes_with_it:
                    self.rows.pop(key, None)
                    self.deleted.add(key)
                elif key in self.rows:
                    self.rows[key][name] = None


def _changed(formset):
    """Return the forms of new or changed rows that are not deleted."""
    gone = formset.deleted_forms
    return [row for row in formset.forms if row.has_changed() and row not in gone]
