"""The data of a record’s citation."""

from django.conf import settings
from django.utils import timezone

from cooperation.domain import languages
from cooperation.formats.citations import Citation


def citation_of(record, authors, site):
    """Return the Citation of a record’s page in the current language.

    ``authors`` are those of an article. They are left out if the article has a credit such as
    “After an article by …”, because they did not write this text.
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
