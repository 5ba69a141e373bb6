"""Forms that ask the database only about what an editor has changed.

The form of a record holds dozens of rows. Django looks up each reference and checks each
constraint of each row by a query of its own, also where nothing was typed.
"""

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import UniqueConstraint
from django.forms.utils import ErrorDict

from cooperation.admin.desk.forms.fields import PreloadedAutocomplete


class SkipUnchangedForm:
    """Form of a part: a row that nobody changed is not looked at again.

    It stands before ``ModelForm`` among the bases. What was wrong with a row already must not
    stand in the way of what is being changed either.
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
        """Return the object that a foreign key leads to, if it is there without a query."""
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
    """Rows of one sort; ``preloaded`` are those that are loaded already, all of the record’s."""

    def __init__(self, *args, preloaded=None, **kwargs):
        super().__init__(*args, **kwargs)
        if preloaded is not None:
            self._queryset = self._sorted_as_sent(filter(self.is_shown, preloaded))

    def is_shown(self, row):
        """Whether a row of the record stands in this form."""
        return getattr(row, self.fk.attname) == self.instance.pk

    def _sorted_as_sent(self, rows):
        number = min(self.initial_form_count(), self.absolute_max)  # whatever was sent
        sent = [self.data.get(f"{self.prefix}-{n}-id") for n in range(number)]
        places = {key: place for place, key in enumerate(sent)}
        return sorted(rows, key=lambda row: places.get(str(row.pk), len(places)))


class ChangedConstraintsForm:
    """Form of a record: only the constraints of what was changed are checked."""

    def _post_clean(self):
        if not self.instance._state.adding:
            constraints, changed = self.instance.get_constraints(), {*self.changed_data}
            touched = [
                (model, [each for each in found if _touches(model, each, changed)])
                for model, found in constraints
            ]
            self.instance.get_constraints = lambda: touched
        super()._post_clean()


def _touches(model, constraint, changed):
    """Whether a constraint is about one of the fields."""
    if isinstance(constraint, UniqueConstraint):
        names = {*constraint.fields}
    else:
        names = constraint.condition.referenced_base_fields
    names |= {getattr(model._meta.get_field(name), "of", name) for name in names}
    # a translated field is changed through one of its versions
    return any(each == name or each.startswith(f"{name}_") for name in names for each in changed)
