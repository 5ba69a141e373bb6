"""The paginator of all lists."""

from django.core.paginator import Paginator


class Pages(Paginator):
    """A paginator that gives the nearest page for a wrong number."""

    def get_page(self, number):
        try:
            number = int(number)
        except (TypeError, ValueError):
            number = 1
        return self.page(min(max(number, 1), self.num_pages))
