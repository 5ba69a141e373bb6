"""Records that link to a duplicate, shown before a merge."""

from cooperation.domain import languages
from cooperation.domain.texts.text import contains_quote
from cooperation.models import Evidence, Mention, OldAddress, Provision, WorkingGroup


class LinkedToDuplicate:
    def __init__(self, duplicate, survivor):
        self.mentions = Mention.objects.naming(duplicate).count()
        self.addresses = [
            duplicate.slug,
            *OldAddress.objects.pointing_to(duplicate).values_list("slug", flat=True),
        ]
        self.groups = list(WorkingGroup.objects.of_council(duplicate).by_title())
        self.provisions = Provision.objects.filter(topic=duplicate.pk).count()
        self.quotes_moved, self.quotes_left = self._quotes(duplicate, survivor)

    @staticmethod
    def _quotes(duplicate, survivor):
        """Return how many quotes of an article can move to the survivor, and how many cannot."""
        if duplicate.kind != "article":
            return 0, 0
        article = survivor.as_kind()
        bodies = languages.versions(article, "body")
        quoting = Evidence.objects.filter(article=duplicate.pk).exclude(record=duplicate.pk)
        is_quoted = [
            any(contains_quote(body, quote) for body in bodies)
            for quote in quoting.values_list("quote", flat=True)
        ]
        return is_quoted.count(True), is_quoted.count(False)
