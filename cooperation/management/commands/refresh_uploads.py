"""Processes uploaded pictures and documents again."""

from django.core.management.base import BaseCommand

from cooperation.changes.consequences import documents
from cooperation.changes.items import pictures
from cooperation.domain.errors import DomainError
from cooperation.models import Document, Image


class Command(BaseCommand):
    help = "Makes the renditions of pictures and reads documents; needed after a restore or update."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="those that are done already, too")

    def handle(self, *args, **options):
        images, files = Image.objects.all(), Document.objects.all()
        if not options["all"]:
            images, files = images.without_renditions(), files.unread()
        number = sum(self._try(_keep, image) for image in images)
        number += sum(self._try(documents.read_again, document) for document in files)
        self.stdout.write(f"Refreshed {number} files.")

    def _try(self, act, upload):
        """Call ``act``; report a file that is gone or cannot be read, and go on."""
        try:
            act(upload)
        except (DomainError, OSError) as error:
            self.stderr.write(f"{upload.file.name}: {error}")
            return False
        return True


def _keep(image):
    pictures.process_file(image.file, image.focus, is_new_file=True)  # before the transaction
    pictures.refresh(image)
