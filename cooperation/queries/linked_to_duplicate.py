"""What goes along with a duplicate beside its parts: mentions, addresses, groups, quotes."""

from cooperation.domain.texts.text import contains_quote
from cooperation.models import Evidence, Mention, OldAddress, Provision, WorkingGroup


class LinkedToDuplicate:
    """What goes along with a duplicate, counted or listed, and the quotes that cannot."""

    def __init__(self, duplicate, survivor):
        self.mentions = Mention.objects.naming_record(duplicate).count()
        self.addresses = [
            duplicate.slug,
            *OldAddress.objects.leading_to(duplicate).values_list("slug", flat=True),
        ]
        self.groups = list(WorkingGroup.objects.of_council(duplicate).by_title())
        self.provisions = Provision.objects.filter(topic=duplicate.pk).count()
        self.quotes_moved, self.quotes_left = self._quotes(duplicate, survivor)

    @staticmethod
    def _quotes(duplicate, survivor):
        """Count the evidence of other records that quotes an article: what moves, what cannot."""
        if duplicate.kind != "article":
            return 0, 0
        article = survivor.as_kind()
        bodies = [article.body_en or "", article.body_ru or "", article.body_uz or ""]
        quoting = Evidence.objects.filter(article=duplicate.pk).exclude(record=duplicate.pk)
        stands = [
            any(contains_quote(body, quote) for body in bodies)
            for quote in quoting.values_list("quote", flat=True)
        ]
        return stands.count(True), stands.count(False)
