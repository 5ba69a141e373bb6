"""A field of search terms with a full-text index: FTS5 in SQLite, tsvector in PostgreSQL.

The databases only look terms up. Terms come from ``domain.search.folding`` and ranks are computed
in the query, so both databases give the same results.
"""

from typing import NamedTuple

from django.db import models
from django.db.models import Lookup

from cooperation.domain.search.query import PREFIX_MARK

# Every sign beyond ASCII belongs to a word for the tokenizer “ascii”, and terms hold no other sign
# of ASCII than small letters and digits: a term is a token, whatever its script.
SQLITE = (
    """CREATE VIRTUAL TABLE {table}_fts USING fts5(
    terms, content='{table}', content_rowid='id', tokenize='ascii', detail='none', columnsize=0)""",
    """CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN
    INSERT INTO {table}_fts(rowid, terms) VALUES (new.id, new.terms); END""",
    """CREATE TRIGGER {table}_removed AFTER DELETE ON {table} BEGIN
    INSERT INTO {table}_fts({table}_fts, rowid, terms) VALUES ('delete', old.id, old.terms); END""",
    """CREATE TRIGGER {table}_changed AFTER UPDATE OF terms ON {table} BEGIN
    INSERT INTO {table}_fts({table}_fts, rowid, terms) VALUES ('delete', old.id, old.terms);
    INSERT INTO {table}_fts(rowid, terms) VALUES (new.id, new.terms); END""",
)

# An array of terms and not to_tsvector: its parser would read 76th, 1e5 or a/b in its own way.
POSTGRESQL = (
    """ALTER TABLE {table} ADD COLUMN vector tsvector GENERATED ALWAYS AS (
    array_to_tsvector(string_to_array(nullif(terms, ''), ' '))) STORED""",
    "CREATE INDEX {table}_vector ON {table} USING gin (vector)",
)


def make_index(schema_editor, table):
    """Make the full-text index of a table with the columns ``id`` and ``terms``.

    The database updates it. On SQLite a migration that rebuilds the table drops the triggers: it
    must call this again, after dropping ``<table>_fts``.
    """
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor]:
        schema_editor.execute(statement.format(table=table))


def drop_index(schema_editor, table):
    """Drop what ``make_index`` made, apart from what is dropped with the table."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TABLE {table}_fts")


class _Engine(NamedTuple):
    """The query syntax of a database engine."""

    condition: str
    term: str
    beginning: str
    all_of: str
    one_of: str

    def any_of(self, alternatives):
        all_of = (self.all_of.join(map(self.written, each)) for each in alternatives)
        return self.one_of.join(f"({each})" for each in all_of)

    def written(self, term):
        if term.endswith(PREFIX_MARK):
            return self.beginning.format(term[:-1])
        return self.term.format(term)


_FTS5 = _Engine(
    "{alias}.id IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH %s)",
    '"{}"', '"{}"*', " AND ", " OR ",
)  # fmt: skip
_TSVECTOR = _Engine("{alias}.vector @@ %s::tsquery", "'{}'", "'{}':*", " & ", " | ")


class TermsField(models.TextField):
    """Terms separated by spaces."""


@TermsField.register_lookup
class FullTextMatch(Lookup):
    """``terms__holds=groups``: whether one alternative of each group matches.

    An alternative is a tuple of terms that must all match; ``*`` at the end makes a prefix. Terms
    cannot contain the operators of the query languages, so nothing is escaped.
    """

    lookup_name = "holds"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        return self._sql(compiler, _FTS5)

    def as_postgresql(self, compiler, connection):
        return self._sql(compiler, _TSVECTOR)

    def _sql(self, compiler, engine):
        query = engine.all_of.join(f"({engine.any_of(group)})" for group in self.rhs)
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        table = self.lhs.target.model._meta.db_table
        return engine.condition.format(alias=alias, table=table), [query]
