"""Plans the loading of fixtures: a three-way merge of last fixtures, register and new fixtures.

It reads no database. Changes of editors always stay; where the fixture changed the same, a
FixtureDifference reports it.
"""

from collections import defaultdict
from typing import NamedTuple

from django.apps import apps

from cooperation.changes.content.fixtures import content_models, is_kind, references, values
from cooperation.snapshots.merge import group_fields, same_values
from cooperation.snapshots.parts import unique_values
from cooperation.snapshots.references import is_set_null
from cooperation.snapshots.rows import BASE, RELATION

IGNORED_FIELDS = ("created_at", "updated_at")
"""Fields whose differences are not reported."""


class FixtureDifference(NamedTuple):
    """Fields that stay as editors have them, with both values, or a whole row."""

    entry: object
    why: str
    kept: dict
    fixture: dict


class LoadPlan:
    """What loading will do: ``writes`` {Key: fields}, ``deletes``, and ``differences`` to report.

    ``entries`` is {Key: FixtureRow} of the new fixtures, ``past`` the same as last loaded, ``out``
    the keys that were left out then; ``present`` is {Key: fields} of the register. ``left_out`` are
    the keys that will not be in the register. Rows with a key in ``used`` are neither deleted nor
    added.
    """

    def __init__(self, entries, past, out, present, used=()):
        self.entries, self.past, self.out, self.present = entries, past, out, present
        self.used = used
        self.mine = {key: values(entry) for key, entry in entries.items()}
        self.base = {key: values(entry, is_past=True) for key, entry in past.items()}
        self.writes, self.deletes, self.left_out, self.differences = {}, set(), set(), []
        order = {model._meta.label_lower: n for n, model in enumerate(content_models())}
        keys = sorted(entries, key=lambda key: order[key.model])  # dependent rows last
        gone = sorted(past.keys() & present.keys() - entries.keys(), key=lambda k: order[k.model])
        for key in [key for key in keys if key in past and key not in present]:
            self._skip_deleted(key)
        self.places = self._places(set(gone))
        for key in [key for key in keys if key in present]:
            self._merge(key)
        self._delete(gone)
        self.places = self._places(self.deletes)
        for key in [key for key in keys if key not in past and key not in present]:
            self._add(key)
        self._drop_dangling_writes()

    def _report(self, key, why, kept=(), fixture=()):
        entry = self.entries.get(key) or self.past[key]
        self.differences.append(FixtureDifference(entry, why, dict(kept), dict(fixture)))

    def now(self, key):
        """Return the fields that a row will have."""
        return self.writes.get(key) or self.present[key]

    def _places(self, without):
        """Return {(model, unique values): the key of the row that has them}."""
        return {
            (key.model, place): key
            for key in {**self.present, **self.writes}
            if key not in without
            for place in unique_values(key.model, self.now(key))
        }

    def _is_taken(self, key, fields):
        """Whether another row has the unique values of a row."""
        places = unique_values(key.model, fields)
        return any(self.places.get((key.model, place), key) != key for place in places)

    def _needs_left_out_row(self, key):
        return any(
            target in self.left_out and not is_set_null(field)
            for field, target in references(key, self.mine[key])
        )

    def _skip_deleted(self, key):
        """Leave out what editors have deleted; report it once, and when the fixture changes."""
        is_news = key not in self.out or not same_values(self.mine[key], self.base[key])
        if is_news and not self._needs_left_out_row(key):
            self._report(key, "was deleted in the register and stays deleted")
        self.left_out.add(key)

    def _merge(self, key):
        base, theirs, mine = self.base.get(key), self.present[key], self.mine[key]
        merged = dict(theirs)
        for names in group_fields(key.model, list(mine)):
            was, now, new = (
                {name: side[name] for name in names if name in side}
                for side in (base or {}, theirs, mine)
            )
            if same_values(new, now) or (base and same_values(new, was)):
                continue
            if base and same_values(now, was) and self._is_possible(key, merged, new):
                merged |= new
            elif not set(names) & set(IGNORED_FIELDS):
                self._report(key, "", now, new)
        if not same_values(merged, theirs):
            self.writes[key] = merged

    def _is_possible(self, key, merged, new):
        """Whether a row can take new values together with those of editors."""
        targets = [target for field, target in references(key, new) if field.name in new]
        return not self.left_out.intersection(targets) and not self._is_taken(key, merged | new)

    def _delete(self, gone):
        """Delete what is gone from the fixtures, unless it was changed or is used."""
        users = defaultdict(set)
        for key in self.present if gone else ():
            for _field, target in references(key, self.now(key)):
                users[target].add(key)
        kept = {key: "was changed" for key in gone if not self._is_untouched(key)}
        while True:
            deletes = {*gone} - kept.keys()
            needed = {key: "is used" for key in deletes if users[key] - deletes or key in self.used}
            needed |= {
                key: ""
                for key in deletes
                if any(target in kept for _field, target in references(key, self.present[key]))
            }
            if not needed:
                break
            kept |= needed
        self.deletes = deletes
        for key in gone:
            is_told = any(target in kept for _field, target in references(key, self.present[key]))
            if kept.get(key) and not is_told:
                self._report(key, f"is no longer in the fixtures, but {kept[key]} here; it stays")

    def _is_untouched(self, key):
        base, theirs = self.base[key], self.present[key]
        return same_values(
            *({n: side[n] for n in side if n not in IGNORED_FIELDS} for side in (base, theirs))
        )

    def _add(self, key):
        if self._needs_left_out_row(key):
            if not is_kind(apps.get_model(key.model)):
                self._report(key, "is new, but what it belongs to is not here; it is left out")
            self.left_out.add(key)
        elif key in self.used:
            self._report(key, "is new, but its address leads to another record; it is left out")
            self.left_out.add(key)
        elif self._is_taken(key, self.mine[key]):
            self._report(key, "is new, but the register holds the same already; it is left out")
            self.left_out.add(key)
        else:
            emptied = [f.name for f, t in references(key, self.mine[key]) if t in self.left_out]
            self.writes[key] = self.mine[key] | dict.fromkeys(emptied)

    def _drop_dangling_writes(self):
        """Drop writes that would refer to a row that was left out later."""
        for key in list(self.writes):
            targets = {target for _field, target in references(key, self.writes[key])}
            if targets & self.left_out:
                del self.writes[key]
                self._report(key, "refers to something that is left out; it stays as it is")

    def owners(self, key):
        """Return the keys of the records that a row is part of, before and after."""
        found, waiting = set(), [key]
        while waiting:
            current = waiting.pop()
            if current.model == BASE:
                found.add(current)
                continue
            for fields in (self.present.get(current), self.writes.get(current)):
                if fields is not None:
                    waiting += _owners(current, fields)
        return found


def _owners(key, fields):
    is_relation = key.model == RELATION
    return [
        target
        for field, target in references(key, fields)
        if is_relation or field.remote_field.on_delete.__name__ == "CASCADE"
    ]
