"""The kinds of link between two partners, from strong to weak."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Join(NamedTuple):
    """One kind of link; ``meaning`` says in a sentence what it means and what it does not."""

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
"""Key to kind of link, the strongest first."""

CHOICES = [(join.key, join.label) for join in JOINS.values()]

_STRENGTH = {key: number for number, key in enumerate(reversed(JOINS))}


def strength(key):
    """Return the rank of a kind of link; a higher number is stronger."""
    return _STRENGTH[key]


def strongest_join(keys):
    return max(keys, key=strength)


def weaker_join(one, other):
    """Return the link between two partners of a record, from the part of each: the weaker one.

    For example, being represented at a conference is not holding it.
    """
    return min(one, other, key=strength)
