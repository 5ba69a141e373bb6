"""Repairs tables that were made by earlier texts of rewritten migrations.

``0001_register`` was rewritten until commit b8da61c, ``0008_search`` until ec4f886; their other
changes leave no trace in a database.
"""

from django.core.management.base import CommandError

APP = "cooperation"

CONSTRAINTS = (("image", "image_alt_or_decorative"), ("event", "event_online_has_no_place"))
"""They once checked the untranslated columns, in registers without a table of sentences."""

REMEDIES = {
    "image": "A picture has an English alternative text, or is decorative and has none.",
    "event": "An online event has no English venue, city or country.",
}

EDGES = ("head", "tail")
"""Columns of the search words that were one letter longer."""


def differences(connection):
    """Return the functions that repair the tables, in order."""
    columns = _Columns(connection)
    found = []
    if not columns.of("passage"):
        found += [_make_passages, _make_constraints]
    elif "is_narrative" not in columns.of("passage"):
        found.append(_add_is_narrative)
    if "passage_id" not in columns.of("evidence"):
        found.append(_add_passage_of_evidence)
    lengths = columns.of("searchword")
    if any(lengths[name] != 2 for name in EDGES if lengths):
        found.append(_shorten_edges)
    return found


def repair_tables(connection, state):
    """Bring the tables in line with a state of the migrations."""
    for change in differences(connection):
        with connection.schema_editor() as editor:
            change(editor, state)


class _Columns:
    def __init__(self, connection):
        self.connection = connection
        self.tables = set(connection.introspection.table_names())

    def of(self, model):
        """Return {column: its maximum length, or None}; empty if there is no table."""
        table = f"{APP}_{model}"
        if table not in self.tables:
            return {}
        with self.connection.cursor() as cursor:
            description = self.connection.introspection.get_table_description(cursor, table)
        return {column.name: column.display_size for column in description}


def _make_passages(editor, state):
    editor.create_model(state.apps.get_model(APP, "passage"))


def _add_passage_of_evidence(editor, state):
    evidence = state.apps.get_model(APP, "evidence")
    editor.add_field(evidence, evidence._meta.get_field("passage"))


def _make_constraints(editor, state):
    for name, constraint in CONSTRAINTS:
        model = state.apps.get_model(APP, name)
        [found] = [each for each in model._meta.constraints if each.name == constraint]
        rows = model.objects.using(editor.connection.alias).exclude(found.condition)
        if keys := [str(key) for key in rows.values_list("pk", flat=True)]:
            raise CommandError(
                f"The {name} {', '.join(keys)} breaks a rule that came later, so nothing was "
                f"changed. {REMEDIES[name]} Correct it in the version that made it, then run "
                "migrate again."
            )
        editor.remove_constraint(model, found)
        editor.add_constraint(model, found)


def _add_is_narrative(editor, state):
    before = state.clone()
    before.remove_field(APP, "passage", "is_narrative")
    field = state.apps.get_model(APP, "passage")._meta.get_field("is_narrative")
    editor.add_field(before.apps.get_model(APP, "passage"), field)


def _shorten_edges(editor, state):
    """Also empties the search, which is made from the records."""
    for name in ("searchentry", "searchword"):
        rows = state.apps.get_model(APP, name).objects
        rows.using(editor.connection.alias).all().delete()
    for name in EDGES:
        new = state.apps.get_model(APP, "searchword")._meta.get_field(name)
        longer = state.models[APP, "searchword"].fields[name].clone()
        longer.max_length += 1
        before = state.clone()
        before.alter_field(APP, "searchword", name, longer, preserve_default=True)
        old = before.apps.get_model(APP, "searchword")
        editor.alter_field(old, old._meta.get_field(name), new)
