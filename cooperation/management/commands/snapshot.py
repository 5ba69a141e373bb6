"""Write the whole public site into a folder of files that needs no server."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cooperation.formats.manifests import ForeignFolderError
from cooperation.site_copy import signing, snapshot
from cooperation.site_copy.crawl import NotWhole


class Command(BaseCommand):
    """Write the whole public site into a folder of files that needs no server."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("dir", type=Path, help="a new or empty folder, or an older snapshot")
        parser.add_argument("--as-of", metavar="DATE", help="as it was at the end of 2024-03-31")
        parser.add_argument("--sign", metavar="KEYFILE", help="an Ed25519 key of ssh-keygen")

    def handle(self, *args, **options):
        day = _day(options["as_of"]) if options["as_of"] else None
        try:
            key = signing.private_key(options["sign"]) if options["sign"] else None
            made = snapshot.make(options["dir"], day, key)
        except (ForeignFolderError, NotWhole, signing.WrongKey, OSError) as problem:
            raise CommandError(str(problem)) from problem
        for address, source in sorted(made.broken.items()):
            self.stderr.write(f"{source} links {address}, which is not there; the link is left out")
        for record, reason in made.problems:
            self.stderr.write(f"{record.kind} {record.slug} cannot be shown as it was: {reason}")
        files = made.manifest["files"]
        size = sum(each["bytes"] for each in files)
        self.stdout.write(f"{len(files)} files, {size} bytes, as of {made.manifest['date']}")


def _day(text):
    """Return the day that was typed; it must be over, since it is shown as it ended."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--as-of: {text} is no day; type it like 2024-03-31.") from error
    if day >= timezone.localdate():
        raise CommandError(f"--as-of: {text} is not over yet; name an earlier day.")
    return day
