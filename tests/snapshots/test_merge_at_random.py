"""Whatever two editors do, nothing that one of them did is lost without a question."""

from random import Random

from hypothesis import strategies as st

from cooperation.snapshots.merge import MINE, THEIRS
from cooperation.snapshots.parts import part_links, unique_values
from cooperation.snapshots.rows import BASE, RowKey, content, none_if_empty, snapshot_from
from tests.support.effort import few_or_many, try_each
from tests.support.merging import (
    ALIAS,
    EVIDENCE,
    PREMISE,
    RELATION,
    alias,
    asked,
    evidence,
    merged,
    pk,
    record,
    relation,
    settled,
)

TEXTS = ["", "a", "b", "c"]


def edited(chance):
    """Return the rows as an editor leaves them after a few random edits."""
    rows = {key: dict(fields) for key, fields in record().items()}
    for _number in range(chance.randint(0, 6)):
        key = chance.choice([key for key in rows if key.pk] or [RowKey(BASE)])
        action = chance.choice(["base", "change", "delete", "add", "add"])
        if action == "base":
            rows[RowKey(BASE)][chance.choice(["title_en", "title_ru", "summary_en"])] = (
                chance.choice(TEXTS)
            )
        elif action == "delete" and key.pk:
            del rows[key]
            rows = settled(rows)
        elif action == "change":
            change(rows, key, chance)
        elif action == "add":
            add(rows, chance)
    return rows


def change(rows, key, chance):
    name = {ALIAS: "text", RELATION: "role_en", EVIDENCE: "note", PREMISE: "words"}.get(
        key.model, "text_en"
    )
    before = dict(rows[key])
    rows[key][name] = chance.choice(TEXTS[1:])
    if twins(rows):
        rows[key] = before


def add(rows, chance):
    key = RowKey(
        chance.choice([ALIAS, RELATION, EVIDENCE, PREMISE]), pk(chance.getrandbits(64) + 99)
    )
    quoted = [each.pk for each in rows if each.model == EVIDENCE]
    joined = [each.pk for each in rows if each.model == RELATION]
    if key.model == ALIAS:
        rows[key] = alias(chance.choice(TEXTS[1:]))
    elif key.model == RELATION:
        rows[key] = relation(chance.choice("xyz"), chance.choice(TEXTS))
    elif key.model == EVIDENCE:
        target = {"relation": chance.choice(joined)} if joined else {"field": "state"}
        rows[key] = evidence(target, chance.choice(TEXTS))
    elif len(quoted) > 1:
        inference, premise = chance.sample(quoted, 2)
        rows[key] = {"inference": inference, "evidence": premise, "words": "W"}
    if twins(rows):
        del rows[key]


def twins(rows):
    places = [
        (key.model, place)
        for key, fields in rows.items()
        for place in unique_values(key.model, fields)
    ]
    return len(places) != len(set(places))


def is_whole(rows):
    """Whether nothing hangs on what is not there, and nothing is there twice."""
    return not twins(rows) and settled({k: dict(v) for k, v in rows.items()}) == rows


def values(rows):
    """Return {(key, field): value} of what counts, the state of the record left out."""
    return {
        (key, name): value
        for key, fields in content(snapshot_from(rows)).items()
        for name, value in fields.items()
    }


def answered(theirs, mine, choose):
    """Answer questions until there are none; return the rows and all that was asked."""
    choices, questions = {}, []
    while True:
        rows, conflicts = merged(theirs, mine, choices)
        if not conflicts:
            return rows, questions
        questions += conflicts
        assert len(questions) < 200, "it never ends"
        choices |= {each.name: choose() for each in conflicts}


SEEDS = st.integers(0, 2**48)


@few_or_many(2_000, 20_000)
def test_no_edit_vanishes_without_a_recorded_choice(examples):
    try_each(examples, no_edit_vanishes, seed=SEEDS)


def no_edit_vanishes(seed):
    chance = Random(seed)  # noqa: S311
    theirs, mine = edited(chance), edited(chance)
    rows, questions = answered(theirs, mine, lambda: chance.choice([THEIRS, MINE]))
    assert is_whole(rows)
    asked_about = with_what_they_hang_on(
        {each.key for each in questions} | {each.twin for each in questions}, theirs, mine
    )
    base, result = values(record()), values(rows)
    joined = joined_rows(theirs, mine)
    for side, other in ((theirs, mine), (mine, theirs)):
        own, others = values(side), values(other)
        for place in base.keys() | own.keys():
            key, name = place
            if own.get(place) == base.get(place) or key in asked_about or key in joined:
                continue
            if depends_on(key, name, side, other, asked_about | joined):
                continue
            assert result.get(place) == own.get(place), (place, others.get(place))


def with_what_they_hang_on(keys, *sides):
    """Return the keys with those of the rows that keeping one of them keeps too."""
    found = set(keys)
    while True:
        more = {
            RowKey(model, side[key].get(name))
            for side in (*sides, record())
            for key in found & side.keys()
            for name, model, is_cascade in part_links(key.model)
            if is_cascade and side[key].get(name)
        } - found
        if not more:
            return found
        found |= more


def joined_rows(theirs, mine):
    """Return the keys of rows that both sides hold in one place under different keys."""
    places = {}
    for rows in (theirs, mine, record()):
        for key, fields in rows.items():
            for place in unique_values(key.model, fields):
                places.setdefault((key.model, place), set()).add(key)
    return {key for keys in places.values() if len(keys) > 1 for key in keys}


def depends_on(key, name, side, other, uncertain):
    """Whether what became of a row followed from an answer about another that it hangs on."""
    fields = side.get(key) or other.get(key) or record().get(key) or {}
    for link, model, _goes in part_links(key.model):
        target = RowKey(model, fields.get(link))
        gone = target in record() and not (target in side and target in other)
        if target in uncertain or gone:
            return True
        is_there = target in side or target in other
        if is_there and depends_on(target, name, side, other, uncertain):
            return True
    return False


@few_or_many(500, 5_000)
def test_one_editor_alone_is_never_asked(examples):
    try_each(examples, one_editor_is_not_asked, seed=SEEDS)


def one_editor_is_not_asked(seed):
    chance = Random(seed)  # noqa: S311
    mine = edited(chance)
    for sides in ((record(), mine), (mine, record()), (mine, mine)):
        rows, conflicts = merged(*sides)
        assert (values(rows), conflicts) == (values(mine), [])


@few_or_many(500, 5_000)
def test_values_are_asked_about_in_either_order(examples):
    try_each(examples, order_does_not_matter, seed=SEEDS)


def order_does_not_matter(seed):
    """Questions about rows that went can follow from the answers to others; these cannot."""
    chance = Random(seed)  # noqa: S311
    theirs, mine = edited(chance), edited(chance)
    if joined_rows(theirs, mine):
        return  # the row that both added keeps the key of the first
    first, second = (
        [each for each in merged(*sides)[1] if not each.is_whole]
        for sides in ((theirs, mine), (mine, theirs))
    )
    swapped = {(each.key, each.fields): (each.base, each.mine, each.theirs) for each in second}
    assert asked(first) == swapped


@few_or_many(500, 5_000)
def test_always_answering_mine_or_theirs_keeps_every_value_of_that_side(examples):
    try_each(examples, one_side_is_kept, seed=SEEDS)


def one_side_is_kept(seed):
    chance = Random(seed)  # noqa: S311
    theirs, mine = edited(chance), edited(chance)
    for choice, side in ((THEIRS, theirs), (MINE, mine)):
        rows, questions = answered(theirs, mine, lambda choice=choice: choice)
        for question in questions:
            if question.key in side and question.key in rows and not question.is_whole:
                for name in question.fields:
                    assert none_if_empty(rows[question.key].get(name)) == none_if_empty(
                        getattr(question, choice)[name]
                    )
