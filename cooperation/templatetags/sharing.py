"""Template tags for metadata that other sites and programs read."""

import json

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import html_safe

from cooperation.domain import languages
from cooperation.formats.citations.embedded import tags
from cooperation.queries import schema_org
from cooperation.queries.citation import citation_of, licence_url

register = template.Library()


@register.simple_tag
def share_picture(record=None):
    """Return the whole address of the picture for the kind of a record, or for the site."""
    name = record.kind if record else "site"
    return f"{settings.SITE_URL}{static(f'img/share/{name}.png')}"


@register.simple_tag
def locale(code):
    """Return the Open Graph locale of a language: ``ru_RU``."""
    return languages.BY_CODE[code].locale


_ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


@html_safe
class DataBlock(str):
    """JSON in a script element that browsers do not run; its texts cannot close it."""

    def __new__(cls, data):
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
        return super().__new__(cls, f'<script type="application/ld+json">{text}</script>')

    def __str__(self):
        return self


@register.inclusion_tag("includes/_citation_tags.html", takes_context=True)
def citation_tags(context):
    """Show citation metadata for reference managers."""
    site, dossier = context["site"], context["dossier"]
    if context["is_preview"]:
        return {}
    cited = citation_of(dossier.record, dossier.authors, site)
    licence = licence_url(dossier.record, site)
    return {"tags": tags(cited, site.owner or site.name, licence)}


@register.simple_tag(takes_context=True)
def structured_data(context):
    """Show the structured data of the page; see ``queries.schema_org``.

    It is a data block (HTML, 4.12.1), so the script policy does not apply.
    """
    site, url = context["site"], context["canonical"]
    if "dossier" in context and not context.get("is_preview"):
        return DataBlock(
            schema_org.document(*schema_org.record_page(site, context["dossier"], url))
        )
    path, kind = context["request"].path, context.get("kind")
    if kind and path == reverse(f"{kind.key}-list"):
        # The canonical address shows the list without filters.
        listed = None if context["filter"].active else context["page_obj"]
        return DataBlock(schema_org.document(*schema_org.list_page(site, kind, url, listed)))
    if path == reverse("home"):
        return DataBlock(schema_org.document(schema_org.website(site)))
    name = context["page"].title if "page" in context else ""
    return DataBlock(
        schema_org.document(
            schema_org.page(site, url, name=name, inLanguage=context["page_language"])
        )
    )
