"""Template tags for the values of the register."""

import nh3
from django import template
from django.urls import reverse
from django.utils.html import format_html, html_safe

from cooperation.domain import languages
from cooperation.domain.dates import PartialDate, format_partial_date

register = template.Library()

ALLOWED_TAGS = {
    "a", "blockquote", "br", "em", "h2", "h3", "li", "ol", "p", "strong", "ul",
}  # fmt: skip


@register.simple_tag
def record_form(record):
    """Return the address of the form of a record at the editors’ desk."""
    name = record.model_of(record.kind)._meta.model_name
    return reverse(f"admin:cooperation_{name}_change", args=[record.pk])


@register.filter
def in_language(address, code):
    """Return an address of this site as it is in another language."""
    return languages.in_language(address, code)


@register.filter
def lang(obj, field):
    """Return ``lang="en"`` for a value shown in the original for want of a translation.

    ``obj`` is a row of a translated model, ``field`` one of its translated fields.
    """
    return (
        format_html(' lang="{}"', languages.ORIGINAL)
        if languages.is_untranslated(obj, field)
        else ""
    )


@register.simple_tag
def partial_date(date):
    """Return a PartialDate as ``<time>``, with no more precision than it has."""
    text = format_partial_date(date, languages.current())
    if date.datetime_attribute:
        return format_html('<time datetime="{}">{}</time>', date.datetime_attribute, text)
    return text


@register.simple_tag
def value(fact, record):
    """Return the value of a fact in words: a date, the label of a choice, or a text."""
    if isinstance(fact.value, PartialDate):
        return partial_date(fact.value)
    display = getattr(record, f"get_{fact.name}_display", None)
    return display() if display else fact.value


@html_safe
class CleanHTML(str):
    """Rich text that has just been cleaned of everything but ALLOWED_TAGS."""

    def __str__(self):
        return self


@register.simple_tag
def prose(body):
    """Return rich text for the page, cleaned again whatever way it entered the database."""
    attributes = {"a": {"href"}}
    return CleanHTML(nh3.clean(body or "", tags=ALLOWED_TAGS, attributes=attributes, link_rel=None))


@register.inclusion_tag("includes/_kicker.html")
def kicker(kind, record):
    """Show the kind of a record with its icon and, where it has one, its type."""
    detail = record.get_type_display() if hasattr(record, "type") else ""
    return {"kind": kind, "icon": f"includes/icons/{kind.key}.svg", "detail": detail}


@register.simple_tag(takes_context=True)
def remove_filter(context, name):
    """Return the address of the list without one of its filters, from its first page."""
    query = context["request"].GET.copy()
    for key in (name, "page"):
        query.pop(key, None)
    return f"?{query.urlencode()}" if query else context["request"].path
