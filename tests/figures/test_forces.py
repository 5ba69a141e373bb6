"""How nodes are placed: always the same, never on each other, never outside."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation.figures.forces import MOST_PUSHED, layout, separate

GAP = 8
WIDTH = 1000
sides = st.floats(1, 150)
box = st.tuples(st.floats(-500, 1500), st.floats(-500, 1500), sides, sides)
NEARLY = 1e-6


def overlapping(boxes, gap=GAP):
    """Return the pairs of boxes nearer to each other than the gap."""
    return [
        (one, other)
        for number, one in enumerate(boxes)
        for other in boxes[:number]
        if all(
            abs(one[axis] - other[axis]) < (one[axis + 2] + other[axis + 2]) / 2 + gap - NEARLY
            for axis in (0, 1)
        )
    ]


def check_moved(boxes):
    """Demand that boxes are moved apart and within the width, and keep their size."""
    moved = separate(boxes, WIDTH, GAP)
    assert [each[2:] for each in moved] == [list(each[2:]) for each in boxes]
    assert overlapping(moved) == []
    assert [each for each in moved if each[0] - each[2] / 2 < -NEARLY] == []
    assert [each for each in moved if each[0] + each[2] / 2 > WIDTH + NEARLY] == []


@given(st.lists(box, max_size=30))
@settings(max_examples=60, deadline=None)
def test_boxes_are_apart_and_within_the_width(boxes):
    check_moved(boxes)


@given(st.lists(box, min_size=MOST_PUSHED + 1, max_size=MOST_PUSHED + 40))
@settings(max_examples=15, deadline=None)
def test_many_boxes_are_apart_and_within_the_width(boxes):
    check_moved(boxes)


def test_boxes_on_one_place_are_moved_apart():
    boxes = [(500, 0, 100, 40)] * 20
    assert len(overlapping(boxes)) == 190
    assert overlapping(separate(boxes, WIDTH, GAP)) == []


def test_boxes_apart_stay_where_they_are():
    boxes = [[100.0, 20.0, 80.0, 40.0], [300.0, 20.0, 80.0, 40.0], [100.0, 90.0, 80.0, 40.0]]
    assert separate(boxes, WIDTH, GAP) == boxes


def test_joined_nodes_are_nearer_than_others():
    places = layout(6, [(0, 1, 0.5), (1, 2, 0.5), (0, 2, 0.5), (3, 4, 0.5), (4, 5, 0.5)])

    def between(one, other):
        return sum((a - b) ** 2 for a, b in zip(places[one], places[other], strict=True)) ** 0.5

    assert max(between(0, 1), between(1, 2)) < min(between(0, 3), between(1, 4), between(2, 5))


@given(st.integers(0, 25), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_same_network_is_placed_the_same(number, chance):
    links = [
        (chance.randrange(number), chance.randrange(number), 0.5) for _link in range(2 * number)
    ]
    links = [link for link in links if link[0] != link[1]]
    assert layout(number, links) == layout(number, links)
    assert len(layout(number, links)) == number
