"""Keyset pagination: each page costs the same, wherever it starts.

A place in a list is given by its sort values, so that new or deleted records neither repeat nor
hide others.
"""

from django.db.models import F, Q
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import OrderBy

SORTED_BY = "sorted_by_"


class Keyset:
    """Pages of a sorted QuerySet, each after a given row.

    The last sort field must be unique. Missing values come last in every database.
    """

    def __init__(self, queryset):
        self._order = [_as_order(each) for each in queryset.query.order_by]
        names = [f"{SORTED_BY}{place}" for place in range(len(self._order))]
        keys = dict(zip(names, (each.expression for each in self._order), strict=True))
        self._names = names
        self._rows = queryset.annotate(**keys).order_by(
            *(
                OrderBy(F(name), descending=each.descending, nulls_last=True)
                for name, each in zip(names, self._order, strict=True)
            )
        )

    def page(self, number, place=None):
        """Return at most ``number`` rows after a place, and the place of the last one.

        Starts at the first row without a place. The returned place is None if no rows follow. A
        place is a list of strings, numbers and None; raises ValueError if its length is wrong.
        """
        rows = self._rows if place is None else self._rows.filter(self._after(place))
        found = list(rows[: number + 1])
        has_more = len(found) > number
        return found[:number], self._place_of(found[number - 1]) if has_more else None

    def _place_of(self, row):
        values = (getattr(row, name) for name in self._names)
        return [value if isinstance(value, str | int | None) else str(value) for value in values]

    def _after(self, place):
        if len(place) != len(self._names):
            raise ValueError(place)
        after, same = Q(), Q()
        for name, order, value in zip(self._names, self._order, place, strict=True):
            if value is not None:
                lookup = f"{name}{LOOKUP_SEP}{'lt' if order.descending else 'gt'}"
                after |= same & (Q(**{lookup: value}) | Q(**{f"{name}__isnull": True}))
                same &= Q(**{name: value})
            else:
                same &= Q(**{f"{name}__isnull": True})
        return after


def _as_order(each):
    """Return a sort key of a QuerySet, a name or an expression, as OrderBy."""
    if isinstance(each, OrderBy):
        return each
    if isinstance(each, str):
        return OrderBy(F(each.removeprefix("-")), descending=each.startswith("-"))
    return OrderBy(each)
