"""Citation tags in the head of a page, for reference managers such as Zotero.

The tags are those of Highwire Press (also used by Google Scholar) and Dublin Core (DCMI Metadata
Terms; RFC 5013).
"""

from cooperation.formats.citations.authors import name_of


def tags(citation, institution, licence=""):
    """Return the tags of a Citation, (name, content) each, in their order.

    ``institution`` publishes the site: with it programs store the page as a report and not as a
    journal article. ``licence`` is the address of the terms. Approximate dates and periods are
    left out.
    """
    when = citation.page_date
    date = when.start.unqualified if when and when.is_plain else ""
    names = [name_of(author) for author in citation.authors]
    found = [
        ("citation_title", citation.title),
        *(("citation_author", _author(name)) for name in names),
        ("citation_publication_date", date.replace("-", "/")),
        ("citation_technical_report_institution", institution),
        ("citation_language", citation.language),
        ("citation_public_url", citation.url),
        ("DC.title", citation.title),
        *(("DC.creator", name.inverted) for name in names),
        ("DC.publisher", institution),
        ("DC.date", date),
        ("DC.language", citation.language),
        ("DC.identifier", citation.url),
        ("DC.rights", licence),
    ]
    return [(name, content) for name, content in found if content]


def _author(name):
    """Return a name with its family name first.

    A semicolon is added if Zotero would read two people: with a space in both parts.
    """
    is_doubtful = " " in name.family and " " in name.given
    return f"{name.inverted};" if is_doubtful else name.inverted
