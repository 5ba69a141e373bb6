"""Makes the search index again."""

from django.core.management.base import BaseCommand

from cooperation.changes.consequences.derived import index_all
from cooperation.models import SearchEntry


class Command(BaseCommand):
    help = "Makes the search index of all records again."

    def handle(self, *args, **options):
        number = index_all()
        entries = SearchEntry.objects.count()
        self.stdout.write(f"Indexed {number} records: {entries} texts can be found.")
