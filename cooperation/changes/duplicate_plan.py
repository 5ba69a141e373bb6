"""Plans what a record takes over from its duplicate.

Reads the snapshots of both and no database; ``merge_duplicate`` carries the plan out.
"""

from typing import NamedTuple

from cooperation.domain.basis import FOR_GAPS, Basis
from cooperation.domain.claims import PLACE, claim_columns
from cooperation.domain.languages import CODES
from cooperation.domain.texts.folding import same_signs
from cooperation.domain.texts.text import contains_quote
from cooperation.domain.verbs import VERBS
from cooperation.snapshots.merge import group_fields, without_language
from cooperation.snapshots.parts import part_links, parts_of, unique_values
from cooperation.snapshots.rows import (
    ALIAS,
    BASE,
    EVIDENCE,
    OWN,
    RELATION,
    STATE,
    RowKey,
    natural_key,
    none_if_empty,
    rows_by_key,
)

PROVISION = "cooperation.provision"

NEVER_TAKEN = (*STATE, "kind", "slug", "publish_at", "record")
"""Fields that a record never takes over: its state and its identity."""

IGNORED_FIELDS = ("order", "decided_by", "decided_at")
"""Fields in which two parts may differ and still count as the same."""

SIGNING_FIELDS = ("act", "when", *PLACE)
"""The fields of one signing: two records of an agreement may describe different signings."""


class DifferingValue(NamedTuple):
    """Values that differ: the survivor keeps its own (``kept``); ``other`` are the duplicate’s."""

    key: RowKey
    kept: dict
    other: dict


class DuplicateMergePlan:
    """What happens to the values and parts of a duplicate.

    ``taken`` is {Key: {field: value}} of the values that only the duplicate has, ``differing``
    lists each DifferingValue. ``moved`` is {Key: fields} of the parts that move to the survivor,
    ``joined`` {Key: Key} of those that the survivor already has. ``dropped`` are relations between
    the two, and what depends on them. ``ended`` are the survivor’s reasons for values that are no
    longer empty. ``left`` is evidence for values that the survivor does not have; it stays with the
    duplicate. ``names`` lists (name, basis) of the duplicate’s names, which become other names of
    the survivor. ``has_groups``: whether the duplicate is a council with working groups.
    """

    def __init__(self, survivor, duplicate, has_groups=False):
        self.kind = natural_key(survivor)[0]
        self.kept, self.came = rows_by_key(survivor), rows_by_key(duplicate)
        own, other = self._values(self.kept), self._values(self.came)
        self.taken, self.differing = {}, []
        for names in self._groups_of_record([*own, *other]):
            self._take(None, names, own, other)
        taken = [pair for fields in self.taken.values() for pair in fields.items()]
        self.values = own | dict(taken)
        names = [list(natural_key(each)) for each in (survivor, duplicate)]
        self.kept = self._as_one(self.kept, OWN, names[1], names[1])
        self.came = self._as_one(self.came, names[0], OWN, names[1])
        self.moved, self.joined, self.dropped, self.left = {}, {}, set(), set()
        self._place_parts(other)
        self.ended = self._ended(has_groups)
        self.names = self._names(other)

    def _as_one(self, rows, survivor, duplicate, other_text):
        """Replace both records by one in some rows, except for quotes that only one text contains.

        ``survivor`` and ``duplicate`` are how these rows refer to the two.
        """
        bodies = [self.values.get(f"body_{code}") or "" for code in CODES]

        def one(name, value, fields):
            if value == duplicate and name == "article" and fields["quote"]:
                stands = any(contains_quote(body, fields["quote"]) for body in bodies)
                return OWN if stands else other_text
            return OWN if value in (survivor, duplicate) else value

        return {
            key: {name: one(name, value, fields) for name, value in fields.items()}
            for key, fields in rows.items()
        }

    @staticmethod
    def _values(rows):
        """Return {field: value} of the record itself, from its two rows."""
        own = [fields for key, fields in rows.items() if key.pk is None]
        return {
            n: none_if_empty(v) for fields in own for n, v in fields.items() if n not in NEVER_TAKEN
        }

    def _groups_of_record(self, names):
        """Return lists of the fields of the record itself that belong together."""
        kind = next(key.model for key in self.kept if key.pk is None and key.model != BASE)
        return _groups(kind, names, SIGNING_FIELDS if "act" in names else ())

    def _row_of(self, name):
        return next(key for key in self.kept if key.pk is None and name in self.kept[key])

    def _take(self, key, names, own, other):
        """Take the missing values of a group of fields, unless other values of it differ."""
        mine, theirs = (
            {n: side[n] for n in names if none_if_empty(side.get(n))} for side in (own, other)
        )
        missing = {name: theirs[name] for name in theirs if name not in mine}
        shared = mine.keys() & theirs.keys()
        if any(mine[name] != theirs[name] for name in shared) or (missing and mine and not shared):
            rows = {}
            for name in names:
                if name in theirs and mine.get(name) != theirs[name]:
                    rows.setdefault(key or self._row_of(name), []).append(name)
            for row, found in rows.items():
                sides = ({name: side.get(name) for name in found} for side in (mine, theirs))
                self.differing.append(DifferingValue(row, *sides))
        elif missing:
            for name, value in missing.items():
                self.taken.setdefault(key or self._row_of(name), {})[name] = value

    # Parts

    def _place_parts(self, other):
        """Decide on each part of the duplicate; a part comes after those it depends on."""
        places, contents = {}, {}
        for key, fields in self.kept.items():
            self._index_part(key, fields, places, contents)
        gaps = {fields["field"] for key, fields in self.kept.items() if _is_gap(key, fields)}
        for key in self._in_order(self.came):
            fields = self.came[key] | {
                name: self.joined[target].pk
                for name, target, _is_cascade in _links(key, self.came[key])
                if target in self.joined
            }
            hanging = {target for _n, target, goes in _links(key, fields) if goes}
            twin = places.get(key.model) and next(
                (
                    places[key.model][place]
                    for place in unique_values(key.model, fields)
                    if place in places[key.model]
                ),
                None,
            )
            twin = twin or contents.get((key.model, _content(fields)))
            if _is_loop(key, fields) or hanging & self.dropped:
                self.dropped.add(key)
            elif hanging & self.left or self._supports_other_value(key, fields, other, gaps):
                self.left.add(key)
            elif key in self.kept:
                continue
            elif twin:
                self.joined[key] = twin
                for names in _groups(key.model, fields):
                    if not set(names) & {*IGNORED_FIELDS}:
                        self._take(twin, names, self._now(twin), fields)
            else:
                self.moved[key] = fields
                self._index_part(key, fields, places, contents)

    def _now(self, key):
        """Return the fields that a part of the survivor will have."""
        return (self.kept.get(key) or self.moved[key]) | self.taken.get(key, {})

    def _in_order(self, rows):
        order = [part.model._meta.label_lower for part in parts_of(self.kind)]
        known = [key for key in rows if key.model in order and key.pk]
        return sorted(known, key=lambda key: (order.index(key.model), key.pk))

    @staticmethod
    def _index_part(key, fields, places, contents):
        for place in unique_values(key.model, fields):
            places.setdefault(key.model, {})[place] = key
        contents.setdefault((key.model, _content(fields)), key)

    def _supports_other_value(self, key, fields, other, gaps):
        claim = fields.get("field")
        if key.model != EVIDENCE or not claim:
            return False
        columns = [name for name in claim_columns(claim) if name in other]
        if _is_gap(key, fields):
            return claim not in gaps and (
                not columns or any(self.values.get(name) for name in columns)
            )
        said = [name for name in columns if other[name]]
        return any(self.values.get(name) != other[name] for name in said)

    def _ended(self, has_groups):
        """Return the survivor’s reasons for empty values that the duplicate fills."""
        answered = {"working_groups"} if has_groups else set()
        for key, fields in self.moved.items():
            if key.model == PROVISION:
                answered.add("provisions")
            if key.model == RELATION:
                verb = VERBS.get(fields["verb"])
                ends = (verb.claim, verb.inverse_claim) if verb else ("", "")
                answered |= {
                    claim
                    for end, claim in zip(("subject", "object"), ends, strict=True)
                    if fields[end] is OWN
                }
        return {
            key
            for key, fields in self.kept.items()
            if _is_gap(key, fields)
            and (
                fields["field"] in answered
                or any(self.values.get(name) for name in claim_columns(fields["field"]))
            )
        }

    def _names(self, other):
        """Return (name, basis) of each name of the duplicate that the survivor does not have."""
        fields = [f"{name}_{code}" for name in ("title", "short_name") for code in CODES]
        known = {_same(str(self.values[name])) for name in fields if self.values.get(name)}
        rows = [*self.kept.items(), *self.moved.items()]
        known |= {_same(fields["text"]) for key, fields in rows if key.model == ALIAS}
        stated = {
            fields["field"]
            for key, fields in self.came.items()
            if key.model == EVIDENCE and fields["basis"] == Basis.STATED
        }
        found = {}
        for name in fields:
            text = other.get(name)
            if text and _same(text) not in known:
                basis = Basis.STATED if name.rpartition("_")[0] in stated else Basis.OUTSIDE
                found.setdefault(text, basis.value)
        return list(found.items())


def _same(name):
    return same_signs(name).casefold()


def _groups(model, names, more=()):
    """Return lists of the fields that belong together.

    To the groups of ``merge.group_fields`` this adds the versions of one text, and the fields in
    ``more``: a duplicate and its survivor have no common base.
    """
    found = {}
    for group in group_fields(model, names):
        stems = {without_language(name) for name in group}
        key = more if stems & {*more} else group if len(stems) > 1 else stems.pop()
        found.setdefault(key, []).extend(name for name in group if name in names)
    return found.values()


def _links(key, fields):
    """Yield (field, Key, is_cascade) of the rows that a part refers to."""
    for name, model, is_cascade in part_links(key.model):
        if fields.get(name):
            yield name, RowKey(model, fields[name]), is_cascade


def _content(fields):
    """Return the content of a part in a form that can be compared."""
    return tuple(
        sorted(
            (name, repr(none_if_empty(value)))
            for name, value in fields.items()
            if name not in IGNORED_FIELDS
        )
    )


def _is_loop(key, fields):
    return key.model == RELATION and fields["subject"] is OWN and fields["object"] is OWN


def _is_gap(key, fields):
    return key.model == EVIDENCE and fields["basis"] in FOR_GAPS
