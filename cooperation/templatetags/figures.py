"""Template tags that draw pictures."""

from django import template

from cooperation.figures.multiples import draw_multiples
from cooperation.queries.comparisons import comparisons

register = template.Library()


@register.inclusion_tag("includes/_multiples.html")
def multiples(dossier):
    """Compare the figures of a record with those of others that count the same thing.

    Shows nothing if the register has no other, or if the page is of another day, of which only
    the record itself is known; the figures themselves stand beside it.
    """
    if dossier.rows.moment:
        return {}
    figures = [part.part for part in dossier.figures]
    found = comparisons(dossier.record, figures)
    return {"multiples": draw_multiples(found, dossier.record)}
