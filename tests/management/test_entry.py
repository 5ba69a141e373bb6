"""No command makes an empty register where the site’s was meant."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings

REMEDY = "Set VAR_DIR or DATABASE_URL as for the site, or run “manage.py migrate” first.\n"


def manage(folder, *arguments, **variables):
    """Run a command of manage.py with its data in a folder; return the process."""
    here = {"VAR_DIR": str(folder), "DATABASE_URL": "", "CACHE_URL": "", "DEBUG": "False"}
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments], cwd=settings.BASE_DIR,
        env=os.environ | here | variables, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", ["work --once", "publish_due", "clearsessions", "dump_data"])
def test_command_refuses_without_a_register(tmp_path, command):
    done = manage(tmp_path, *command.split())
    expected = f"There is no register at {tmp_path}/db.sqlite3. {REMEDY}"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", expected)
    assert not (tmp_path / "db.sqlite3").exists()


def test_command_refuses_an_empty_file(tmp_path):
    (tmp_path / "db.sqlite3").touch()
    done = manage(tmp_path, "publish_due")
    assert (done.returncode, done.stderr) == (
        1, f"There is no register at {tmp_path}/db.sqlite3. {REMEDY}",
    )  # fmt: skip


def test_command_refuses_the_register_of_another_program(tmp_path):
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        database.execute("CREATE TABLE other (id INTEGER)")
    assert "There is no register" in manage(tmp_path, "publish_due").stderr


def test_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / "db.sqlite3").write_text("These are no rows. " * 100)
    done = manage(tmp_path, "publish_due")
    assert done.returncode == 1
    assert done.stderr == (
        f"The register at {tmp_path}/db.sqlite3 cannot be opened: file is not a database. {REMEDY}"
    )


@pytest.mark.parametrize("command", ["check", "work --help", "help work", "version"])
def test_what_needs_no_register_goes_on(tmp_path, command):
    assert manage(tmp_path, *command.split()).returncode == 0
