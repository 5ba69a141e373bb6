"""Merging what two editors did: nothing that one of them did is lost without a question."""

import uuid
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation.publishing.merge import MINE, THEIRS, WHOLE, merge
from cooperation.publishing.parts import part_links, unique_places
from cooperation.publishing.rows import BASE, OWN, Key, content, filled, read, write

ALIAS, PROVISION = "cooperation.alias", "cooperation.provision"
RELATION, EVIDENCE = "cooperation.relation", "cooperation.evidence"
PREMISE = "cooperation.premise"
AGREEMENT = "cooperation.agreement"


def pk(number):
    return str(uuid.UUID(int=number, version=4))


def alias(text):
    return {"record": OWN, "text": text, "basis": "stated", "note": ""}


def relation(partner, role=""):
    return {"subject": ["partner", partner], "verb": "party_to", "object": OWN, "role_en": role}


def evidence(supports, quote):
    fields = {"record": OWN, "field": "", "relation": None, "provision": None}
    source = {"basis": "stated", "article": ["article", "a"], "quote": quote, "note": ""}
    return fields | source | supports


def record(**parts):
    """Return the rows of an agreement with two of each sort of part."""
    base = {"kind": "agreement", "slug": "pact", "status": "published", "title_en": "Pact"}
    rows = {
        Key(BASE): base | {"title_ru": None, "summary_en": "", "updated_at": "2026-01-01"},
        Key(AGREEMENT): {"record": OWN, "type": "memorandum", "state": ""},
        Key(ALIAS, pk(1)): alias("MoU"),
        Key(ALIAS, pk(2)): alias("Treaty"),
        Key(PROVISION, pk(3)): {"agreement": OWN, "text_en": "Exchange", "order": 1},
        Key(RELATION, pk(4)): relation("uz"),
        Key(RELATION, pk(5)): relation("un"),
        Key(EVIDENCE, pk(6)): evidence({"relation": pk(4)}, "They signed."),
        Key(EVIDENCE, pk(7)): evidence({"field": "title"}, "The Pact."),
        Key(PREMISE, pk(8)): {"inference": pk(7), "evidence": pk(6), "words": "They signed."},
    }
    return rows | parts


def changed(key, **fields):
    rows = record()
    rows[key] = rows[key] | fields
    return rows


def without(*keys):
    """Return the rows without some, and without what hangs on them, as the database leaves them."""
    rows = {key: dict(fields) for key, fields in record().items() if key not in keys}
    return settled(rows)


def settled(rows):
    """Do what the database does when rows go: take along, or empty, what leads to them."""
    known = set(record()) | set(rows)
    while True:
        dead = set()
        for key, fields in rows.items():
            for name, model, goes_with_it in part_links(key.model):
                target = Key(model, fields.get(name))
                if target in known and target not in rows:
                    if goes_with_it:
                        dead.add(key)
                    else:
                        fields[name] = None
        if not dead:
            return rows
        known |= dead
        rows = {key: fields for key, fields in rows.items() if key not in dead}


def merged(theirs, mine, choices=None, base=None):
    result = merge(write(base or record()), write(theirs), write(mine), choices)
    return read(result.snapshot), result.conflicts


def asked(conflicts):
    """Return {(key, fields): (base, theirs, mine)} of the questions."""
    return {(c.key, c.fields): (c.base, c.theirs, c.mine) for c in conflicts}


def test_different_fields_rows_and_translations_merge_without_a_question():
    theirs = changed(Key(BASE), title_ru="Пакт", status="withdrawn", updated_at="2026-02-02")
    theirs[Key(ALIAS, pk(11))] = alias("Accord")
    del theirs[Key(PROVISION, pk(3))]
    mine = changed(Key(BASE), summary_en="A pact.")
    mine[Key(AGREEMENT)] = mine[Key(AGREEMENT)] | {"state": "signed"}
    mine[Key(ALIAS, pk(12))] = alias("Compact")
    del mine[Key(ALIAS, pk(2))]
    rows, conflicts = merged(theirs, mine)
    expected = record()
    expected[Key(BASE)] = theirs[Key(BASE)] | {"summary_en": "A pact."}
    expected[Key(AGREEMENT)] = mine[Key(AGREEMENT)]
    expected |= {Key(ALIAS, pk(11)): alias("Accord"), Key(ALIAS, pk(12)): alias("Compact")}
    del expected[Key(ALIAS, pk(2))], expected[Key(PROVISION, pk(3))]
    assert (rows, conflicts) == (expected, [])


@pytest.mark.parametrize(("choice", "kept"), [(None, "A"), (THEIRS, "A"), (MINE, "B")])
def test_same_field_is_asked_about(choice, kept):
    name = f"{BASE}::title_en"
    choices = {name: choice} if choice else {}
    rows, conflicts = merged(
        changed(Key(BASE), title_en="A"), changed(Key(BASE), title_en="B"), choices
    )
    assert rows[Key(BASE)]["title_en"] == kept
    question = {
        (Key(BASE), ("title_en",)): ({"title_en": "Pact"}, {"title_en": "A"}, {"title_en": "B"})
    }
    assert asked(conflicts) == ({} if choice else question)
    assert [each.name for each in conflicts] == ([] if choice else [name])


def test_same_change_on_both_sides_is_no_question():
    both = changed(Key(BASE), title_en="A", summary_en="B")
    del both[Key(ALIAS, pk(1))]
    assert merged(both, both) == (both, [])


def test_empty_text_and_no_text_are_the_same():
    theirs, mine = changed(Key(BASE), title_ru=""), changed(Key(BASE), title_ru="Пакт")
    rows, conflicts = merged(theirs, mine)
    assert (rows[Key(BASE)]["title_ru"], conflicts) == ("Пакт", [])


@pytest.mark.parametrize("is_mine_deleting", [True, False])
def test_deleting_against_editing_is_asked_about(is_mine_deleting):
    key = Key(PROVISION, pk(3))
    edited, deleted = changed(key, text_en="Exchange of books"), without(key)
    theirs, mine = (edited, deleted) if is_mine_deleting else (deleted, edited)
    rows, conflicts = merged(theirs, mine)
    assert asked(conflicts) == {(key, WHOLE): (record()[key], theirs.get(key), mine.get(key))}
    for choice, side in ((THEIRS, theirs), (MINE, mine)):
        rows, conflicts = merged(theirs, mine, {f"{PROVISION}:{pk(3)}:": choice})
        assert (rows.get(key), conflicts) == (side.get(key), [])


def test_evidence_for_a_relation_that_they_deleted_brings_the_relation_up():
    key, new = Key(RELATION, pk(5)), Key(EVIDENCE, pk(20))
    mine = record() | {new: evidence({"relation": pk(5)}, "The UN signed.")}
    rows, conflicts = merged(without(key), mine)
    assert asked(conflicts) == {(key, WHOLE): (record()[key], None, record()[key])}
    assert (key in rows, new in rows) == (False, False)
    rows, conflicts = merged(without(key), mine, {f"{RELATION}:{pk(5)}:": MINE})
    assert (rows, conflicts) == (mine, [])


def test_keeping_a_row_keeps_what_it_hangs_on():
    relation_, hanging = Key(RELATION, pk(4)), Key(EVIDENCE, pk(6))
    mine = changed(hanging, note="Checked.")
    rows, conflicts = merged(without(relation_), mine)
    assert [each.key for each in conflicts] == [hanging]
    rows, conflicts = merged(without(relation_), mine, {f"{EVIDENCE}:{pk(6)}:": MINE})
    assert (relation_ in rows, hanging in rows, conflicts) == (True, True, [])


def test_premise_that_they_took_away_leaves_its_words():
    mine = record() | {
        Key(EVIDENCE, pk(30)): evidence({"field": "state"}, "So."),
        Key(PREMISE, pk(31)): {"inference": pk(30), "evidence": pk(6), "words": "They signed."},
    }
    rows, conflicts = merged(without(Key(EVIDENCE, pk(6))), mine)
    assert (rows[Key(PREMISE, pk(31))]["evidence"], conflicts) == (None, [])


def test_what_both_added_is_there_once_with_the_evidence_of_both():
    theirs = record() | {
        Key(RELATION, pk(40)): relation("kz", "host"),
        Key(EVIDENCE, pk(41)): evidence({"relation": pk(40)}, "They."),
    }
    mine = record() | {
        Key(RELATION, pk(42)): relation("kz", "guest"),
        Key(EVIDENCE, pk(43)): evidence({"relation": pk(42)}, "Mine."),
    }
    rows, conflicts = merged(theirs, mine)
    assert rows == theirs | {Key(EVIDENCE, pk(43)): evidence({"relation": pk(40)}, "Mine.")}
    question = ({"role_en": None}, {"role_en": "host"}, {"role_en": "guest"})
    assert asked(conflicts) == {(Key(RELATION, pk(40)), ("role_en",)): question}


def test_two_names_that_became_the_same_are_asked_about():
    theirs, mine = changed(Key(ALIAS, pk(1)), text="Same"), changed(Key(ALIAS, pk(2)), text="Same")
    rows, conflicts = merged(theirs, mine)
    (question,) = conflicts
    assert (question.key, question.twin) == (Key(ALIAS, pk(2)), Key(ALIAS, pk(1)))
    assert Key(ALIAS, pk(2)) not in rows
    rows, conflicts = merged(theirs, mine, {question.name: MINE})
    assert (Key(ALIAS, pk(1)) in rows, Key(ALIAS, pk(2)) in rows, conflicts) == (False, True, [])


def test_values_that_make_sense_only_together_are_asked_about_together():
    key = Key(EVIDENCE, pk(7))
    theirs, mine = changed(key, quote="Another."), changed(key, basis="inferred", note="Since.")
    (question,) = merged(theirs, mine)[1]
    assert question.fields == ("basis", "article", "quote", "note")


def test_rows_can_be_asked_about_as_one():
    theirs, mine = changed(Key(BASE), title_en="A"), changed(Key(BASE), summary_en="B")
    theirs[Key(ALIAS, pk(1))] = alias("M")
    result = merge(write(record()), write(theirs), write(mine), by_row=True)
    (question,) = result.conflicts
    assert (question.key, question.mine["summary_en"]) == (Key(BASE), "B")
    answers = {question.name: MINE}
    rows = read(merge(write(record()), write(theirs), write(mine), answers, by_row=True).snapshot)
    assert rows == mine | {Key(ALIAS, pk(1)): alias("M"), Key(BASE): mine[Key(BASE)]}


def test_another_address_is_a_change_like_any_other():
    theirs, mine = changed(Key(BASE), slug="accord"), changed(Key(ALIAS, pk(1)), text="M")
    rows, conflicts = merged(theirs, mine)
    assert (rows[Key(BASE)]["slug"], rows[Key(ALIAS, pk(1))]["text"]) == ("accord", "M")
    assert conflicts == []


# Whatever two editors do

TEXTS = ["", "a", "b", "c"]


def edited(chance):
    """Return the rows as an editor leaves them after a few random edits."""
    rows = {key: dict(fields) for key, fields in record().items()}
    for _number in range(chance.randint(0, 6)):
        key = chance.choice([key for key in rows if key.pk] or [Key(BASE)])
        action = chance.choice(["base", "change", "delete", "add", "add"])
        if action == "base":
            rows[Key(BASE)][chance.choice(["title_en", "title_ru", "summary_en"])] = chance.choice(
                TEXTS
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
    key = Key(chance.choice([ALIAS, RELATION, EVIDENCE, PREMISE]), pk(chance.getrandbits(64) + 99))
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
        for place in unique_places(key.model, fields)
    ]
    return len(places) != len(set(places))


def is_whole(rows):
    """Whether nothing hangs on what is not there, and nothing is there twice."""
    return not twins(rows) and settled({k: dict(v) for k, v in rows.items()}) == rows


def values(rows):
    """Return {(key, field): value} of what counts, the state of the record left out."""
    return {
        (key, name): value
        for key, fields in content(write(rows)).items()
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


@settings(max_examples=2_000, deadline=None)
@given(st.integers(0, 2**48))
def test_no_edit_vanishes_without_a_recorded_choice(seed):
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
            Key(model, side[key].get(name))
            for side in (*sides, record())
            for key in found & side.keys()
            for name, model, goes_with_it in part_links(key.model)
            if goes_with_it and side[key].get(name)
        } - found
        if not more:
            return found
        found |= more


def joined_rows(theirs, mine):
    """Return the keys of rows that both sides hold in one place under different keys."""
    places = {}
    for rows in (theirs, mine, record()):
        for key, fields in rows.items():
            for place in unique_places(key.model, fields):
                places.setdefault((key.model, place), set()).add(key)
    return {key for keys in places.values() if len(keys) > 1 for key in keys}


def depends_on(key, name, side, other, uncertain):
    """Whether what became of a row followed from an answer about another that it hangs on."""
    fields = side.get(key) or other.get(key) or record().get(key) or {}
    for link, model, _goes in part_links(key.model):
        target = Key(model, fields.get(link))
        gone = target in record() and not (target in side and target in other)
        if target in uncertain or gone:
            return True
        is_there = target in side or target in other
        if is_there and depends_on(target, name, side, other, uncertain):
            return True
    return False


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 2**48))
def test_one_editor_alone_is_never_asked(seed):
    chance = Random(seed)  # noqa: S311
    mine = edited(chance)
    for sides in ((record(), mine), (mine, record()), (mine, mine)):
        rows, conflicts = merged(*sides)
        assert (values(rows), conflicts) == (values(mine), [])


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 2**48))
def test_values_are_asked_about_whoever_comes_second(seed):
    """Questions about rows that went can follow from the answers to others; these cannot."""
    chance = Random(seed)  # noqa: S311
    theirs, mine = edited(chance), edited(chance)
    if joined_rows(theirs, mine):
        return  # the row that both added keeps the key of whoever came first
    first, second = (
        [each for each in merged(*sides)[1] if not each.is_whole]
        for sides in ((theirs, mine), (mine, theirs))
    )
    swapped = {(each.key, each.fields): (each.base, each.mine, each.theirs) for each in second}
    assert asked(first) == swapped


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 2**48))
def test_always_answering_mine_or_theirs_keeps_every_value_of_that_side(seed):
    chance = Random(seed)  # noqa: S311
    theirs, mine = edited(chance), edited(chance)
    for choice, side in ((THEIRS, theirs), (MINE, mine)):
        rows, questions = answered(theirs, mine, lambda choice=choice: choice)
        for question in questions:
            if question.key in side and question.key in rows and not question.is_whole:
                for name in question.fields:
                    assert filled(rows[question.key].get(name)) == filled(
                        getattr(question, choice)[name]
                    )
