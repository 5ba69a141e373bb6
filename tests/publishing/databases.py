"""What tests of the whole database need: the hash of every row of every table."""

import hashlib

from django.db import connection


def database_hash():
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            digest.update(table.encode())
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in sorted(map(repr, cursor.fetchall())):
                digest.update(row.encode())
    return digest.hexdigest()
