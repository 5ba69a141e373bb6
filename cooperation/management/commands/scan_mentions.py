"""Find the mentions of all articles again."""

from django.core.management.base import BaseCommand

from cooperation.changes.consequences.derived import find_all_mentions
from cooperation.models import Mention


class Command(BaseCommand):
    """Looks for the names of all records in all articles; decisions of editors stay."""

    help = "Finds in all articles which sentences mention which records."

    def handle(self, *args, **options):
        number = find_all_mentions()
        linked = Mention.objects.certain().count()
        pending = Mention.objects.pending().count()
        self.stdout.write(f"Scanned {number} articles: {linked} mentions, {pending} to review.")
