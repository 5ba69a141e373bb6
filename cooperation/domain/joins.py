"""What joins two partners, and how much that says of the two."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Join(NamedTuple):
    """One kind of join: its label, and a sentence that says what it means and what it does not."""

    key: str
    label: str
    meaning: str


JOINS = {
    join.key: join
    for join in (
        Join(
            "agreement",
            _("Common agreement"),
            _("Both are parties to the same agreement, signed it or approved it."),
        ),
        Join(
            "activity",
            _("Common work"),
            _("Both hold, initiate, carry out or support the same thing."),
        ),
        Join(
            "direct",
            _("Direct relation"),
            _("One is a part, a member or a partner of the other."),
        ),
        Join("body", _("Common membership"), _("Both are members of the same body.")),
        Join(
            "presence",
            _("Same event"),
            _(
                "At least one of them was only represented at an event of the other, or both at "
                "one: this does not say that they did anything together."
            ),
        ),
    )
}
"""Key to kind of join, the strongest first."""

CHOICES = [(join.key, join.label) for join in JOINS.values()]

_STRENGTH = {key: number for number, key in enumerate(reversed(JOINS))}


def strength(key):
    """Return a number for how much a kind of join says of the two; more is more."""
    return _STRENGTH[key]


def strongest_join(keys):
    """Return the strongest of some kinds of join."""
    return max(keys, key=strength)


def weaker_join(one, other):
    """Return how two partners are joined by a record, from the part that each has in it.

    The weaker part decides: who is represented at a conference does not hold it.
    """
    return min(one, other, key=strength)
