"""Describes the differences between fixtures and register, in words for editors."""

from django.apps import apps

from cooperation.changes.content.fixtures import content_fields, is_kind
from cooperation.domain.kinds import KINDS
from cooperation.snapshots.rows import BASE, RELATION, RowKey, none_if_empty
from cooperation.snapshots.wording import heading_of, label_of, text_of

LONGEST = 100


def in_words(plan, present):
    """Return a line for each FixtureDifference of a plan: file, row, field, and what stays."""
    worder = _DifferenceInWords(plan, present)
    return [worder.line(difference) for difference in plan.differences]


class _DifferenceInWords:
    def __init__(self, plan, present):
        self.rows = {**plan.base, **plan.mine, **present.values}
        self.plan, self.names = plan, present.titles()

    def line(self, difference):
        entry = difference.entry
        place = f"{entry.file}, row {entry.number}: {self._name(entry.key)}"
        if difference.why:
            return f"{place} {difference.why}."
        model = apps.get_model(entry.key.model)
        parts = [
            f"{label_of(field)} stays {self._text(field, kept)};"
            f" the fixture says {self._text(field, new)}"
            for field in content_fields(model)
            if field.name in difference.kept
            and none_if_empty(kept := difference.kept[field.name])
            != none_if_empty(new := difference.fixture[field.name])
        ]
        return f"{place}: {'; '.join(parts)}."

    def _text(self, field, value):
        text = text_of(field, value, self.names)
        if not text:
            return "empty"
        return f"“{text}”" if len(text) <= LONGEST else f"“{text[:LONGEST]}…”"

    def _name(self, key):
        """Return the name of a row: a record by its title, a part with its record."""
        model = apps.get_model(key.model)
        if is_kind(model) or key.model == BASE:
            kind, slug = key.pk.split("/")
            title = self.names.get((kind, slug)) or self.rows[RowKey(BASE, key.pk)]["title_en"]
            return f"{KINDS[kind].label} “{title}”"
        label, fields = str(model._meta.verbose_name), self.rows[key]
        heading = heading_of(key, self.rows, self.names) or key.pk
        owner = next((value for value in fields.values() if isinstance(value, list)), None)
        if owner is None or key.model == RELATION:
            return f"{label} “{heading}”"
        return f"{label} “{heading}” of “{self.names.get(tuple(owner), owner[-1])}”"
