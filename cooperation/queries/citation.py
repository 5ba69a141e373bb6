"""What the citation of a record says."""

from django.conf import settings
from django.utils import timezone

from cooperation.domain import languages
from cooperation.formats.citations import Citation


def citation_of(record, authors, site):
    """Return the Citation of a record’s page in the language in use.

    ``authors`` are those of an article. A text that its credit calls another’s work retold, such
    as “After an article by …”, is cited without them: they did not write these words.
    """
    is_article = record.kind == "article"
    credit = record.credit if is_article else ""
    return Citation(
        title=record.title,
        site=site.name,
        url=f"{settings.SITE_URL}{record.get_absolute_url()}",
        modified=timezone.localdate(record.updated_at),
        authors=() if credit else tuple(person.title for person in authors),
        date=record.when if is_article else None,
        language=languages.current(),
        key=record.slug,
        is_entry=not is_article,
        credit=credit,
    )
