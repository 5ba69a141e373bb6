"""Upgrades the database to this version, from any earlier one."""

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from cooperation.changes.consequences.derived import create_missing_data
from cooperation.management import upgrading


class Command(migrate.Command):
    """Repairs registers from before 0.2.0 first, and creates derived data that they lack."""

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        if upgrading.is_needed(connection):
            if options["plan"] or options["check_unapplied"]:
                raise CommandError(
                    "This register was made before version 0.2.0 and must be repaired first: "
                    "run migrate without --plan and --check."
                )
            upgrading.repair(connection)
            if options["verbosity"]:
                self.stdout.write("Repaired the tables of a register of before version 0.2.0.")
        super().handle(*args, **options)
        if options["database"] == DEFAULT_DB_ALIAS and _is_up_to_date(connection):
            create_missing_data()


def _is_up_to_date(connection):
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
