"""Each earlier version’s register, kept here as SQL, is whole after ``migrate`` of today.

The registers are SQLite files, whatever database the other tests use.
"""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from tests.support.schema import schema_of

HERE = Path(__file__).parent
DUMPS = sorted(HERE.glob("*.sql"))


def manage(folder, *arguments, **options):
    """Run a command of manage.py with its data in a folder."""
    here = {"VAR_DIR": str(folder), "DATABASE_URL": "", "CACHE_URL": "", "DEBUG": "True"}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(  # noqa: S603
        command, cwd=settings.BASE_DIR, env=os.environ | here, capture_output=True, text=True,
        check=False, **options,
    )  # fmt: skip


def opened(folder):
    return closing(sqlite3.connect(folder / "db.sqlite3"))


def load(dump, folder):
    with opened(folder) as database:
        database.executescript("PRAGMA journal_mode = WAL; BEGIN;\n" + dump.read_text() + "COMMIT;")


def schema_in(folder):
    with opened(folder) as database:
        return schema_of(database.cursor(), "sqlite")


def rows_in(folder):
    """Return {table: {key: {column: value}}} of what a version had stored, but for its search."""
    with opened(folder) as database:
        database.row_factory = sqlite3.Row
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name GLOB '[ac]*' AND name NOT GLOB 'cooperation_search*' "
            "AND name NOT GLOB 'axes_*'"  # left with django-axes, see decision 0040
        )
        return {table: _by_key(database, table) for (table,) in tables.fetchall()}


def _by_key(database, table):
    """Return the rows of a table; the order of its columns may differ between versions."""
    [key] = [row["name"] for row in database.execute(f"PRAGMA table_info({table})") if row["pk"]]
    rows = database.execute(f"SELECT * FROM {table}")  # noqa: S608
    return {row[key]: dict(row) for row in rows}


def kept(before, after):
    """Return of ``after`` the tables, rows and columns that ``before`` has."""
    return {
        table: {
            key: {column: after[table][key][column] for column in row}
            for key, row in rows.items()
            if key in after[table]
        }
        for table, rows in before.items()
        if table in after
    }


@pytest.fixture(scope="module")
def schema_of_today(tmp_path_factory):
    folder = tmp_path_factory.mktemp("today")
    assert manage(folder, "migrate", "--verbosity", "0").stderr == ""
    return schema_in(folder)


SENTENCES = [
    "The pact",
    "Aland and Beland signed the Pact of Rivers in March 2022.",
    "Over 400 people came.",
    "“It’s a start”, the minister said.",
    "Аланд и Беланд подписали пакт в марте 2022 года.",
]
TIED = [
    "relation: Aland and Beland signed the Pact of Rivers in March 2022.",
    "when: Aland and Beland signed the Pact of Rivers in March 2022.",
]
TITLES = {
    "a-pact": "A pact",
    "aland": "Aland",
    "ann-example": "Ann Example",
    "beland": "Beland",
    "pact-of-rivers": "Pact of the Rivers",
    "rivers": "Rivers",
    "talks": "Talks",
}


def expected_of(before):
    """Return what ``look.py`` finds in a register with these rows."""
    published = TITLES | ({"talks": "Talks, as a draft says"} if has(before, "draft") else {})
    restored = published | (
        {"pact-of-rivers": "Pact of Rivers", "talks": "Talks"} if has(before, "revision") else {}
    )
    at_old_address = 301 if has(before, "oldaddress") else 404
    return {
        "other_answers": {"/agreements/pact-of-river/": at_old_address},
        "sentences": SENTENCES,
        "tied": TIED,
        "mentions": ["aland: Aland", "aland: Аланд", "beland: Beland", "rivers: Rivers"],
        "found": True,
        "history": len(before.get("cooperation_revision", {})),
        "published": published,
        "restored": restored,
    }


def has(rows, model):
    return bool(rows.get(f"cooperation_{model}"))


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
def test_register_of_an_earlier_version_is_whole(dump, tmp_path, schema_of_today):
    load(dump, tmp_path)
    before = rows_in(tmp_path)
    done = manage(tmp_path, "migrate", "--verbosity", "0")
    assert (done.returncode, done.stderr) == (0, "")
    assert schema_in(tmp_path) == schema_of_today
    assert kept(before, rows_in(tmp_path)) == before
    with (HERE / "look.py").open() as look:
        looked = manage(tmp_path, "shell", "--verbosity", "0", stdin=look)
    assert looked.returncode == 0, looked.stderr
    assert json.loads(looked.stdout) == expected_of(before)


def test_there_are_registers_of_every_kind_of_history():
    assert {"0.1.0", "ee8d439", "d0aa625"} <= {dump.stem for dump in DUMPS}
