"""Writes an SQLite database as SQL, a row a line: ``python dump.py db.sqlite3 > version.sql``."""

import sqlite3
import sys

SCHEMA = """SELECT type, name, sql FROM sqlite_master
    WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\'
    ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, name"""


def lines(database):
    """Yield the statements: tables, indexes and triggers, which fill the full-text index, rows."""
    schema = database.execute(SCHEMA).fetchall()
    yield from (f"{sql};" for _type, _name, sql in schema)
    for type_, name, sql in schema:
        if type_ == "table" and not sql.startswith("CREATE VIRTUAL"):
            yield from rows(database, name)


def rows(database, table):
    columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
    values = " || ', ' || ".join(f'quote("{column}")' for column in columns)
    for (row,) in database.execute(f'SELECT {values} FROM "{table}" ORDER BY rowid'):  # noqa: S608
        yield f'INSERT INTO "{table}" VALUES ({row});'  # noqa: S608


if __name__ == "__main__":
    for line in lines(sqlite3.connect(sys.argv[1])):
        print(line)  # noqa: T201
