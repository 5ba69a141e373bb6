"""Notes which translations are out of date."""

from modeltranslation.translator import NotRegistered, translator

from cooperation.domain.languages import ORIGINAL, TRANSLATIONS
from cooperation.models import OutdatedTranslation, Record
from cooperation.snapshots.capture import rows_of
from cooperation.snapshots.parts import raw_queryset


def translated_fields(model):
    """Return the names of the translated fields of a model, without language."""
    try:
        return list(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        return []


def update_outdated(record, saved, deleted=(), noted=None):
    """Note the translations that a save made outdated, and forget those that it updated.

    ``record`` is a Record; ``saved`` holds (object, before) for the record and its parts, where
    ``before`` is {name of a column: its value before}; ``deleted`` are the keys of deleted parts,
    ``noted`` the existing notes, if they are loaded. A translation is out of date if its original
    changes and it does not. It is up to date again if it changes too, if it is emptied, or if the
    original is changed back.
    """
    noted = record.outdated_translations.all() if noted is None else noted
    known = {_key(row): row for row in noted}
    gone = [row for row in known.values() if row.part and row.part in map(str, deleted)]
    new = []
    for obj, before in saved:
        part = "" if isinstance(obj, Record) else str(obj.pk)
        for field in translated_fields(type(obj)):
            was, now = before.get(f"{field}_{ORIGINAL}"), getattr(obj, f"{field}_{ORIGINAL}")
            for language in TRANSLATIONS:
                name = f"{field}_{language}"
                row = known.get((part, field, language))
                stays = getattr(obj, name) and getattr(obj, name) == before.get(name)
                if row and (not stays or row.original == now):
                    gone.append(row)
                elif not row and stays and was and was != now:
                    new.append(
                        OutdatedTranslation(
                            record=record,
                            model=obj._meta.model_name,
                            part=part,
                            field=field,
                            language=language,
                            original=was,
                        )
                    )
    if gone:
        OutdatedTranslation.objects.filter(pk__in=[row.pk for row in gone]).delete()
    if new:
        OutdatedTranslation.objects.bulk_create(new)


def update_outdated_from_snapshot(record, before, parts=None):
    """Do the same for a record that was replaced as a whole; ``before`` is its old snapshot.

    ``parts`` are the current {model: rows}, if the caller has them.
    """
    was = {row.get("pk"): row["fields"] for row in before}
    was[None] = before[0]["fields"] | before[1]["fields"]
    kind = Record.model_of(record.kind)
    now = {None: record if record.KIND else raw_queryset(kind).get(pk=record.pk)}
    parts = rows_of(now[None]) if parts is None else parts
    now |= {str(row.pk): row for rows in parts.values() for row in rows}
    saved = [(row, was[key]) for key, row in now.items() if key in was]
    update_outdated(record, saved, was.keys() - now.keys())


def confirm_translations(record, keys):
    """Forget that translations are out of date: an editor has confirmed them."""
    record.outdated_translations.filter(pk__in=keys).delete()


def _key(row):
    return row.part, row.field, row.language
