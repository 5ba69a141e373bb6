"""Describes the difference between two revisions of a public record, for readers.

Snapshots hold more than readers may see: relations to drafts, withdrawn quotes, notes of editors,
names of pictures. So only what is listed here is described: short values of the record, its parts
by name, and other records only if they are in ``names``, which holds what is public now. Of a long
text it only says that it changed.
"""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modeltranslation.fields import TranslationField

from cooperation.domain import languages
from cooperation.domain.claims import LABELS
from cooperation.domain.dates import PartialDate
from cooperation.domain.kinds import KINDS
from cooperation.domain.verbs import VERBS
from cooperation.models import (
    Alias,
    Document,
    Figure,
    OtherClaim,
    Provision,
    Record,
    Relation,
    Statement,
)
from cooperation.models.fields import PartialDateField
from cooperation.snapshots.parts import fields_of, model_of
from cooperation.snapshots.rows import BASE, OWN, natural_key, none_if_empty, rows_by_key
from cooperation.snapshots.wording import capitalised, heading_of, label_of, text_of

MOST_LINES = 12
"""If there are more differences, the rest is only counted."""

OWN_FIELDS = ("title", "summary", "when")
"""The fields of the base row that readers see; of the kind’s row they see all."""

PARTS = (Provision, Figure, Statement, Document, Alias, OtherClaim)
"""The parts described by their own words; a relation is described by the other record."""


def describe_changes(old, new, names):
    """Return the differences between two snapshots that readers may know, one line each.

    ``names`` is {(kind, address): title} of the public records among ``linked_records``.
    """
    kind = natural_key(new)[0]
    before, after = rows_by_key(old), rows_by_key(new)
    lines = []
    for key in dict.fromkeys([*after, *before]):
        model = model_of(key.model)
        sides = before.get(key), after.get(key)
        if model is None or sides[0] == sides[1]:
            continue
        if key.pk is None:
            lines += _values(model, *(side or {} for side in sides), kind)
        elif model is Relation:
            lines += _relation(*sides, kind, names)
        elif model in PARTS:
            rows = before, after
            texts = [
                heading_of(key, row, {}) if side else ""
                for row, side in zip(rows, sides, strict=True)
            ]
            lines += _part(capitalised(model._meta.verbose_name), *texts)
    rest = len(lines) - MOST_LINES
    if rest > 1:
        more = ngettext("%(number)s more difference", "%(number)s more differences", rest)
        lines[MOST_LINES:] = [more % {"number": rest}]
    return lines


def linked_records(old, new):
    """Return the (kind, address) of the other record of each relation that differs."""
    before, after = rows_by_key(old), rows_by_key(new)
    label = Relation._meta.label_lower
    changed = [key for key in {*before, *after} if before.get(key) != after.get(key)]
    ends = [
        side[end]
        for key in changed
        if key.model == label
        for side in (before.get(key), after.get(key))
        if side
        for end in ("subject", "object")
    ]
    return {tuple(end) for end in ends if end is not OWN}


def _values(model, old, new, kind):
    """Yield a line for each changed value of the record itself."""
    for field in fields_of(model):
        name = getattr(field, "translated_field", field).name
        values = [none_if_empty(fields.get(field.name)) for fields in (old, new)]
        if (
            values[0] == values[1]
            or field.is_relation
            or not _is_in_reader_language(field, old, new)
        ):
            continue
        if model._meta.label_lower == BASE and name not in OWN_FIELDS:
            continue
        texts = [text_of(field, value, {}) for value in values]
        if texts[0] == texts[1]:  # in its formatting only
            continue
        label = _label(field, name)
        if isinstance(field, models.TextField):
            yield _("%(label)s: new wording") % {"label": label}
        elif name == "state" and texts[1]:
            kind_label = KINDS[kind].label
            yield _("%(kind)s: %(state)s") % {"kind": kind_label, "state": texts[1].lower()}
        elif isinstance(field, PartialDateField) and all(values):
            yield _date(label, texts, *map(PartialDate.from_edtf, values))
        else:
            yield from _part(label, *texts)


def _label(field, name):
    """Return the label of a field, without its language."""
    is_translated = isinstance(field, TranslationField)
    return str(LABELS.get(name) or label_of(field.translated_field if is_translated else field))


def _is_in_reader_language(field, old, new):
    """Whether a field is in the current language, or in the original if there is no translation."""
    if not isinstance(field, TranslationField):
        return True
    code = languages.current()
    if field.language == code:
        return True
    name = f"{field.translated_field.name}_{code}"
    lacks = not any(none_if_empty(fields.get(name)) for fields in (old, new))
    return field.language == languages.ORIGINAL and lacks


def _date(label, texts, old, new):
    words = {"label": label, "old": texts[0], "new": texts[1]}
    if new.lies_within(old):
        return _("%(label)s narrowed from %(old)s to %(new)s") % words
    if old.lies_within(new):
        return _("%(label)s widened from %(old)s to %(new)s") % words
    return _("%(label)s changed from %(old)s to %(new)s") % words


def _part(label, old, new):
    words = {"label": label, "old": old, "new": new}
    if old == new:
        return []
    if not old:
        return [_("%(label)s: added “%(new)s”") % words]
    if not new:
        return [_("%(label)s: removed “%(old)s”") % words]
    return [_("%(label)s changed from %(old)s to %(new)s") % words]


def _relation(old, new, kind, names):
    """Yield the lines about a relation, if the other record is public."""
    sides = [_end(side, kind, names) if side else ("", "") for side in (old, new)]
    if None in sides:
        return
    (old_label, before), (new_label, after) = sides
    if (old_label, before) != (new_label, after):
        if before:
            yield from _part(old_label, before, "")
        if after:
            yield from _part(new_label, "", after)
    elif any(old.get(name) != new.get(name) for name in ("when", f"role_{languages.current()}")):
        yield _("%(label)s: changed at “%(new)s”") % {"label": new_label, "new": after}


def _end(fields, kind, names):
    """Return (label, name of the other record) of a relation; None if that is not public."""
    is_subject = fields["subject"] is OWN
    other = tuple(fields["object" if is_subject else "subject"])
    verb = VERBS.get(fields["verb"])
    if verb is None or other not in names:
        return None
    claim = verb.claim if is_subject else verb.inverse_claim
    if claim in Record.model_of(kind).CLAIMS:
        return str(LABELS[claim]), names[other]
    return capitalised(verb.label if is_subject else verb.inverse), names[other]
