"""Upgrades registers from before version 0.2.0 to the migrations as they are today.

Until then migrations that registers had already applied were rewritten and renumbered (decision
0044). Everything that needs repair is here: no later migration may need it.
"""

from django.core.management.base import CommandError
from django.db import transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from cooperation.management import table_repairs

APP = "cooperation"

RENAMED = {"0016_draft_rights": "0017_draft_rights"}

SIDE_BY_SIDE = {
    "0012_old_addresses",
    "0013_presence",
    "0014_drafts",
    "0015_site_licence",
    "0016_event_state",
}
"""Written at the same time and ordered later: some registers lack an earlier one of these."""


def is_needed(connection):
    """Whether the register must be repaired; raises CommandError if its history is unknown."""
    names = _recorded(connection)
    executor = MigrationExecutor(connection)
    _check_known(names, executor.loader, connection)
    return bool(
        names & RENAMED.keys()
        or _skipped(_renamed(names), executor.loader)
        or ("0001_register" in names and table_repairs.differences(connection))
    )


def repair(connection):
    """Bring history and tables in line with the migrations, in one transaction."""
    with connection.constraint_checks_disabled(), transaction.atomic(using=connection.alias):
        _rename(connection)
        _apply_passed_over(connection)
        loader = MigrationExecutor(connection).loader
        newest = max(_recorded(connection))
        table_repairs.repair_tables(connection, loader.project_state([(APP, newest)]))
        connection.check_constraints()


def _recorded(connection):
    """Return the names of the migrations of this application that a database has applied."""
    applied = MigrationRecorder(connection).applied_migrations()
    return {name for app, name in applied if app == APP}


def _renamed(names):
    return {RENAMED.get(name, name) for name in names}


def _check_known(names, loader, connection):
    """Raise CommandError if no version of this project can have left the database like this."""
    known = {name for app, name in loader.disk_migrations if app == APP}
    if unknown := sorted(_renamed(names) - known):
        raise CommandError(
            f"The database has applied {', '.join(unknown)}, which this version of the project "
            "does not have, so nothing was changed. Install the version that made the database, "
            "or a later one, and run migrate again."
        )
    if strange := sorted(_skipped(_renamed(names), loader) - SIDE_BY_SIDE):
        raise CommandError(
            f"The database has not applied {', '.join(strange)}, but has applied what builds on "
            "it. No version of the project does so, so nothing was changed. Restore a backup, "
            "or record what its tables hold already with migrate --fake."
        )
    tables = connection.introspection.table_names()
    if not names and f"{APP}_record" in tables:
        raise CommandError(
            "The database has the tables of a register, but django_migrations names none of its "
            "migrations, so nothing was changed. Restore a backup with all its tables."
        )


def _skipped(names, loader):
    """Return the names of missing migrations that an applied one depends on."""
    beneath = {
        name
        for applied in names
        if (APP, applied) in loader.graph.nodes
        for app, name in loader.graph.forwards_plan((APP, applied))
        if app == APP
    }
    return beneath - names


def _rename(connection):
    rows = MigrationRecorder(connection).migration_qs.filter(app=APP)
    for old, new in RENAMED.items():
        rows.filter(name=old).update(name=new)


def _apply_passed_over(connection):
    executor = MigrationExecutor(connection)
    missing = sorted(_skipped(_recorded(connection), executor.loader))
    plan = [(executor.loader.get_migration(APP, name), False) for name in missing]
    executor.migrate([(APP, name) for name in missing], plan=plan)
