"""What the database demands of several values of a record together."""

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint

from cooperation.changes.tables.columns import columns_of
from cooperation.models import Record
from cooperation.snapshots.rows import rows_by_key


def check_constraints(target):
    """Raise ValidationError if values that a row has changed do not go together.

    Only constraints with a message of their own are checked: those of single fields are checked
    by the cells.
    """
    before = {} if target.is_new else rows_by_key(target.shown)
    headings = {column.heading for column in columns_of(target.kind)}
    record, changed = Record.model_of(target.kind)(), set()
    for key, fields in target.rows.items():
        for name, value in fields.items() if key.pk is None else ():
            if before.get(key, {}).get(name) != value or target.is_new:
                changed.add(name)
            if name in headings and value is not None and not isinstance(value, list):
                setattr(record, name, value)
    errors = []
    for model, constraints in record.get_constraints():
        for constraint in constraints:
            if _has_message(constraint) and constraint.condition.referenced_base_fields & changed:
                try:
                    constraint.validate(model, record)
                except ValidationError as error:
                    errors.append(error)
    if errors:
        raise ValidationError(errors)


def _has_message(constraint):
    usual = constraint.default_violation_error_message
    return isinstance(constraint, CheckConstraint) and constraint.violation_error_message != usual
