"""Searches all articles for mentions again."""

from django.core.management.base import BaseCommand

from cooperation.changes.consequences.derived import scan_all_articles
from cooperation.models import Mention


class Command(BaseCommand):
    help = "Finds in all articles which sentences mention which records."

    def handle(self, *args, **options):
        number = scan_all_articles()
        linked = Mention.objects.certain().count()
        pending = Mention.objects.pending().count()
        self.stdout.write(f"Scanned {number} articles: {linked} mentions, {pending} to review.")
