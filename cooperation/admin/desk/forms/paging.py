"""Formsets that show their rows in pages: ``?statements=2`` asks for the second page.

A sent form holds the rows of one page; saving leaves all others unchanged.
"""

from functools import cached_property

PER_PAGE = 100
"""Rows of one formset on a page."""


def requested_page(query, prefix):
    """Return the requested page of a formset; 1 if it is not a number."""
    typed = query.get(prefix, "") if query else ""
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= 6
    return max(int(typed), 1) if is_number else 1


def rows_of_page(rows, number):
    """Return the rows of a page; the last page if the number is too high."""
    found = list(rows[(number - 1) * PER_PAGE : number * PER_PAGE])
    if found or number == 1:
        return found
    return rows_of_page(rows, _last_page(rows))


def _last_page(rows):
    total = len(rows) if isinstance(rows, list) else rows.count()
    return max(total - 1, 0) // PER_PAGE + 1


class PagedFormSet:
    """Shows one page of its rows; ``query`` is ``request.GET``."""

    def __init__(self, *args, query=None, **kwargs):
        self.query = query
        super().__init__(*args, **kwargs)

    def get_queryset(self):
        """Return the rows of the page; with POST, all rows of the record."""
        if not self.is_bound and not hasattr(self, "_queryset"):
            self._all_rows = super().get_queryset()
            self._queryset = rows_of_page(self._all_rows, self._requested)
        return super().get_queryset()

    def load_rows(self):
        """Query all rows that rendering needs; return them."""
        return self.forms, self.pages

    @cached_property
    def pages(self):
        """Return [(number, URL, is_shown)]; empty if there is only one page."""
        rows = self.get_queryset()
        is_first = not self.is_bound and self._requested == 1
        if not self.instance.pk or (is_first and len(rows) < PER_PAGE):
            return []
        last = _last_page(rows if self.is_bound else self._all_rows)
        shown = min(self._requested, last)
        numbers = range(1, last + 1) if last > 1 else ()
        return [(number, self._address(number), number == shown) for number in numbers]

    @property
    def _requested(self):
        return requested_page(self.query, self.prefix)

    def _address(self, number):
        query = self.query.copy()
        query[self.prefix] = number
        return f"?{query.urlencode()}#{self.prefix}-group"
