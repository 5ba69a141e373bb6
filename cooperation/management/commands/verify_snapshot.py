"""Say whether a snapshot is as it was made."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cooperation.site_copy import signing
from cooperation.site_copy.build import faults


class Command(BaseCommand):
    """Say whether a snapshot is as it was made: name each changed, missing or added file."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("dir", type=Path)
        parser.add_argument("--verify-key", metavar="FILE", help="the public key of its signature")

    def handle(self, *args, **options):
        name = options["verify_key"]
        try:
            found = faults(options["dir"], signing.public_key(name) if name else None)
        except signing.WrongKey as problem:
            raise CommandError(str(problem)) from problem
        if found is None:
            raise CommandError(f"{options['dir']} is no snapshot: it has no manifest that says so.")
        for what, file in found:
            self.stdout.write(f"{what}: {file}")
        if found:
            raise CommandError(f"{len(found)} faults found.")
        self.stdout.write("Everything is as it was made.")
