"""Writes the register as fixtures."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from cooperation.changes.content.dump import dump


class Command(BaseCommand):
    """Writes ``NN_*.json`` with what editors have changed; the register stays as it is."""

    help = "Writes the register as numbered fixtures, which load_content loads."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            help="where to write; by default the fixtures of the site",
        )

    def handle(self, *args, **options):
        folder = options["folder"]
        try:
            with translation.override("en"):  # the language of the columns without a language
                paths = dump(folder)
        except OSError as error:
            raise CommandError(
                f"Cannot write into {folder}: {error.strerror}. Name another folder."
            ) from error
        self.stdout.write(f"Wrote {len(paths)} files into {folder}.")
