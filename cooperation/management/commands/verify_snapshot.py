"""Say whether a snapshot is as it was made."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cooperation.site_copy.build import faults
from cooperation.site_copy.signing import SigningError


class Command(BaseCommand):
    """Say whether a snapshot is as it was made: name each changed, missing or added file."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("dir", type=Path)
        parser.add_argument("--verify-key", metavar="FILE", help="the public key of its signature")

    def handle(self, *args, **options):
        try:
            found = faults(options["dir"], options["verify_key"])
        except SigningError as problem:
            raise CommandError(str(problem)) from problem
        if found is None:
            raise CommandError(f"{options['dir']} is no snapshot: it has no manifest that says so.")
        for what, file in found:
            self.stdout.write(f"{what}: {file}")
        if found:
            raise CommandError(f"{len(found)} faults found.")
        self.stdout.write("Everything is as it was made.")
