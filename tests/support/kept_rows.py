"""Rows of the register as the database gave them: put back in place of being made again."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from cooperation.models import ContentVersion


def _models():
    """Return the models whose tables are empty after the migrations."""
    found = apps.get_app_config("cooperation").get_models(include_auto_created=True)
    return [model for model in found if model is not ContentVersion]


def take():
    """Return {table: (columns, rows)} of the whole register."""
    kept, quoted = {}, connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in _models():
            table = model._meta.db_table
            columns = [field.column for field in model._meta.local_concrete_fields]
            names = ", ".join(map(quoted, columns))
            cursor.execute(f"SELECT {names} FROM {quoted(table)}")  # noqa: S608
            kept[table] = columns, cursor.fetchall()
    return kept


def put(kept):
    """Bring the rows into tables that are empty."""
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, (columns, rows) in kept.items():
            names = ", ".join(map(quoted, columns))
            values = ", ".join(["%s"] * len(columns))
            if rows:
                insert = f"INSERT INTO {quoted(table)} ({names}) VALUES ({values})"  # noqa: S608
                cursor.executemany(insert, rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)
