"""Edit distance between a mistyped word and the intended one."""


def max_errors(word):
    """Return the most typing errors that are corrected in a word of this length.

    Damerau (1964): four of five mistyped words have one error; in short words one error often
    gives another word.
    """
    if len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


def edit_distance(typed, meant, most):
    """Return how many letters are wrong, missing, added or swapped; None if more than ``most``.

    The “optimal string alignment” distance: two neighbouring letters swapped are one error.
    """
    if abs(len(typed) - len(meant)) > most:
        return None
    before, row = [], list(range(len(meant) + 1))
    for place, letter in enumerate(typed, 1):
        earlier, before, row = before, row, [place]
        for other, wanted in enumerate(meant, 1):
            cost = min(before[other] + 1, row[-1] + 1, before[other - 1] + (letter != wanted))
            swapped = place > 1 < other and (letter, wanted) == (meant[other - 2], typed[place - 2])
            row.append(min(cost, earlier[other - 2] + 1) if swapped else cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
