"""Rows of one table about records that are related to each other."""

import pytest

from cooperation.models import Partner, Relation, Revision
from tests.support.factories import EvidenceFactory, PartnerFactory, RelationFactory
from tests.support.tables import exported, messages, outcomes, taken_in

pytestmark = pytest.mark.django_db


def relations():
    return sorted(Relation.objects.values_list("subject__slug", "verb", "object__slug"))


def titles():
    return dict(Partner.objects.values_list("slug", "title_en"))


@pytest.mark.parametrize("order", ["abc", "acb", "bac", "bca", "cab", "cba"])
@pytest.mark.parametrize(
    ("status", "is_publishing", "outcome"),
    [("draft", False, "saved"), ("draft", True, "published"), ("published", True, "published")],
)
def test_rows_are_all_written_in_any_order(editor, order, status, is_publishing, outcome):
    for slug in "abc":
        PartnerFactory(slug=slug, status=status)
    part_of = {"a": "b", "b": "", "c": "a"}
    lines = [[slug, f"New {slug}", part_of[slug]] for slug in order]
    lines.insert(0, ["slug", "title_en", "part_of"])
    begun = taken_in(lines, "partner", editor, is_publishing)
    assert messages(begun, "write") == []
    assert outcomes(begun, "write") == [(n, outcome, slug) for n, slug in enumerate(order, 2)]
    assert titles() == {"a": "New a", "b": "New b", "c": "New c"}
    assert relations() == [("a", "part_of", "b"), ("c", "part_of", "a")]


@pytest.mark.parametrize("order", [["a", "b"], ["b", "a"]])
def test_old_cell_of_one_does_not_undo_the_new_cell_of_the_other(editor, order):
    for slug in order:
        PartnerFactory(slug=slug, status="draft")
    heading, *lines = exported("partner")
    for line in lines:
        line[heading.index("title_en")] = f"New {line[0]}"
        if line[0] == "a":
            line[heading.index("part_of")] = "b"  # the cell “inverse:part_of” of b stays empty
    begun = taken_in([heading, *lines], "partner", editor)
    assert outcomes(begun, "write") == [(2, "saved", order[0]), (3, "saved", order[1])]
    assert titles() == {"a": "New a", "b": "New b"}
    assert relations() == [("a", "part_of", "b")]


def test_relation_that_both_rows_name_is_made_once(editor):
    PartnerFactory(slug="a", status="draft")
    PartnerFactory(slug="b", status="draft")
    lines = [["slug", "part_of", "inverse:part_of"], ["a", "b", ""], ["b", "", "a"]]
    begun = taken_in(lines, "partner", editor)
    assert outcomes(begun, "write") == [(2, "saved", "a"), (3, "same", "b")]
    assert relations() == [("a", "part_of", "b")]


def test_relation_that_both_rows_take_away_is_gone(editor):
    one, two = PartnerFactory(slug="a"), PartnerFactory(slug="b")
    relation = RelationFactory(subject=one, verb="part_of", object=two)
    EvidenceFactory(record=one, field="", relation=relation)
    lines = [["slug", "part_of", "inverse:part_of"], ["a", "", ""], ["b", "", ""]]
    begun = taken_in(lines, "partner", editor, is_publishing=True)
    assert outcomes(begun, "write") == [(2, "published", "a"), (3, "same", "b")]
    assert relations() == []
    published = Revision.objects.filter(act=Revision.Act.PUBLISHED)
    assert [*published.values_list("record", flat=True)] == [one.pk]


def test_new_record_may_name_one_that_a_later_row_changes(editor):
    PartnerFactory(slug="b", status="draft")
    lines = [["slug", "title_en", "type", "part_of"], ["a", "A", "state", "b"], ["b", "B", "", ""]]
    lines[2][2] = Partner.objects.get().type
    begun = taken_in(lines, "partner", editor)
    assert outcomes(begun, "write") == [(2, "new", "a"), (3, "saved", "b")]
    assert titles() == {"a": "A", "b": "B"}
    assert relations() == [("a", "part_of", "b")]
