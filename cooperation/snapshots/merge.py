"""Two editors, one record: what both did since they began, put together.

Pure: it reads three snapshots and needs no database. What only one of them changed is taken as it
is; what both changed alike is taken once; anything else is a question, never a guess.
"""

from copy import deepcopy
from functools import cache
from typing import NamedTuple

from cooperation.domain.basis import FOR_GAPS
from cooperation.domain.claims import PLACE, claim_columns
from cooperation.domain.languages import CODES
from cooperation.models.evidence import PARTS
from cooperation.snapshots.parts import fields_of, model_of, part_links, unique_places
from cooperation.snapshots.rows import BASE, STATE, Key, filled, read, write

THEIRS, MINE = "theirs", "mine"

EVIDENCE = "cooperation.evidence"

WHOLE = ("",)
"""The fields of a question about a row as a whole."""

PICTURE = ("file", "focus_x", "focus_y", "width", "height", "renditions")
"""The fields of a picture that are the picture, cropped: the renditions follow from the others."""

TOGETHER = {
    EVIDENCE: (("field", *PARTS), ("basis", "article", "quote", "note")),
    "cooperation.figure": (("qualifier", "value"),),
    "cooperation.alias": (("basis", "note"),),
    "cooperation.image": (
        PICTURE,
        ("is_decorative", "alt_en"),
        ("licence", "terms_en"),
    ),
    "cooperation.otherclaim": (("decided_by", "decided_at"),),
}
"""Fields that make sense only together: two halves of two answers would be a third one.

The place of any kind of record is another such group, see ``together``. Whatever merges fields
takes the groups from here: two editors, fixtures and register, a duplicate and its survivor.
"""


class FieldConflict(NamedTuple):
    """One question: what was there at first, what they made of it, and what I did.

    ``fields`` names the values it is about, or is ``WHOLE``. A side is a dict of these values; of
    a whole row it is None where that side has no such row. ``twin`` is the row that has come to
    need the same place as this one: choosing one of the two takes the other away.
    """

    key: Key
    fields: tuple
    base: dict | None
    theirs: dict | None
    mine: dict | None
    twin: Key | None = None

    @property
    def name(self):
        """What identifies the question in a form."""
        return ":".join([self.key.model, self.key.pk or "", *self.fields])

    @property
    def is_whole(self):
        return self.fields == WHOLE


class MergeResult(NamedTuple):
    """The outcome: a snapshot, and the questions still open; each is answered “theirs” so far."""

    snapshot: list
    conflicts: list


def merge(base, theirs, mine, choices=None, by_row=False):
    """Merge what ``theirs`` and ``mine`` made of ``base``; return a MergeResult.

    ``choices`` is {name of a conflict: THEIRS or MINE}; what is answered there is not asked again,
    but an answer can lead to another question. Where the record stands, published or not, is
    taken from ``theirs``. ``by_row`` asks about each row that both changed as one: for when the
    database refuses what different fields of theirs and mine make together.
    """
    return _Merge(read(base), read(theirs), read(mine), choices or {}, by_row).result()


def brought_up_to(live, base, mine):
    """Return a draft, begun from ``base``, on top of what is live now, and its Conflicts.

    In each of these the value of the draft stands.
    """
    merged = merge(base, live, mine)
    questions, choices = merged.conflicts, {}
    while merged.conflicts:  # an answer can lead to another question
        choices |= {conflict.name: MINE for conflict in merged.conflicts}
        merged = merge(base, live, mine, choices)
    return merged.snapshot, questions


def renewed_base(base, live, mine):
    """Return the base of a draft that was saved again, on top of what is live now.

    What the draft has taken in from there is no change of its own. What is still a question keeps
    its base; if that is not possible, all does.
    """
    if read(base) == read(live):
        return base
    _merged, questions = brought_up_to(live, base, mine)
    renewed = _with_base_of(questions, live, base)
    _merged, left = brought_up_to(live, renewed, mine)
    return renewed if [each.name for each in left] == [each.name for each in questions] else base


def _with_base_of(questions, live, base):
    """Return a snapshot that is ``live``, but for what some Conflicts ask about: ``base`` there."""
    rows, old = read(live), read(base)
    for question in questions:
        for key in filter(None, (question.key, question.twin)):
            if question.is_whole or key not in old:
                rows.pop(key, None)
                rows |= {key: old[key]} if key in old else {}
            else:
                rows[key] |= {name: old[key].get(name) for name in question.fields}
    return write(rows)


class _Merge:
    def __init__(self, base, theirs, mine, choices, by_row):
        self.base, self.theirs, self.mine = base, theirs, mine
        self.choices, self.by_row = choices, by_row
        self.known = base.keys() | theirs.keys() | mine.keys()
        self.conflicts, self.rows = [], {}
        self.insisted = set()  # rows that somebody chose to keep, with all that they hang on
        self.gone = set()  # rows that went with another, for good

    def result(self):
        for key in dict.fromkeys([*self.theirs, *self.mine]):
            if (row := self._row(key)) is not None:
                self.rows[key] = row
        self._ask_about_explained_values()
        self._keep_what_is_needed()
        while twins := next(self._twins(), None):
            self._join(*twins)
        return MergeResult(write(self.rows), self.conflicts)

    def _ask(self, *question):
        """Return the answer to a question; as long as there is none, that of the others."""
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
        return groups(model, names)

    def _row(self, key):
        base, theirs, mine = (side.get(key) for side in self.sides)
        if theirs is not None and mine is not None:
            return self._merged(key, base or {}, theirs, mine)
        kept = mine if theirs is None else theirs
        if base is None:
            return deepcopy(kept)  # one of them added it
        if kept is None or same(kept, base):
            return None
        return self._ask(key, WHOLE, base, theirs, mine)

    def _merged(self, key, base, theirs, mine):
        merged = deepcopy(theirs)
        for names in self._groups(key.model, [*theirs, *mine]):
            was, now, own = ({n: side.get(n) for n in names} for side in (base, theirs, mine))
            is_state = key.model == BASE and names[0] in STATE
            if is_state or same(own, was) or same(own, now):
                continue
            merged |= own if same(now, was) else self._ask(key, names, was, now, own)
        return merged

    def _ask_about_explained_values(self):
        """Ask where one gave a value and the other said why there is none; both cannot be.

        The answer decides on the value; the reason stays only where the value is empty.
        """
        for key, fields in list(self.rows.items()):
            if key.model != EVIDENCE or fields["basis"] not in FOR_GAPS:
                continue
            for own in [own for own in self.rows if own.pk is None]:
                names = tuple(n for n in claim_columns(fields["field"]) if n in self.rows[own])
                if not any(filled(self.rows[own][name]) for name in names):
                    continue
                sides = [self._part(side, own, names) for side in self.sides]
                self.rows[own] |= self._ask(own, names, *sides)
                if any(filled(self.rows[own][name]) for name in names):
                    del self.rows[key]
                    self.gone.add(key)

    @staticmethod
    def _part(side, key, names):
        return {name: side.get(key, {}).get(name) for name in names}

    @property
    def sides(self):
        return self.base, self.theirs, self.mine

    def _links(self):
        """Yield (key, field, target, whether the row goes with it) between rows of the record."""
        for key, fields in self.rows.items():
            for name, model, goes_with_it in part_links(key.model):
                target = Key(model, fields.get(name))
                if target in self.known:
                    yield key, name, target, goes_with_it

    def _keep_what_is_needed(self):
        """Ask about rows that one side took away and the other hangs something on."""
        while lost := [link for link in self._links() if link[2] not in self.rows]:
            for key, name, target, goes_with_it in lost:
                if key not in self.rows:
                    continue  # went with something else
                if not goes_with_it:
                    self.rows[key][name] = None
                elif key in self.gone or not self._brought_back(key, target):
                    del self.rows[key]
                    self.gone.add(key)

    def _brought_back(self, key, target):
        """Whether the row that another hangs on is there again."""
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
        """Yield two rows of which only one can be there, mine last."""
        places = {}
        for key, fields in self.rows.items():
            for place in unique_places(key.model, fields):
                if other := places.get((key.model, place)):
                    is_other_mine = self.theirs.get(other) != self.rows[other]
                    is_new = key not in self.theirs and key not in self.base
                    yield (key, other) if is_other_mine and not is_new else (other, key)
                places[key.model, place] = key

    def _join(self, other, own):
        """Make one row of two; what hangs on either hangs on it."""
        kept = other
        if own in self.theirs or own in self.base:
            answer = self._ask(own, WHOLE, self.base.get(own), None, self.rows[own], other)
            kept = own if answer else other
        else:  # both added the same
            for names in self._groups(own.model, self.rows[own]):
                sides = [{n: self.rows[key].get(n) for n in names} for key in (other, own)]
                if not same(*sides):
                    nothing = dict.fromkeys(names)
                    self.rows[other] |= self._ask(other, names, nothing, *sides)
        gone = own if kept == other else other
        for key, name, target, _goes_with_it in list(self._links()):
            if target == gone:
                self.rows[key][name] = kept.pk
        del self.rows[gone]


@cache
def together(model):
    """Return the tuples of fields of a model (its label) that make sense only together.

    A place is one: venue, city and country in every language, and whether anybody went there.
    """
    found = model_of(model)
    names = [field.name for field in fields_of(found)] if found else []
    place = tuple(name for name in names if stem_of(name) in PLACE)
    if place:
        place = tuple(name for name in names if name == "format" or name in place)
    return (*TOGETHER.get(model, ()), *([place] if place else ()))


def groups(model, names):
    """Return tuples of fields that make sense only together, in the order of the names."""
    group_of = {name: group for group in together(model) for name in group}
    return list(dict.fromkeys(group_of.get(name, (name,)) for name in names))


def stem_of(name):
    """Return the name of a field without its language: ``city`` of ``city_ru``."""
    stem, _line, code = name.rpartition("_")
    return stem if code in CODES and stem else name


def same(one, other):
    """Whether two rows, or some values of them, say the same."""
    names = one.keys() | other.keys()
    return all(filled(one.get(name)) == filled(other.get(name)) for name in names)
