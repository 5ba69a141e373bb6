"""Checks that values have evidence and quotes are in their articles."""

from django.core.management.base import BaseCommand
from django.utils import translation

from cooperation.sourcing.checks import check_register


class Command(BaseCommand):
    """Prints one line for each finding; exit status 1 if there is any."""

    help = "Checks quotes, evidence, relations, other names and translations of all records."

    def handle(self, *args, **options):
        with translation.override("en"):
            findings = list(check_register())
        for finding in findings:
            self.stdout.write(str(finding))
        if findings:
            self.stderr.write(f"{len(findings)} findings.")
            raise SystemExit(1)
        self.stdout.write("Nothing is wrong with the content.")
