"""What the first page shows."""

from django.db.models import Count

from cooperation.domain.kinds import PAGE_KINDS
from cooperation.models import Agreement, Article, Event, ExpertCouncil, Record


class Home:
    """The newest of each kind and how many of each there are; read only when shown."""

    @staticmethod
    def articles():
        return Article.objects.published().newest_first()[:3]

    @staticmethod
    def agreements():
        return Agreement.objects.published().with_list_relations().newest_first()[:5]

    @staticmethod
    def events():
        return Event.objects.published().with_list_relations().newest_first()[:5]

    @staticmethod
    def councils():
        return ExpertCouncil.objects.published().newest_first()[:3]

    @staticmethod
    def counts():
        """Return (kind, number of published records) for each kind with a page of its own."""
        rows = Record.objects.published().order_by().values_list("kind").annotate(Count("pk"))
        numbers = dict(rows)
        return [(kind, numbers.get(kind.key, 0)) for kind in PAGE_KINDS]
