"""What follows when the time for which a record was published comes."""

from cooperation.changes import later
from cooperation.changes.consequences import content_version
from cooperation.changes.door import use_case
from cooperation.models import ContentVersion, Record


def follow_moments():
    """Look in the articles for the names of what has become public since; return those records.

    Readers see such a record at its time whether or not this runs; only links in the texts of
    others wait for it.
    """
    until = ContentVersion.objects.values_list("names_until", flat=True).first()
    return _follow() if Record.objects.went_public_since(until).exists() else []


@use_case
def _follow():
    row, _is_new = ContentVersion.objects.select_for_update().get_or_create(pk=1)
    begun = list(Record.objects.went_public_since(row.names_until))
    if begun:
        later.scan_mentions.enqueue([record.pk for record in begun], [], True)
        until = max(record.publish_at for record in begun)
        ContentVersion.objects.filter(pk=1).update(names_until=until)
        content_version.rise()
    return begun
