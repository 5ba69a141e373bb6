"""Make the files of the whole register that readers find under /data/."""

from django.core.management.base import BaseCommand, CommandError

from cooperation.exports import dump
from cooperation.formats.manifests import ForeignFolderError


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        try:
            made = dump.rebuild()
        except ForeignFolderError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Made for {made['source']} (SITE_URL says where readers find the site).")
        for each in made["files"]:
            self.stdout.write(f"{each['path']}: {each.get('records', '–')}, {each['bytes']} bytes")
