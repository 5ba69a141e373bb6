"""The names of the records, pictures and evidence that snapshots refer to."""

from cooperation.models import Evidence, Image, Record
from cooperation.snapshots.rows import EVIDENCE, OWN, is_item, natural_key, rows_by_key


def names_of(*snapshots):
    """Return {natural key or UUID: name} of everything that some snapshots refer to.

    At most three queries. Deleted records have no name.
    """
    rows = [
        (key, fields) for snapshot in snapshots for key, fields in rows_by_key(snapshot).items()
    ]
    values = [value for _key, fields in rows for value in fields.values()]
    keys = {tuple(value) for value in values if isinstance(value, list) and len(value) == 2}
    records = [snapshot for snapshot in snapshots if not is_item(snapshot)]
    keys |= {natural_key(snapshot) for snapshot in records}
    found = Record.objects.filter(slug__in={slug for _kind, slug in keys})
    names = {record.natural_key(): str(record) for record in found}
    if records:
        names[OWN] = names.get(natural_key(records[-1])) or records[-1][0]["fields"]["title_en"]
    if images := {fields["image"] for _key, fields in rows if fields.get("image")}:
        names |= {str(image.pk): str(image) for image in Image.objects.filter(pk__in=images)}
    if premises := {fields["evidence"] for _key, fields in rows if fields.get("evidence")}:
        known = Evidence.objects.filter(pk__in=premises).values_list("pk", "quote", "note")
        names |= {str(pk): quote or note for pk, quote, note in known}
    return names | {
        key.pk: fields["quote"] or fields["note"]
        for key, fields in rows
        if key.model == EVIDENCE and (fields["quote"] or fields["note"])
    }
