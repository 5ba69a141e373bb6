"""Structured data of pages in schema.org terms (JSON-LD 1.1).

Dates are only as precise as the register knows them (ISO 8601). Inferred values are left out,
because schema.org cannot mark them as inferred.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cooperation.domain import languages
from cooperation.domain.dates.calendar_days import iso_ends
from cooperation.domain.kinds import KINDS
from cooperation.domain.vocabulary import (
    EventFormat,
    EventState,
    InitiativeType,
    PartnerType,
    SourceKind,
)
from cooperation.queries.citation import licence_url

SCHEMA = "https://schema.org"
DESCRIPTION_LENGTH = 200
"""Characters of a summary, as in the description of the page."""

PARTNER_TYPES = {PartnerType.STATE: "Country", PartnerType.INSTITUTION: "GovernmentOrganization"}
PARTNER_TYPES |= {PartnerType.GROUP_OF_STATES: "Thing"}
"""{type of a partner: schema.org type}; all others are an Organization."""

INITIATIVE_TYPES = {InitiativeType.PROGRAMME: "Project", InitiativeType.PROJECT: "Project"}
INITIATIVE_TYPES |= {InitiativeType.NETWORK: "Organization"}

REFERENCE_TYPES = {"person": "Person", "council": "Organization", "working_group": "Organization"}
"""{kind: schema.org type} in a reference to a record; a partner has none there."""

STATES = {
    EventState.PLANNED: "EventScheduled",
    EventState.HELD: "EventScheduled",
    EventState.POSTPONED: "EventPostponed",
    EventState.CANCELLED: "EventCancelled",
}
ATTENDANCE_MODES = {
    EventFormat.IN_PERSON: "OfflineEventAttendanceMode",
    EventFormat.ONLINE: "OnlineEventAttendanceMode",
    EventFormat.HYBRID: "MixedEventAttendanceMode",
}


def document(*nodes):
    return {"@context": SCHEMA, "@graph": [_without_empty(node) for node in nodes]}


def website(site):
    """Return the node of the site, with the address of its search."""
    return _reference_to_site(site) | {
        "description": site.tagline,
        "inLanguage": languages.current(),
        "publisher": _publisher(site),
        "license": site.licence_url,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{_absolute('search')}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def page(site, url, **more):
    """Return the node of a page; ``more`` are further properties."""
    return {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "inLanguage": languages.current(),
        "isPartOf": _reference_to_site(site),
        "license": site.licence_url,
        **more,
    }


def list_page(site, kind, url, shown=None):
    """Return the nodes of a list page (of a Kind) and its breadcrumbs.

    ``shown`` is the page of records; None leaves them out.
    """
    more = {"@type": "CollectionPage", "name": str(kind.plural)}
    more |= {"description": str(kind.description)}
    if shown:
        items = [
            {"@type": "ListItem", "position": place, "name": record.title, "url": _url(record)}
            for place, record in enumerate(shown.object_list, shown.start_index())
        ]
        listed = {"@type": "ItemList", "numberOfItems": shown.paginator.count}
        more["mainEntity"] = listed | {"itemListElement": items}
    trail = _breadcrumbs((str(kind.plural), url))
    return [page(site, url, breadcrumb={"@id": trail["@id"]}, **more), trail]


def record_page(site, dossier, url):
    """Return the nodes of a record’s page and its breadcrumbs.

    Reads from the dossier only what the page reads anyway.
    """
    record, kind = dossier.record, KINDS[dossier.record.kind]
    trail = _breadcrumbs((str(kind.plural), _absolute(f"{kind.key}-list")), (record.title, url))
    about = DESCRIBE_BY_KIND[kind.key](dossier)
    thing = {
        "@id": f"{url}#it",
        "name": record.title,
        "alternateName": [alias.text for alias in dossier.aliases],
        "description": Truncator(record.summary).chars(DESCRIPTION_LENGTH),
        "url": url,
        "image": _image(record.image),
        **about,
    }
    if kind.key == "article":
        thing |= {
            "dateModified": record.updated_at.isoformat(),
            "publisher": _publisher(site),
            "license": licence_url(record, site),
        }
    more = {"license": licence_url(record, site)}
    more |= {"inLanguage": languages.reading_language(record.languages)}
    more |= {"name": record.title, "dateModified": record.updated_at.isoformat()}
    more |= {"breadcrumb": {"@id": trail["@id"]}, "mainEntity": _without_empty(thing)}
    return [page(site, url, **more), trail]


def _without_empty(node):
    """Return a node without its empty properties."""
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}


def _absolute(name, *args):
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


def _url(record):
    return f"{settings.SITE_URL}{record.get_absolute_url()}"


def _reference_to_site(site):
    home = _absolute("home")
    return {"@type": "WebSite", "@id": f"{settings.SITE_URL}/#site", "url": home, "name": site.name}


def _publisher(site):
    return {"@type": "Organization", "name": site.owner} if site.owner else None


def _breadcrumbs(*steps):
    """Return breadcrumbs from the home page; each step is (name, address)."""
    steps = [(_("Home"), _absolute("home")), *steps]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(steps, 1)
    ]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{steps[-1][1]}#trail",
        "itemListElement": items,
    }


def _image(image):
    if image is None:
        return None
    return _without_empty(
        {
            "@type": "ImageObject",
            "url": f"{settings.SITE_URL}{image.file.url}",
            "width": image.width,
            "height": image.height,
            "caption": image.alt,
            "creditText": image.credit,
        }
    )


def _references(dossier, claim):
    """Return references to the records of a claim, except inferred ones."""
    return [
        _without_empty(
            {"@type": REFERENCE_TYPES.get(other.kind), "name": other.title, "url": _url(other)}
        )
        for relation in dossier.relations_of(claim)
        if not dossier.is_inferred(relation.pk)
        for other in [
            relation.object if relation.subject_id == dossier.record.pk else relation.subject
        ]
    ]


def _stated_value(dossier, claim):
    """Return the value of a claim; None if it is empty or inferred."""
    record = dossier.record
    is_inferred = dossier.is_inferred((record.pk, claim))
    return None if is_inferred else record.claim_value(claim)


def _dates(dossier, claim="when"):
    """Return the first and the last date of a claim as ISO 8601; "" where uncertain."""
    return iso_ends(_stated_value(dossier, claim))


def _article(dossier):
    record = dossier.record
    start, end = _dates(dossier)
    return {
        "@type": "Article",
        "headline": record.title,
        "datePublished": "" if end else start,
        "inLanguage": languages.displayed_language(record, "title"),
        "author": _references(dossier, "author") if record.is_by_its_authors else [],
        "creditText": record.credit,
        **_source(record),
    }


def _source(record):
    """Return what an article is based on, or the addresses of the same text."""
    addresses = [each for each in (record.source_url, record.source_archived_url) if each]
    if record.source_kind in ("", SourceKind.TEXT):
        return {"sameAs": addresses}
    name = "isBasedOn" if record.source_kind == SourceKind.SUMMARY else "translationOfWork"
    source = {
        "@type": "CreativeWork",
        "name": record.source_title,
        "author": record.source_author and {"name": record.source_author},
        "publisher": record.source_outlet and {"name": record.source_outlet},
        "inLanguage": record.source_language,
        "url": record.source_url,
        "archivedAt": record.source_archived_url,
        "license": record.source_licence_url,
    }
    return {name: _without_empty(source)}


def _agreement(dossier):
    record = dossier.record
    start, end = _dates(dossier)
    date = "" if end else start
    is_binding = _stated_value(dossier, "binding") == "yes"
    kind = str(record.get_type_display())
    common = {
        "identifier": _stated_value(dossier, "reference"),
        "mentions": _references(dossier, "parties"),
        "encoding": [
            _without_empty(
                {
                    "@type": "MediaObject",
                    "name": document.title,
                    "contentUrl": f"{settings.SITE_URL}{document.file.url}",
                    "encodingFormat": document.mime_type,
                    "inLanguage": document.language,
                }
            )
            for document in dossier.documents
            if document.file
        ],
    }
    if is_binding:
        law = {"@type": "Legislation", "legislationDate": date, "legislationType": kind}
        return common | law | {"legislationIdentifier": common["identifier"]}
    return common | {"@type": "CreativeWork", "dateCreated": date, "genre": kind}


def _event(dossier):
    record = dossier.record
    start, end = _dates(dossier)
    state = _stated_value(dossier, "state")
    mode = _stated_value(dossier, "format")
    return {
        "@type": "Event",
        "startDate": start,
        "endDate": end,
        "eventStatus": state and f"{SCHEMA}/{STATES[state]}",
        "eventAttendanceMode": mode and f"{SCHEMA}/{ATTENDANCE_MODES[mode]}",
        "location": _place(record) if _stated_value(dossier, "place") else None,
        "organizer": _references(dossier, "hosts"),
        "attendee": _references(dossier, "participants"),
    }


def _place(record):
    address = {"addressLocality": record.city, "addressCountry": record.country}
    address = _without_empty(address) and {"@type": "PostalAddress", **_without_empty(address)}
    return _without_empty(
        {"@type": "Place", "name": record.venue or record.place, "address": address}
    )


def _partner(dossier):
    record = dossier.record
    type_ = PARTNER_TYPES.get(record.type, "Organization")
    names = [*([record.short_name] if record.short_name else [])]
    names += [alias.text for alias in dossier.aliases]
    members = [] if type_ in ("Country", "Thing") else _references(dossier, "members")
    return {"@type": type_, "alternateName": names, "member": members}


def _council(dossier):
    return {"@type": "Organization", "member": _references(dossier, "members")}


def _initiative(dossier):
    return {"@type": INITIATIVE_TYPES.get(dossier.record.type, "Thing")}


def _person(dossier):
    return {"@type": "Person"}


def _topic(dossier):
    topics = {"@type": "DefinedTermSet", "name": str(KINDS["topic"].plural)}
    return {
        "@type": "DefinedTerm",
        "inDefinedTermSet": topics | {"url": _absolute("topic-list")},
    }


DESCRIBE_BY_KIND = {
    "article": _article,
    "agreement": _agreement,
    "event": _event,
    "council": _council,
    "initiative": _initiative,
    "partner": _partner,
    "person": _person,
    "topic": _topic,
}
