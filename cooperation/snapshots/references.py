"""The references of snapshots: natural keys in the snapshot, primary keys in the database."""

from collections import defaultdict
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from cooperation.models import OldAddress, Record
from cooperation.snapshots.parts import fields_of, model_of, raw_queryset
from cooperation.snapshots.rows import natural_key


class MissingReferences(Exception):
    """A snapshot refers to rows that no longer exist: ``rows`` is [(row, field, value)]."""

    def __init__(self, rows):
        self.rows = rows
        words = "; ".join(
            f"{row['model']} {row.get('pk', '')}: {field.name} {value}"
            for row, field, value in rows
        )
        super().__init__(_("The snapshot refers to something that was deleted: %s.") % words)


class NaturalKeys:
    """Writes the foreign keys of some rows as natural keys, with at most one query for each model.

    ``known`` is {key: (kind, address)} of the records that need no query.
    """

    def __init__(self, rows, known):
        self._rows = rows
        self._records = dict(known)
        self._of = {}

    def fields(self, row, model=None):
        """Return {name: value} of the fields of a row, or of one of its models."""
        return {field.name: self._value(field, row) for field in fields_of(model or type(row))}

    def _value(self, field, row):
        key = getattr(row, field.attname)
        if key is None or not field.is_relation:
            return json_value(field, row)
        if issubclass(field.related_model, Record):
            return list(self._record_name(key))
        if field.related_model is get_user_model():
            return [self._user_names[key]]
        return str(key)

    def _keys(self, base):
        """Return the keys of all rows of a model, or of its subclasses, that the rows refer to."""
        return {
            key
            for row in self._rows
            for field in row._meta.concrete_fields
            if field.is_relation
            and issubclass(field.related_model, base)
            and (key := getattr(row, field.attname)) is not None
        }

    def _record_name(self, key):
        if key not in self._records:
            found = raw_queryset(Record).filter(pk__in=self._keys(Record) - self._records.keys())
            self._records |= {pk: key for pk, *key in found.values_list("pk", "kind", "slug")}
        return self._records[key]

    @property
    def _user_names(self):
        users = get_user_model()
        if users not in self._of:
            found = users._base_manager.filter(pk__in=self._keys(users))
            self._of[users] = dict(found.values_list("pk", users.USERNAME_FIELD))
        return self._of[users]


def json_value(field, row):
    """Return the value of a field in a form that JSON can hold without loss."""
    value = field.value_from_object(row)
    if isinstance(value, Decimal):  # as the database keeps it, however it was typed
        value = value.quantize(Decimal(1).scaleb(-field.decimal_places))
        return str(value)
    if value is None or isinstance(value, (bool, int, float, str, list, dict)):
        return value
    return field.value_to_string(row)


class References:
    """Finds the targets of a snapshot; raises ``MissingReferences`` if a required one is gone.

    An optional target (an account, a premise) that is gone becomes None. ``known`` is {key: (kind,
    address)} of the records that were found, for ``NaturalKeys``.
    """

    def __init__(self, snapshot, own=None):
        self.own = own
        self._own_name = tuple(natural_key(snapshot))
        self._parts = {row["pk"] for row in snapshot if "pk" in row}
        wanted = defaultdict(set)
        for row in snapshot:
            for field, value in self._references(row):
                if isinstance(value, list) or value not in self._parts:
                    wanted[_base(field)].add(tuple(value) if isinstance(value, list) else value)
        self.known = {}
        self._found = defaultdict(dict)
        self._found |= {model: self._find(model, values) for model, values in wanted.items()}
        missing = [
            (row, field, value)
            for row in snapshot
            for field, value in self._references(row)
            if not is_set_null(field) and not self._is_found(field, value)
        ]
        if missing:
            raise MissingReferences(missing)

    def _find(self, model, values):
        """Return {value: key} of the references whose target exists."""
        if model is not Record:
            return _find(model, values)
        wanted = {slug for _kind, slug in values}
        found = raw_queryset(Record).filter(slug__in=wanted).values_list("pk", "kind", "slug")
        self.known = {pk: (kind, slug) for pk, kind, slug in found}
        former = OldAddress.objects.with_record().filter(slug__in=wanted)
        former = former.values_list("record", "kind", "slug")  # a duplicate leads to its survivor
        return {(kind, slug): pk for pk, kind, slug in [*found, *former]}

    def _references(self, row):
        """Yield (field, value) of each foreign key of a row that is not empty."""
        if model := model_of(row["model"]):
            for field in fields_of(model):
                if field.is_relation and (value := row["fields"].get(field.name)) is not None:
                    yield field, value

    def _is_found(self, field, value):
        if isinstance(value, list):
            return tuple(value) in self._found[_base(field)] or tuple(value) == self._own_name
        return value in self._parts or value in self._found[_base(field)]

    def key(self, field, value):
        """Return the primary key for a foreign key."""
        if value is None:
            return None
        found = self._found[_base(field)]
        if not isinstance(value, list):
            is_part = value in self._parts
            return field.related_model._meta.pk.to_python(value) if is_part else found.get(value)
        is_own = issubclass(field.related_model, Record) and tuple(value) == self._own_name
        return self.own.pk if is_own else found.get(tuple(value))


def drop_dangling_rows(snapshot, own=None):
    """Return a snapshot without the rows that refer to what is gone, and those rows.

    A picture that is gone leaves its field empty. Raises ``MissingReferences`` if the record itself
    needs what is gone.
    """
    rest, left_out, _references = resolve(snapshot, own)
    return rest, left_out


def resolve(snapshot, own=None):
    """Do the same as ``drop_dangling_rows``, and also return the References of what is left."""
    left_out = []
    while True:
        try:
            references = References(snapshot, own)
        except MissingReferences as missing:
            rows = [row for row, _field, _value in missing.rows]
            own_rows = [(row, field) for row, field, _value in missing.rows if "pk" not in row]
            if any(not field.null for _row, field in own_rows):
                raise
            emptied = {id(row): field.name for row, field in own_rows}
            left_out += [row for row in snapshot if row in rows and "pk" in row]
            snapshot = [
                {**row, "fields": {**row["fields"], emptied[id(row)]: None}}
                if id(row) in emptied
                else row
                for row in snapshot
                if row not in rows or "pk" not in row
            ]
        else:
            return snapshot, left_out, references


def _base(field):
    """Return the model in which a reference is looked up: Record for every kind."""
    return Record if issubclass(field.related_model, Record) else field.related_model


def is_set_null(field):
    """Whether a foreign key becomes None when its target is deleted."""
    return field.null and field.remote_field.on_delete.__name__ == "SET_NULL"


def _find(model, values):
    if model is get_user_model():
        names = [name for (name,) in values]
        found = model._base_manager.filter(**{f"{model.USERNAME_FIELD}__in": names})
        return {(name,): pk for pk, name in found.values_list("pk", model.USERNAME_FIELD)}
    return {
        str(pk): pk for pk in raw_queryset(model).filter(pk__in=values).values_list("pk", flat=True)
    }
