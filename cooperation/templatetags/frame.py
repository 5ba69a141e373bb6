"""Template tags for icons, page numbers and error pages."""

import re

from django import template
from django.core.paginator import Paginator
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name):
    """Show a symbol of ``static/img/icons.svg``; screen readers need a text beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.filter
def page_numbers(page):
    """Return the page numbers to link; None stands for a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [None if number == Paginator.ELLIPSIS else number for number in numbers]


@register.filter
def address_words(path):
    """Return the words of the last part of a missing address, for a search."""
    last = path.strip("/").rpartition("/")[2]
    return " ".join(re.findall(r"[^\W_]+", last))[:100]
