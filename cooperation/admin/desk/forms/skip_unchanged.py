"""Forms that query the database only for what an editor has changed.

The form of a record has dozens of rows, and Django checks each reference and each constraint of
every row with a query, even if nothing was changed.
"""

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import UniqueConstraint
from django.forms.utils import ErrorDict

from cooperation.admin.desk.forms.fields import PreloadedAutocomplete


class SkipUnchangedForm:
    """Does not validate unchanged rows, so old errors in them do not block other changes.

    Put it before ``ModelForm`` among the bases.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = field.widget
            if isinstance(widget, RelatedFieldWidgetWrapper):
                widget = widget.widget
            if isinstance(widget, PreloadedAutocomplete):
                widget.known = self._cached_object(name)

    def _cached_object(self, name):
        """Return the object of a foreign key if it is loaded, else None."""
        link = self.instance._meta.get_field(name)
        return getattr(self.instance, name) if link.is_cached(self.instance) else None

    def full_clean(self):
        if not self.is_bound or self.instance._state.adding or self.has_changed():
            super().full_clean()
            return
        self._errors = ErrorDict()
        self.cleaned_data = {
            field.name: getattr(self.instance, field.attname)
            for field in self.instance._meta.concrete_fields
            if field.name in self.fields
        }


class PreloadedFormSet:
    """Takes its rows from ``preloaded``, all rows of the record, instead of querying."""

    def __init__(self, *args, preloaded=None, **kwargs):
        super().__init__(*args, **kwargs)
        if preloaded is not None:
            self._queryset = self._sorted_as_sent(filter(self.is_shown, preloaded))

    def is_shown(self, row):
        """Whether this formset shows a row of the record."""
        return getattr(row, self.fk.attname) == self.instance.pk

    def _sorted_as_sent(self, rows):
        number = min(self.initial_form_count(), self.absolute_max)  # whatever was sent
        sent = [self.data.get(f"{self.prefix}-{n}-id") for n in range(number)]
        places = {key: place for place, key in enumerate(sent)}
        return sorted(rows, key=lambda row: places.get(str(row.pk), len(places)))


class ChangedConstraintsForm:
    """Checks only the constraints that involve changed fields."""

    def _post_clean(self):
        if not self.instance._state.adding:
            constraints, changed = self.instance.get_constraints(), {*self.changed_data}
            touched = [
                (model, [each for each in found if _involves(model, each, changed)])
                for model, found in constraints
            ]
            self.instance.get_constraints = lambda: touched
        super()._post_clean()


def _involves(model, constraint, changed):
    """Whether a constraint involves one of the changed fields."""
    if isinstance(constraint, UniqueConstraint):
        names = {*constraint.fields}
    else:
        names = constraint.condition.referenced_base_fields
    names |= {getattr(model._meta.get_field(name), "of", name) for name in names}
    # a translated field is changed through one of its versions
    return any(each == name or each.startswith(f"{name}_") for name in names for each in changed)
