"""Citations in the head of a page, for programs that keep references, such as Zotero’s connector.

They read the tags of Highwire Press (which Google Scholar asks for too) and Dublin Core (DCMI
Metadata Terms; RFC 5013).
"""

from cooperation.formats.citations.authors import name_of


def tags(citation, institution, licence=""):
    """Return the tags of a Citation, (name, content) each, in their order.

    ``institution`` is who publishes the site: with it a program keeps the page as a report of that
    institution, and not as the article of some journal. ``licence`` is the address of the terms.
    Dates are as precise as they are known; of what is approximate or a period there is none.
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
    """Return a name with its family name first; with a semicolon where it would be read as two.

    Zotero takes a comma for one between two people if there is a space on both of its sides.
    """
    is_doubtful = " " in name.family and " " in name.given
    return f"{name.inverted};" if is_doubtful else name.inverted
