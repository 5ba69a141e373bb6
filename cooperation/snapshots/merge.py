"""Three-way merge of two editors’ changes to one record.

Reads three snapshots and no database. What only one editor changed is taken, what both changed
alike is taken once, and anything else becomes a question to a person.
"""

from copy import deepcopy
from functools import cache
from typing import NamedTuple

from cooperation.domain.basis import FOR_GAPS
from cooperation.domain.claims import PLACE, claim_columns
from cooperation.domain.languages import CODES
from cooperation.models.evidence import PARTS
from cooperation.snapshots.parts import fields_of, model_of, part_links, unique_values
from cooperation.snapshots.rows import (
    ALIAS,
    BASE,
    EVIDENCE,
    STATE,
    RowKey,
    none_if_empty,
    rows_by_key,
    snapshot_from,
)

THEIRS, MINE = "theirs", "mine"

WHOLE = ("",)
"""The ``fields`` of a question about a whole row."""

PICTURE = ("file", "focus_x", "focus_y", "width", "height", "renditions")
"""The fields that make up a picture and its crop; the renditions are made from the others."""

FIELD_GROUPS = {
    EVIDENCE: (("field", *PARTS), ("basis", "article", "quote", "note")),
    "cooperation.figure": (("qualifier", "value"),),
    ALIAS: (("basis", "note"),),
    "cooperation.article": (("source_url", "source_not_public_en"),),
    "cooperation.image": (
        PICTURE,
        ("is_decorative", "alt_en"),
        ("licence", "terms_en"),
    ),
    "cooperation.otherclaim": (("decided_by", "decided_at"),),
}
"""Fields that belong together: a value from each editor could make a third that nobody wanted.

The place of a record is another group, see ``field_groups``. Every merge uses these groups: of two
editors, of fixtures and register, of a duplicate and its survivor.
"""


class FieldConflict(NamedTuple):
    """A question: what the values were (``base``), what others made of them, and what I did.

    ``fields`` are the fields in question, or ``WHOLE``. Each side is a dict of their values, or
    None where a whole row is missing. ``twin`` is another row with the same unique values: only one
    of the two can stay.
    """

    key: RowKey
    fields: tuple
    base: dict | None
    theirs: dict | None
    mine: dict | None
    twin: RowKey | None = None

    @property
    def name(self):
        """Identifies the question in a form."""
        return ":".join([self.key.model, self.key.pk or "", *self.fields])

    @property
    def is_whole(self):
        return self.fields == WHOLE


class MergeResult(NamedTuple):
    """A snapshot, and the open questions; until they are answered, the snapshot has “theirs”."""

    snapshot: list
    conflicts: list


def merge(base, theirs, mine, choices=None, by_row=False):
    """Merge the changes of ``theirs`` and ``mine`` to ``base``; return a MergeResult.

    ``choices`` is {name of a conflict: THEIRS or MINE}. An answer is not asked again, but can lead
    to another question. The status is that of ``theirs``. ``by_row`` asks about each row that both
    changed as a whole, for when the database refuses a mix of their fields.
    """
    return _Merge(
        rows_by_key(base), rows_by_key(theirs), rows_by_key(mine), choices or {}, by_row
    ).result()


def rebase(live, base, mine):
    """Apply the changes of a draft, begun from ``base``, to ``live``; return it and the conflicts.

    Where both changed the same, the draft wins.
    """
    merged = merge(base, live, mine)
    questions, choices = merged.conflicts, {}
    while merged.conflicts:  # an answer can lead to another question
        choices |= {conflict.name: MINE for conflict in merged.conflicts}
        merged = merge(base, live, mine, choices)
    return merged.snapshot, questions


def advance_base(base, live, mine):
    """Return the new base of a draft that was saved again after the live record changed.

    What the draft took over from the live record is then no change of its own. Open questions keep
    their old base; if that is impossible, everything does.
    """
    if rows_by_key(base) == rows_by_key(live):
        return base
    _merged, questions = rebase(live, base, mine)
    renewed = _with_base_of(questions, live, base)
    _merged, left = rebase(live, renewed, mine)
    return renewed if [each.name for each in left] == [each.name for each in questions] else base


def _with_base_of(questions, live, base):
    """Return ``live``, with ``base`` for what the conflicts ask about."""
    rows, old = rows_by_key(live), rows_by_key(base)
    for question in questions:
        for key in filter(None, (question.key, question.twin)):
            if question.is_whole or key not in old:
                rows.pop(key, None)
                rows |= {key: old[key]} if key in old else {}
            else:
                rows[key] |= {name: old[key].get(name) for name in question.fields}
    return snapshot_from(rows)


class _Merge:
    def __init__(self, base, theirs, mine, choices, by_row):
        self.base, self.theirs, self.mine = base, theirs, mine
        self.choices, self.by_row = choices, by_row
        self.known = base.keys() | theirs.keys() | mine.keys()
        self.conflicts, self.rows = [], {}
        self.insisted = set()  # rows that somebody chose to keep, with all they depend on
        self.gone = set()  # rows deleted with another, for good

    def result(self):
        for key in dict.fromkeys([*self.theirs, *self.mine]):
            if (row := self._row(key)) is not None:
                self.rows[key] = row
        self._ask_about_gaps()
        self._restore_needed_rows()
        while twins := next(self._twins(), None):
            self._join(*twins)
        return MergeResult(snapshot_from(self.rows), self.conflicts)

    def _ask(self, *question):
        """Return the answer to a question; until there is one, “theirs”."""
        conflict = FieldConflict(*question)
        if conflict.name not in self.choices:
            self.conflicts.append(conflict)
        is_mine = self.choices.get(conflict.name) == MINE
        answer = conflict.mine if is_mine else conflict.theirs
        if conflict.is_whole and answer is not None and conflict.name in self.choices:
            self.insisted.add(conflict.key)
        return deepcopy(answer)

    def _groups(self, model, names):
        """Return tuples of fields that are asked about together, in the order of the row."""
        if self.by_row:
            state = STATE if model == BASE else ()
            return [tuple(dict.fromkeys(name for name in names if name not in state))]
        return group_fields(model, names)

    def _row(self, key):
        base, theirs, mine = (side.get(key) for side in self.sides)
        if theirs is not None and mine is not None:
            return self._merged(key, base or {}, theirs, mine)
        kept = mine if theirs is None else theirs
        if base is None:
            return deepcopy(kept)  # one of them added it
        if kept is None or same_values(kept, base):
            return None
        return self._ask(key, WHOLE, base, theirs, mine)

    def _merged(self, key, base, theirs, mine):
        merged = deepcopy(theirs)
        for names in self._groups(key.model, [*theirs, *mine]):
            was, now, own = ({n: side.get(n) for n in names} for side in (base, theirs, mine))
            is_state = key.model == BASE and names[0] in STATE
            if is_state or same_values(own, was) or same_values(own, now):
                continue
            merged |= own if same_values(now, was) else self._ask(key, names, was, now, own)
        return merged

    def _ask_about_gaps(self):
        """Ask where one editor gave a value and the other a reason why it is empty.

        The reason stays only if the value ends up empty.
        """
        for key, fields in list(self.rows.items()):
            if key.model != EVIDENCE or fields["basis"] not in FOR_GAPS:
                continue
            for own in [own for own in self.rows if own.pk is None]:
                names = tuple(n for n in claim_columns(fields["field"]) if n in self.rows[own])
                if not any(none_if_empty(self.rows[own][name]) for name in names):
                    continue
                sides = [self._part(side, own, names) for side in self.sides]
                self.rows[own] |= self._ask(own, names, *sides)
                if any(none_if_empty(self.rows[own][name]) for name in names):
                    del self.rows[key]
                    self.gone.add(key)

    @staticmethod
    def _part(side, key, names):
        return {name: side.get(key, {}).get(name) for name in names}

    @property
    def sides(self):
        return self.base, self.theirs, self.mine

    def _links(self):
        """Yield (key, field, target, is_cascade) of the links between rows of the record."""
        for key, fields in self.rows.items():
            for name, model, is_cascade in part_links(key.model):
                target = RowKey(model, fields.get(name))
                if target in self.known:
                    yield key, name, target, is_cascade

    def _restore_needed_rows(self):
        """Ask about rows that one editor deleted and the other’s rows depend on."""
        while lost := [link for link in self._links() if link[2] not in self.rows]:
            for key, name, target, is_cascade in lost:
                if key not in self.rows:
                    continue  # deleted with another row
                if not is_cascade:
                    self.rows[key][name] = None
                elif key in self.gone or not self._restore(key, target):
                    del self.rows[key]
                    self.gone.add(key)

    def _restore(self, key, target):
        """Return whether a deleted row that another depends on is back."""
        if target not in self.rows and target not in self.gone:
            theirs, mine = self.theirs.get(target), self.mine.get(target)
            if theirs is None and mine is None:
                theirs = self.base[target] if key in self.theirs else None
                mine = None if theirs else self.base[target]
            if key in self.insisted:
                row = theirs or mine
            else:
                row = self._ask(target, WHOLE, self.base.get(target), theirs, mine)
            if row is not None:
                self.rows[target] = deepcopy(row)
        return target in self.rows

    def _twins(self):
        """Yield pairs of rows with the same unique values; mine is last."""
        places = {}
        for key, fields in self.rows.items():
            for place in unique_values(key.model, fields):
                if other := places.get((key.model, place)):
                    is_other_mine = self.theirs.get(other) != self.rows[other]
                    is_new = key not in self.theirs and key not in self.base
                    yield (key, other) if is_other_mine and not is_new else (other, key)
                places[key.model, place] = key

    def _join(self, other, own):
        """Make one row of two; rows that depend on either depend on it."""
        kept = other
        if own in self.theirs or own in self.base:
            answer = self._ask(own, WHOLE, self.base.get(own), None, self.rows[own], other)
            kept = own if answer else other
        else:  # both added the same
            for names in self._groups(own.model, self.rows[own]):
                sides = [{n: self.rows[key].get(n) for n in names} for key in (other, own)]
                if not same_values(*sides):
                    nothing = dict.fromkeys(names)
                    self.rows[other] |= self._ask(other, names, nothing, *sides)
        gone = own if kept == other else other
        for key, name, target, _is_cascade in list(self._links()):
            if target == gone:
                self.rows[key][name] = kept.pk
        del self.rows[gone]


@cache
def field_groups(model):
    """Return the tuples of fields of a model (its label) that belong together.

    A place is one: venue, city and country in every language, and the format of the event.
    """
    found = model_of(model)
    names = [field.name for field in fields_of(found)] if found else []
    place = tuple(name for name in names if without_language(name) in PLACE)
    if place:
        place = tuple(name for name in names if name == "format" or name in place)
    return (*FIELD_GROUPS.get(model, ()), *([place] if place else ()))


def group_fields(model, names):
    """Return tuples of fields that belong together, in the order of the names."""
    group_of = {name: group for group in field_groups(model) for name in group}
    return list(dict.fromkeys(group_of.get(name, (name,)) for name in names))


def without_language(name):
    """Return the name of a field without its language: ``city`` for ``city_ru``."""
    stem, _line, code = name.rpartition("_")
    return stem if code in CODES and stem else name


def same_values(one, other):
    """Whether two rows, or some of their values, are equal; an empty text equals None."""
    names = one.keys() | other.keys()
    return all(none_if_empty(one.get(name)) == none_if_empty(other.get(name)) for name in names)
