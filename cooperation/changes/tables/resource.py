"""How django-import-export takes the rows of one batch in: found, changed, compared, kept."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint
from django.utils.translation import gettext as _
from import_export.resources import Resource
from tablib import Dataset

from cooperation.changes import rights
from cooperation.changes.addresses import check_free
from cooperation.changes.tables.cells import is_same
from cooperation.changes.tables.columns import SLUG, VERSION, Column, columns_of
from cooperation.changes.tables.row_targets import Loader, new_target
from cooperation.domain.texts.text import slug_from_title
from cooperation.models import OldAddress, Record
from cooperation.snapshots.rows import rows_by_key


class RecordResource(Resource):
    """The rows of a table of one kind; ``writer`` writes them, without one they are only checked.

    ``seen`` is {address: version at the check}, None for what was not there; what has become
    another since is refused. Errors of rows are ValidationErrors by column.
    """

    class Meta:
        import_id_fields = (SLUG,)
        instance_loader_class = Loader
        skip_diff = True  # the differences are those of snapshots, see snapshots.compare
        skip_unchanged = True
        report_skipped = True
        store_instance = True
        store_row_values = True

    def __init__(self, kind, user, writer=None, seen=None):
        super().__init__()
        self.kind, self.user, self.writer, self.seen = kind, user, writer, seen
        self.model = Record.model_of(kind)
        self.columns = {column.column_name: column for column in columns_of(kind)}
        self.fields = {SLUG: Column(SLUG), **self.columns}

    @property
    def is_saving(self):
        return self.writer is not None

    def take(self, headers, rows):
        """Return the result of django-import-export for some rows, lists of texts."""
        dataset = Dataset(*rows, headers=headers)
        return self.import_data_inner(
            dataset,
            dry_run=not self.is_saving,
            raise_errors=False,
            using_transactions=False,  # the writer has one for each row
            collect_failed_rows=False,
        )

    def init_instance(self, row=None):
        slug = row[SLUG] or slug_from_title(row.get("title_en", "")) or self.kind.replace("_", "-")
        return new_target(self.kind, slug, self.known, self.user)

    def get_or_init_instance(self, instance_loader, row):
        target, is_new = super().get_or_init_instance(instance_loader, row)
        if is_new:
            self._check_new(target, row)
        target.cells  # noqa: B018 - before any of them is changed
        return target, is_new

    def _check_new(self, target, row):
        slug = target.natural_key[1]
        title = row.get("title_en", "")
        if rights.against_adding(self.user, self.kind):
            text = _("There is no such record, and you may not add one. Correct the address.")
            raise ValidationError({SLUG: text})
        if not row[SLUG] and title and (there := self.known.titled(title, self.kind)):
            text = _("“%(slug)s” has this title already. Type that address, or another title.")
            raise ValidationError({SLUG: text % {"slug": there}})
        try:
            self.model._meta.get_field(SLUG).clean(slug, None)
            if not row[SLUG] or slug in self._old_addresses:
                check_free(self.kind, slug)
        except ValidationError as error:
            raise ValidationError({SLUG: error}) from error

    def before_import(self, dataset, **kwargs):
        slugs = dataset[SLUG]
        former = OldAddress.objects.of_kind(self.kind).with_slugs(slugs)
        self._old_addresses = {*former.values_list("slug", flat=True)}

    def import_instance(self, instance, row, **kwargs):
        """Let each cell change the Target; raise what is wrong with any of them, by column."""
        errors = {}
        for name, column in self.columns.items():
            if name not in row:
                if instance.live is None and getattr(column, "is_needed", False):
                    errors[name] = _("A new record needs this column. Add it to the table.")
                continue
            try:
                column.change(instance, row[name])
                if instance.live is None and getattr(column, "is_needed", False) and not row[name]:
                    column.put(instance, "")
            except ValidationError as error:
                errors[name] = error
        if errors:
            raise ValidationError(errors)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return not import_validation_errors and not instance.is_changed

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        if import_validation_errors:
            raise ValidationError(import_validation_errors)
        self._check_version(instance)
        self._check_constraints(instance)

    def _check_version(self, target):
        """Refuse to write over what somebody has changed since it was exported or looked at.

        A row that changes nothing is skipped before: a batch that is repeated finds its own work.
        """
        present = target.version if target.record else None
        if self.seen is not None and self.seen.get(target.natural_key[1]) != present:
            text = _("The record has changed since you looked. Import the table once more.")
            raise ValidationError({SLUG: text})
        if present and self._typed_version and not is_same(self._typed_version, present):
            text = _(
                "The record has changed since this table was exported. Export it again, or empty "
                "this cell to let the table win."
            )
            raise ValidationError({VERSION: text})

    def _check_constraints(self, target):
        """Check what the database demands of several values together."""
        before = rows_by_key(target.shown)
        rows = [(key, row) for key, row in target.rows.items() if key.pk is None]
        changed = {
            name
            for key, row in rows
            for name, value in row.items()
            if target.live is None or before[key].get(name) != value
        }
        whole = self.model()
        for _key, row in rows:
            for name, value in row.items():
                if not isinstance(value, list) and name in self.columns and value is not None:
                    setattr(whole, name, value)
        errors = []
        for model, constraints in whole.get_constraints():
            for constraint in constraints:
                if _says_what_to_do(constraint) and _touches(constraint, changed):
                    try:
                        constraint.validate(model, whole)
                    except ValidationError as error:
                        errors.append(error)
        if errors:
            raise ValidationError({NON_FIELD_ERRORS: errors})

    def before_import_row(self, row, **kwargs):
        self._typed_version = row.get(VERSION, "")

    def save_instance(self, instance, is_create, row, **kwargs):
        if self.is_saving:
            self.writer.keep(instance)

    def save_m2m(self, instance, row, **kwargs):
        """Do nothing: relations are rows of the snapshot."""


def _touches(constraint, changed):
    """Whether a check constraint is about a field that was changed."""
    return bool(constraint.condition.referenced_base_fields & changed)


def _says_what_to_do(constraint):
    """Whether a constraint has words of its own; the others follow from the fields themselves."""
    usual = constraint.default_violation_error_message
    return isinstance(constraint, CheckConstraint) and constraint.violation_error_message != usual
