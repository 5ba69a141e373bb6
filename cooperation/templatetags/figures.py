"""The template tag that compares figures."""

from django import template

from cooperation.figures.multiples import draw_multiples
from cooperation.queries.comparisons import comparisons

register = template.Library()


@register.inclusion_tag("includes/_multiples.html")
def multiples(dossier):
    """Compare the figures of a record with other figures of the same unit.

    Shows nothing without other figures, or on a page of an earlier day.
    """
    if dossier.rows.moment:
        return {}
    figures = [part.part for part in dossier.figures]
    found = comparisons(dossier.record, figures)
    return {"multiples": draw_multiples(found, dossier.record)}
