"""Bring the database up to this version, from any earlier one."""

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from cooperation.management import upgrading
from cooperation.models import Article, Record
from cooperation.sourcing import index, mentions, passages


class Command(migrate.Command):
    """Repairs registers of before 0.2.0 first, and makes what they lacked from their records."""

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
