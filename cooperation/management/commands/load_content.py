"""Loads the content that comes with the site."""

from django.core.management.base import BaseCommand, CommandError

from cooperation.changes import load_content
from cooperation.changes.content.fixtures import FixtureError
from cooperation.models import Record

DIFFERENT = 3


class Command(BaseCommand):
    """Loads ``fixtures/NN_*.json`` in one transaction and keeps what editors have changed."""

    help = (
        "Loads the fixtures. Changes and deletions of editors stay, and are reported where the "
        "fixtures changed the same. Nothing is loaded if a fixture is wrong."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing if there is a record already"
        )
        parser.add_argument("--dry-run", action="store_true", help="report, and write nothing")
        parser.add_argument(
            "--strict",
            action="store_true",
            help=f"end with exit status {DIFFERENT} if a difference was reported",
        )

    def handle(self, *args, **options):
        if options["if_empty"] and not load_content.is_empty():
            self.stdout.write("The register has content already; nothing was loaded.")
            return
        try:
            report = load_content.load(is_trial=options["dry_run"])
        except FixtureError as error:
            raise CommandError(
                f"Nothing was loaded. {error} Correct that fixture and run load_content again."
            ) from error
        self._tell(report, options["dry_run"])
        if options["strict"] and report.differences:
            raise CommandError(
                f"Differences were reported: {len(report.differences)}.", returncode=DIFFERENT
            )

    def _tell(self, report, is_dry_run):
        if report.is_silent:
            self.stdout.write("Nothing has changed.")
            return
        for line in report.differences:
            self.stdout.write(line)
        if is_dry_run:
            self.stdout.write(
                f"Would add {report.added} rows, update {report.updated} and delete "
                f"{report.deleted}; nothing was written."
            )
            return
        self.stdout.write(
            f"Loaded {len(report.paths)} files: {report.added} rows added, {report.updated} "
            f"updated, {report.deleted} deleted; the register holds {Record.objects.count()} "
            "records."
        )
