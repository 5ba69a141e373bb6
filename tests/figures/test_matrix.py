"""The network as a matrix."""

from cooperation.figures.matrix import MOST_PARTNERS, Matrix
from tests.support.networks import Graph, large


def test_cells_hold_the_joins_of_their_pairs():
    counts = {"agreement": 1, "presence": 2}
    matrix = Matrix(Graph(["B", "A", "C"], [(0, 1, counts), (1, 2, {"body": 9})]))
    shown = {
        name: [cell and (cell.pair.total, cell.shade) for cell in cells]
        for _partner, name, cells in matrix.rows
    }
    assert matrix.names == ["A", "B", "C"]
    assert shown == {
        "A": [None, (3, 2), (9, 4)],
        "B": [(3, 2), None, None],
        "C": [(9, 4), None, None],
    }
    assert matrix.more == 0


def test_most_joined_partners_are_kept():
    graph = large(250, 400)
    matrix = Matrix(graph)
    assert len(matrix.partners) == MOST_PARTNERS
    assert matrix.more == 230
    kept = {partner.pk for partner in matrix.partners}
    fewest = min(graph.joins_of[pk] for pk in kept)
    assert max(graph.joins_of[pk] for pk in graph.joins_of if pk not in kept) <= fewest
    for partner, _name, cells in matrix.rows:
        for other, cell in zip(matrix.partners, cells, strict=True):
            pairs = [p for p in graph.pairs if {p.one.pk, p.other.pk} == {partner.pk, other.pk}]
            assert [cell.pair] == pairs if cell else pairs == []
