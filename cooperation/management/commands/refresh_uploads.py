"""Make again what follows from uploaded files."""

from django.core.management.base import BaseCommand

from cooperation.changes import pictures
from cooperation.changes.documents import read_again
from cooperation.domain.errors import DomainError
from cooperation.models import Document, Image


class Command(BaseCommand):
    """Strips and scales pictures and reads documents that came in before that was done, or all."""

    help = "Makes the renditions of pictures and reads documents; needed after a restore or update."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="those that are done already, too")

    def handle(self, *args, **options):
        images, documents = Image.objects.all(), Document.objects.all()
        if not options["all"]:
            images, documents = images.without_renditions(), documents.unread()
        number = sum(self._try(_keep, image) for image in images)
        number += sum(self._try(read_again, document) for document in documents)
        self.stdout.write(f"Refreshed {number} files.")

    def _try(self, act, upload):
        """Do it; tell of a file that is gone or cannot be read, and go on."""
        try:
            act(upload)
        except (DomainError, OSError) as error:
            self.stderr.write(f"{upload.file.name}: {error}")
            return False
        return True


def _keep(image):
    pictures.keep(image, anew=True)
