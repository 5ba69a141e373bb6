"""What the template of a table says of each column: what a cell may hold, and an example."""

from functools import cache

from django.db.models import IntegerField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.changes.tables.cells import in_every_language
from cooperation.changes.tables.columns import (
    SLUG,
    AliasColumn,
    RelationColumn,
    ValueColumn,
    columns_of,
    labels_of,
)
from cooperation.domain import languages
from cooperation.domain.dates import PartialDate, format_partial_date
from cooperation.domain.kinds import KINDS
from cooperation.domain.texts.folding import label_key
from cooperation.models.fields import PartialDateField

EXAMPLE = gettext_lazy("Example: delete this row")
"""Stands as the address of the example row, which an import refuses."""


def is_example(slug):
    """Whether the cell of an address marks the example row of a template, in any language."""
    return label_key(slug) in _examples()


@cache
def _examples():
    return in_every_language(EXAMPLE.__str__)


def template_of(kind):
    """Return the rows of an empty template: headings, and an example."""
    labels = labels_of(kind)
    columns = columns_of(kind)
    headings = [labels[SLUG], *(labels[column.heading] for column in columns)]
    return [headings, [str(EXAMPLE), *map(_example, columns)]]


def help_of(kind):
    """Return the rows of a sheet: each column, whether it is needed, and what a cell may hold."""
    labels = labels_of(kind)
    rows = [(_("Column"), _("In exported tables"), _("Needed"), _("What a cell may hold"))]
    address = _(
        "Letters a–z, digits and hyphens. Leave it empty to make it from the title of a new "
        "record; type the address of a record to change it."
    )
    rows.append((labels[SLUG], SLUG, _("no"), address))
    for column in columns_of(kind):
        needed = _("yes") if column.is_needed else _("no")
        rows.append((labels[column.heading], column.heading, needed, _allowed(column)))
    return rows


def _allowed(column):
    if isinstance(column, AliasColumn):
        return _("Names, separated by semicolons")
    if isinstance(column, RelationColumn):
        text = _("Addresses or exact titles, separated by semicolons, of: %(kinds)s")
        return text % {"kinds": _plurals(column.kinds)}
    return _allowed_value(column.field)


def _allowed_value(field):
    if field.is_relation:
        text = _("The address or exact title of one of: %(kinds)s")
        return text % {"kinds": _plurals([field.related_model.KIND])}
    if field.choices:
        labels = (str(label) for key, label in field.flatchoices if key)
        return _("One of: %(choices)s") % {"choices": "; ".join(labels)}
    if isinstance(field, PartialDateField):
        examples = "; ".join(map(_date, ("2022-03-14", "2022-03", "2022", "2022/2024")))
        return _("A date, as far as it is known: %(examples)s") % {"examples": examples}
    if isinstance(field, IntegerField):
        return _("A whole number")
    limit = _("Text of at most %(number)d characters") % {"number": field.max_length or 0}
    return limit if field.max_length else _("Text")


def _example(column):
    if isinstance(column, RelationColumn):
        return "first-address; second-address"
    if not isinstance(column, ValueColumn):
        return _("Another name; A third name")
    field = column.field
    if field.is_relation:
        return "address"
    if field.choices:
        return next(str(label) for key, label in field.flatchoices if key)
    if isinstance(field, PartialDateField):
        return _date("2022-03")
    return "4" if isinstance(field, IntegerField) else _("Text of an example")


def _plurals(kinds):
    return ", ".join(str(KINDS[kind].plural).lower() for kind in kinds)


def _date(edtf):
    return format_partial_date(PartialDate.from_edtf(edtf), languages.current())
