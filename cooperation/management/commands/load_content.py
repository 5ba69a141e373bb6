"""Load the content that comes with the site."""

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError

from cooperation.models import Record
from cooperation.publishing import content
from cooperation.sourcing.index import index_all
from cooperation.sourcing.mentions import scan_all
from cooperation.sourcing.passages import store_all


class Command(BaseCommand):
    """Loads ``fixtures/NN_*.json`` in one transaction."""

    help = "Loads the fixtures in their order; nothing is loaded if one of them is wrong."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing if there is a record already"
        )

    def handle(self, *args, **options):
        if options["if_empty"] and not content.is_empty():
            self.stdout.write("The register has content already; nothing was loaded.")
            return
        try:
            paths = content.load()
        except (DeserializationError, DatabaseError) as error:
            raise CommandError(
                f"Nothing was loaded: {error}. Correct that fixture and run load_content again."
            ) from error
        store_all()
        scan_all()
        index_all()
        number = Record.objects.count()
        self.stdout.write(f"Loaded {len(paths)} files; the register holds {number} records.")
