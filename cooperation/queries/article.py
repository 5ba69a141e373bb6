"""What an article supports."""

from itertools import groupby

from cooperation.domain.kinds import KINDS
from cooperation.models import Evidence, Record

LIMIT = 100


def supported_by(article):
    """Return the published records with evidence from this article, as (kind, records).

    At most LIMIT records, in the order of the kinds; one query.
    """
    evidence = Evidence.objects.for_values().filter(article=article)
    records = (
        Record.objects.published()
        .filter(pk__in=evidence.values("record"))
        .exclude(pk=article.pk)
        .select_related("working_group__council")
        .by_title()[:LIMIT]
    )
    order = list(KINDS)
    ordered = sorted(records, key=lambda record: order.index(record.kind))
    return [(KINDS[key], list(group)) for key, group in groupby(ordered, lambda r: r.kind)]
