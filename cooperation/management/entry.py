"""The entry of manage.py: no command creates an empty register by mistake."""

import sys
from pathlib import Path

from django.core.management import ManagementUtility
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

WITHOUT_REGISTER = frozenset(
    {
        *("run_site", "migrate", "showmigrations", "sqlmigrate", "makemigrations"),
        *("optimizemigration", "squashmigrations", "check", "test", "testserver", "shell"),
        *("collectstatic", "findstatic", "makemessages", "compilemessages", "diffsettings"),
        *("version", "help", "startapp", "startproject", "sendtestemail", "verify_snapshot"),
    }
)
"""Commands that create the register or need none."""

REMEDY = "Set VAR_DIR or DATABASE_URL as for the site, or run “manage.py migrate” first."


class Utility(ManagementUtility):
    """Django’s, but it refuses commands that would work on a missing register."""

    def fetch_command(self, subcommand):
        is_asked_about = {"help", "--help", "-h"} & set(self.argv)
        if subcommand not in WITHOUT_REGISTER and not is_asked_about:
            refuse_without_register()
        return super().fetch_command(subcommand)


def refuse_without_register():
    """Exit with one line if there is no register where the settings say."""
    name = connection.settings_dict["NAME"]
    try:
        if not _is_there(name):
            sys.exit(f"There is no register at {name}. {REMEDY}")
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        sys.exit(f"The register at {name} cannot be opened: {reason}. {REMEDY}")


def _is_there(name):
    """Whether migrations of the register have run; opening an SQLite file would create it."""
    if connection.vendor == "sqlite" and not Path(name).exists():
        return False
    return any(
        app == "cooperation" for app, _ in MigrationRecorder(connection).applied_migrations()
    )
