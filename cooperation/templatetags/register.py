"""Template tags for the values of the register."""

import re
from datetime import datetime

import nh3
from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join, html_safe
from django.utils.translation import gettext as _

from cooperation.domain import languages
from cooperation.domain.dates import PartialDate, format_partial_date
from cooperation.domain.periods import bar_on_scale, period_on_scale
from cooperation.domain.web_address import SCHEMES
from cooperation.formats.citations import FORMATS, apa, chicago, gost
from cooperation.formats.rich_text.saved import TAGS
from cooperation.queries.citation import citation_of

register = template.Library()


@register.simple_tag
def record_form(record, page="change"):
    """Return the address of a record’s page in the admin: change, draft, history or preview."""
    name = record.model_of(record.kind)._meta.model_name
    return reverse(f"admin:cooperation_{name}_{page}", args=[record.pk])


register.filter("in_language", languages.localized_address)


@register.filter
def lang(obj, field):
    """Return ``lang="en"`` for a translated field that is shown in English; otherwise nothing."""
    return (
        format_html(' lang="{}"', languages.ORIGINAL)
        if languages.is_untranslated(obj, field)
        else ""
    )


@register.simple_tag
def partial_date(date):
    """Return a PartialDate as ``<time>``, as precise as it is."""
    text = format_partial_date(date, languages.current())
    if date.datetime_attribute:
        return format_html('<time datetime="{}">{}</time>', date.datetime_attribute, text)
    return text


@register.filter
def day(moment):
    """Return a day in words, also that of a moment, in the site’s time zone."""
    date = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return format_partial_date(PartialDate.from_edtf(date.isoformat()), languages.current())


@register.simple_tag
def link(record):
    """Return a link to a record."""
    address = record.get_absolute_url()
    return format_html('<a href="{}"{}>{}</a>', address, lang(record, "title"), record.title)


@register.simple_tag
def value(fact, record):
    """Return the value of a fact as text: a date, the label of a choice, or a text."""
    if isinstance(fact.value, PartialDate):
        return partial_date(fact.value)
    display = getattr(record, f"get_{fact.name}_display", None)
    return display() if display else fact.value


@register.simple_tag
def figure(counted):
    """Return a Figure as HTML, with its number and qualifier highlighted."""
    amount = str(counted).removesuffix(counted.unit).rstrip()
    before, number, after = re.fullmatch(r"(\D*)([\d.,\s]*\d)(.*)", amount, re.S).groups()
    return format_html("<span>{}<b>{}</b>{}</span> {}", before, number, after, counted.unit)


LONGEST_UNBROKEN = 18
"""Letters of a word that fit a small screen in the size of a title."""


@register.filter
def unbroken(text):
    """Return a title whose short hyphenated words, such as “High-Level”, do not break."""
    words = re.split(r"(\S*\w-\w\S*)", text)
    parts = [
        (
            '<span class="unbroken">{}</span>'
            if place % 2 and len(word) <= LONGEST_UNBROKEN
            else "{}",
            word,
        )
        for place, word in enumerate(words)
    ]
    return format_html_join("", "{}", ((format_html(form, word),) for form, word in parts))


@register.inclusion_tag("includes/_validity.html")
def validity_bar(agreement):
    """Draw an agreement’s validity and date on a scale of years, unless it is too long."""
    period = period_on_scale(agreement.validity)
    act = period and agreement.when and bar_on_scale(period.years, agreement.when)
    return {"period": period, "act": act, "agreement": agreement}


@register.inclusion_tag("includes/_cite.html", takes_context=True)
def cite(context):
    """Show citations of a record, to copy or download."""
    record = context["record"]
    cited = citation_of(record, context["dossier"].authors, context["site"])
    address = {"kind": record.kind, "slug": record.slug}
    names = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}
    return {
        "styles": [
            ("APA 7", cited.language, apa(cited)),
            ("Chicago 17", cited.language, chicago(cited)),
            (_("GOST R 7.0.5–2008"), "ru", gost(cited)),
        ],
        "files": [
            (names[form], reverse("citation", kwargs=address | {"form": form})) for form in FORMATS
        ],
        "copy": _("Copy"),
        "done": _("Copied"),
    }


@register.simple_tag
def marked(pieces):
    """Return a text of Pieces with the search words in ``<mark>``."""
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", text) if is_hit else text,) for text, is_hit in pieces),
    )


@html_safe
class CleanHTML(str):
    """Rich text with nothing but the tags of our editor."""

    def __str__(self):
        return self


@register.simple_tag
def prose(body):
    """Return rich text for the page, cleaned again in case it was not on input."""
    clean = nh3.clean(
        body or "",
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={*SCHEMES},
        link_rel=None,
    )
    return CleanHTML(clean)


@register.inclusion_tag("includes/_kicker.html")
def kicker(kind, record):
    """Show the icon and kind of a record, and its type if it has one."""
    detail = record.get_type_display() if hasattr(record, "type") else ""
    return {"kind": kind, "detail": detail}


@register.simple_tag(takes_context=True)
def remove_filter(context, name):
    """Return the address of the list’s first page without one of its filters."""
    query = context["request"].GET.copy()
    for key in (name, "page"):
        query.pop(key, None)
    return f"?{query.urlencode()}" if query else context["request"].path
