"""Merging what two editors did: what goes together, and what is asked."""

import pytest

from cooperation.snapshots.merge import MINE, THEIRS, WHOLE, merge
from cooperation.snapshots.rows import BASE, RowKey, rows_by_key, snapshot_from
from tests.support.merging import (
    AGREEMENT,
    ALIAS,
    EVIDENCE,
    PREMISE,
    PROVISION,
    RELATION,
    alias,
    asked,
    changed,
    evidence,
    merged,
    pk,
    record,
    relation,
    without,
)


def test_different_fields_rows_and_translations_merge_without_a_question():
    theirs = changed(RowKey(BASE), title_ru="Пакт", status="withdrawn", updated_at="2026-02-02")
    theirs[RowKey(ALIAS, pk(11))] = alias("Accord")
    del theirs[RowKey(PROVISION, pk(3))]
    mine = changed(RowKey(BASE), summary_en="A pact.")
    mine[RowKey(AGREEMENT)] = mine[RowKey(AGREEMENT)] | {"state": "signed"}
    mine[RowKey(ALIAS, pk(12))] = alias("Compact")
    del mine[RowKey(ALIAS, pk(2))]
    rows, conflicts = merged(theirs, mine)
    expected = record()
    expected[RowKey(BASE)] = theirs[RowKey(BASE)] | {"summary_en": "A pact."}
    expected[RowKey(AGREEMENT)] = mine[RowKey(AGREEMENT)]
    expected |= {RowKey(ALIAS, pk(11)): alias("Accord"), RowKey(ALIAS, pk(12)): alias("Compact")}
    del expected[RowKey(ALIAS, pk(2))], expected[RowKey(PROVISION, pk(3))]
    assert (rows, conflicts) == (expected, [])


@pytest.mark.parametrize(("choice", "kept"), [(None, "A"), (THEIRS, "A"), (MINE, "B")])
def test_same_field_is_asked_about(choice, kept):
    name = f"{BASE}::title_en"
    choices = {name: choice} if choice else {}
    rows, conflicts = merged(
        changed(RowKey(BASE), title_en="A"), changed(RowKey(BASE), title_en="B"), choices
    )
    assert rows[RowKey(BASE)]["title_en"] == kept
    question = {
        (RowKey(BASE), ("title_en",)): ({"title_en": "Pact"}, {"title_en": "A"}, {"title_en": "B"})
    }
    assert asked(conflicts) == ({} if choice else question)
    assert [each.name for each in conflicts] == ([] if choice else [name])


def test_same_change_on_both_sides_is_no_question():
    both = changed(RowKey(BASE), title_en="A", summary_en="B")
    del both[RowKey(ALIAS, pk(1))]
    assert merged(both, both) == (both, [])


def test_empty_text_and_no_text_are_the_same():
    theirs, mine = changed(RowKey(BASE), title_ru=""), changed(RowKey(BASE), title_ru="Пакт")
    rows, conflicts = merged(theirs, mine)
    assert (rows[RowKey(BASE)]["title_ru"], conflicts) == ("Пакт", [])


@pytest.mark.parametrize("is_mine_deleting", [True, False])
def test_deleting_against_editing_is_asked_about(is_mine_deleting):
    key = RowKey(PROVISION, pk(3))
    edited, deleted = changed(key, text_en="Exchange of books"), without(key)
    theirs, mine = (edited, deleted) if is_mine_deleting else (deleted, edited)
    rows, conflicts = merged(theirs, mine)
    assert asked(conflicts) == {(key, WHOLE): (record()[key], theirs.get(key), mine.get(key))}
    for choice, side in ((THEIRS, theirs), (MINE, mine)):
        rows, conflicts = merged(theirs, mine, {f"{PROVISION}:{pk(3)}:": choice})
        assert (rows.get(key), conflicts) == (side.get(key), [])


def test_evidence_for_a_relation_that_they_deleted_brings_the_relation_up():
    key, new = RowKey(RELATION, pk(5)), RowKey(EVIDENCE, pk(20))
    mine = record() | {new: evidence({"relation": pk(5)}, "The UN signed.")}
    rows, conflicts = merged(without(key), mine)
    assert asked(conflicts) == {(key, WHOLE): (record()[key], None, record()[key])}
    assert (key in rows, new in rows) == (False, False)
    rows, conflicts = merged(without(key), mine, {f"{RELATION}:{pk(5)}:": MINE})
    assert (rows, conflicts) == (mine, [])


def test_keeping_a_row_keeps_what_it_hangs_on():
    relation_, hanging = RowKey(RELATION, pk(4)), RowKey(EVIDENCE, pk(6))
    mine = changed(hanging, note="Checked.")
    rows, conflicts = merged(without(relation_), mine)
    assert [each.key for each in conflicts] == [hanging]
    rows, conflicts = merged(without(relation_), mine, {f"{EVIDENCE}:{pk(6)}:": MINE})
    assert (relation_ in rows, hanging in rows, conflicts) == (True, True, [])


def test_premise_that_they_took_away_leaves_its_words():
    mine = record() | {
        RowKey(EVIDENCE, pk(30)): evidence({"field": "state"}, "So."),
        RowKey(PREMISE, pk(31)): {"inference": pk(30), "evidence": pk(6), "words": "They signed."},
    }
    rows, conflicts = merged(without(RowKey(EVIDENCE, pk(6))), mine)
    assert (rows[RowKey(PREMISE, pk(31))]["evidence"], conflicts) == (None, [])


def test_what_both_added_is_there_once_with_the_evidence_of_both():
    theirs = record() | {
        RowKey(RELATION, pk(40)): relation("kz", "host"),
        RowKey(EVIDENCE, pk(41)): evidence({"relation": pk(40)}, "They."),
    }
    mine = record() | {
        RowKey(RELATION, pk(42)): relation("kz", "guest"),
        RowKey(EVIDENCE, pk(43)): evidence({"relation": pk(42)}, "Mine."),
    }
    rows, conflicts = merged(theirs, mine)
    assert rows == theirs | {RowKey(EVIDENCE, pk(43)): evidence({"relation": pk(40)}, "Mine.")}
    question = ({"role_en": None}, {"role_en": "host"}, {"role_en": "guest"})
    assert asked(conflicts) == {(RowKey(RELATION, pk(40)), ("role_en",)): question}


def test_two_names_that_became_the_same_are_asked_about():
    theirs, mine = (
        changed(RowKey(ALIAS, pk(1)), text="Same"),
        changed(RowKey(ALIAS, pk(2)), text="Same"),
    )
    rows, conflicts = merged(theirs, mine)
    (question,) = conflicts
    assert (question.key, question.twin) == (RowKey(ALIAS, pk(2)), RowKey(ALIAS, pk(1)))
    assert RowKey(ALIAS, pk(2)) not in rows
    rows, conflicts = merged(theirs, mine, {question.name: MINE})
    assert (RowKey(ALIAS, pk(1)) in rows, RowKey(ALIAS, pk(2)) in rows, conflicts) == (
        False,
        True,
        [],
    )


def test_values_that_make_sense_only_together_are_asked_about_together():
    key = RowKey(EVIDENCE, pk(7))
    theirs, mine = changed(key, quote="Another."), changed(key, basis="inferred", note="Since.")
    (question,) = merged(theirs, mine)[1]
    assert question.fields == ("basis", "article", "quote", "note")


def test_rows_can_be_asked_about_as_one():
    theirs, mine = changed(RowKey(BASE), title_en="A"), changed(RowKey(BASE), summary_en="B")
    theirs[RowKey(ALIAS, pk(1))] = alias("M")
    result = merge(snapshot_from(record()), snapshot_from(theirs), snapshot_from(mine), by_row=True)
    (question,) = result.conflicts
    assert (question.key, question.mine["summary_en"]) == (RowKey(BASE), "B")
    answers = {question.name: MINE}
    rows = rows_by_key(
        merge(
            snapshot_from(record()),
            snapshot_from(theirs),
            snapshot_from(mine),
            answers,
            by_row=True,
        ).snapshot
    )
    assert rows == mine | {RowKey(ALIAS, pk(1)): alias("M"), RowKey(BASE): mine[RowKey(BASE)]}


def test_another_address_is_a_change_like_any_other():
    theirs, mine = changed(RowKey(BASE), slug="accord"), changed(RowKey(ALIAS, pk(1)), text="M")
    rows, conflicts = merged(theirs, mine)
    assert (rows[RowKey(BASE)]["slug"], rows[RowKey(ALIAS, pk(1))]["text"]) == ("accord", "M")
    assert conflicts == []
