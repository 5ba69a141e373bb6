"""What follows when the scheduled time of a published record comes."""

from cooperation.changes import later
from cooperation.changes.consequences import content_version
from cooperation.changes.use_case import use_case
from cooperation.models import ContentVersion, Record


def scan_newly_public():
    """Search articles for the names of records that became public since; return the records.

    Readers see such a record at its time anyway; only links in the texts of others wait for this.
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
        content_version.increase()
    return begun
