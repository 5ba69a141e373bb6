"""The tables of a database in a form that two of them can be compared in."""

from collections import Counter

POSTGRESQL = """
    SELECT conrelid::regclass::text, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT tablename, regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON')
        FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT table_name, concat_ws(' ', column_name, data_type, character_maximum_length,
        is_nullable, column_default, generation_expression)
        FROM information_schema.columns WHERE table_schema = 'public'"""


def schema_of(cursor, vendor):
    """Return {table: how often it has each column, constraint, index and trigger}."""
    found = {}
    if vendor == "postgresql":
        cursor.execute(POSTGRESQL)
        for table, definition in cursor.fetchall():
            found.setdefault(table, Counter())[definition] += 1
        return found
    cursor.execute("SELECT tbl_name, type, sql FROM sqlite_master WHERE sql IS NOT NULL")
    for table, type_, sql in cursor.fetchall():
        parts = definitions(sql) if type_ == "table" else [sql]
        found.setdefault(table, Counter()).update(parts)
    return found


def definitions(sql):
    """Return what stands between the outer brackets of CREATE TABLE, at the commas."""
    parts, depth, quote, begun = [], 0, "", 0
    for place, sign in enumerate(sql):
        if quote or sign in "'\"":
            quote = "" if sign == quote else quote or sign
            continue
        depth += (sign == "(") - (sign == ")")
        opens = sign == "(" and depth == 1
        if opens:
            begun = place + 1
        elif (sign == "," and depth == 1) or (sign == ")" and depth == 0):
            parts.append(sql[begun:place].strip())
            begun = place + 1
    return parts
