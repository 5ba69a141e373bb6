"""Force-directed layout of a network, and separation of overlapping boxes.

It is deterministic: the same network gives the same bytes.
"""

from math import cos, hypot, pi, sin, sqrt

START_ANGLE = pi * (3 - sqrt(5))
"""The golden angle: neighbours on the first spiral are far apart."""

GRAVITY = 0.02
"""Pull to the middle, so that unconnected parts do not drift away."""

MOST_PUSHED, TURNS = 50, 80
"""More boxes than MOST_PUSHED are set in rows; fewer push each other apart in TURNS rounds."""

ROW_FILL = 0.8
"""The share of a row that boxes may fill."""

STAGGER = 14
"""Every second box of a row is lower, so that lines do not run along the row."""


def layout(number, links):
    """Return [[x, y]] of ``number`` nodes; linked nodes are about one unit apart.

    ``links`` are (node, node, weight). Fruchterman and Reingold, “Graph drawing by force-directed
    placement”, Software: Practice and Experience 21 (1991): all nodes repel each other, links
    attract in proportion to their weight, and a falling temperature limits each step.
    """
    places = [
        [sqrt(node + 0.5) * cos(node * START_ANGLE), sqrt(node + 0.5) * sin(node * START_ANGLE)]
        for node in range(number)
    ]
    rounds = max(40, min(200, 8_000 // (number + 1)))
    heat = sqrt(number + 1) / 2
    for turn in range(rounds):
        _step(places, links, heat * (1 - turn / rounds))
    return places


def _step(places, links, heat):
    moves = [[0.0, 0.0] for _place in places]
    for one, (x, y) in enumerate(places):
        move = moves[one]
        for other in range(one):
            dx, dy = x - places[other][0], y - places[other][1]
            force = 1 / (dx * dx + dy * dy + 0.01)
            dx, dy = dx * force, dy * force
            move[0] += dx
            move[1] += dy
            moves[other][0] -= dx
            moves[other][1] -= dy
    for one, other, weight in links:
        dx, dy = places[one][0] - places[other][0], places[one][1] - places[other][1]
        force = hypot(dx, dy) * weight
        moves[one][0] -= dx * force
        moves[one][1] -= dy * force
        moves[other][0] += dx * force
        moves[other][1] += dy * force
    for place, move in zip(places, moves, strict=True):
        dx, dy = (force - at * GRAVITY for force, at in zip(move, place, strict=True))
        length = hypot(dx, dy) or 1
        step = min(length, heat) / length
        place[0] += dx * step
        place[1] += dy * step


def separate(boxes, width, gap):
    """Return boxes [x, y, width, height] moved so that none overlap, with ``gap`` between them.

    ``x`` and ``y`` are the middle of a box. All stay between 0 and ``width``; the height grows as
    needed. Few boxes push each other apart; many, or those that do not settle, are set in rows.
    """
    boxes = [list(map(float, box)) for box in boxes]
    if len(boxes) > MOST_PUSHED:
        return in_rows(boxes, width, gap)
    moved = [list(box) for box in boxes]
    for _turn in range(TURNS):
        for box in moved:
            box[0] = min(max(box[0], box[2] / 2), width - box[2] / 2)
        if not _push_apart(moved, gap):
            return moved
    return in_rows(boxes, width, gap)


def in_rows(boxes, width, gap):
    """Return boxes set in rows, in their order from top to bottom and left to right."""
    by_height = sorted(range(len(boxes)), key=lambda number: (boxes[number][1], number))
    rows, room = [[]], width * ROW_FILL
    for number in by_height:
        taken = sum(boxes[other][2] + gap for other in rows[-1])
        if rows[-1] and taken + boxes[number][2] > room:
            rows.append([])
        rows[-1].append(number)
    placed, top = [None] * len(boxes), 0.0
    for row in rows:
        row.sort(key=lambda number: (boxes[number][0], number))
        tallest = max(boxes[number][3] for number in row)
        for place, (number, x) in enumerate(zip(row, _spaced(row, boxes, width, gap), strict=True)):
            shift = STAGGER if place % 2 else 0
            height = boxes[number][3]
            placed[number] = [x, top + shift + height / 2, boxes[number][2], height]
        top += tallest + STAGGER + gap
    return placed


def _spaced(row, boxes, width, gap):
    """Return the middles of the boxes of a row, without overlaps and near their old places.

    It averages two solutions: boxes moved only right, and boxes moved only left.
    """
    wide = [boxes[number][2] for number in row]
    wanted = [boxes[number][0] for number in row]
    to_the_right = _pushed_right(wanted, wide, width, gap)
    mirrored = _pushed_right([width - x for x in reversed(wanted)], wide[::-1], width, gap)
    to_the_left = [width - x for x in reversed(mirrored)]
    return [(one + other) / 2 for one, other in zip(to_the_right, to_the_left, strict=True)]


def _pushed_right(wanted, wide, width, gap):
    """Return places moved right as needed, then back left into the width."""
    places, free, end = [], 0.0, width
    for x, own in zip(wanted, wide, strict=True):
        places.append(max(x, free + own / 2))
        free = places[-1] + own / 2 + gap
    for place in reversed(range(len(places))):
        places[place] = min(places[place], end - wide[place] / 2)
        end = places[place] - wide[place] / 2 - gap
    return places


def _push_apart(boxes, gap):
    """Move overlapping boxes apart, each by half the overlap; return whether any overlapped."""
    moved = False
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            if not _overlap(one, other, gap):
                continue
            moved = True
            axis = min((0, 1), key=lambda axis: _overlap_along(one, other, axis, gap))
            step = (_overlap_along(one, other, axis, gap) + 0.1) / 2
            step = step if one[axis] >= other[axis] else -step
            one[axis] += step
            other[axis] -= step
    return moved


def _overlap(one, other, gap):
    return abs(one[1] - other[1]) < (one[3] + other[3]) / 2 + gap - 1e-6 and (
        abs(one[0] - other[0]) < (one[2] + other[2]) / 2 + gap - 1e-6
    )


def _overlap_along(one, other, axis, gap):
    return (one[axis + 2] + other[axis + 2]) / 2 + gap - abs(one[axis] - other[axis])
