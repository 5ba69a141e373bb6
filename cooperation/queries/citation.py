"""The data of a record’s citation."""

from django.conf import settings
from django.utils import timezone

from cooperation.domain import languages
from cooperation.domain.vocabulary import SourceKind
from cooperation.formats.citations import Citation


def citation_of(record, authors, site):
    """Return the Citation of a record’s page in the current language.

    ``authors`` are those of an article. They are left out if they did not write this text.
    """
    article = record if record.kind == "article" else None
    is_theirs = article is None or article.is_by_its_authors
    return Citation(
        title=record.title,
        site=site.name,
        url=f"{settings.SITE_URL}{record.get_absolute_url()}",
        modified=timezone.localdate(record.updated_at),
        authors=tuple(person.title for person in authors) if is_theirs else (),
        date=article and article.when,
        language=languages.current(),
        key=record.slug,
        is_entry=article is None,
        credit=article.credit if article else "",
        source=article and article.source,
    )


def licence_url(record, site):
    """Return the address of the licence of a record’s text; empty if the site cannot give one.

    The site’s licence covers what the site wrote, not the text of somebody else.
    """
    is_ours = record.kind != "article" or record.source_kind in ("", SourceKind.SUMMARY)
    return site.licence_url if is_ours else record.source_licence_url
