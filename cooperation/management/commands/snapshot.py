"""Write the whole public site into a folder of files that needs no server."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cooperation.formats.manifests import ForeignFolderError
from cooperation.site_copy.build import copy_site
from cooperation.site_copy.crawl import CannotCopy
from cooperation.site_copy.signing import SigningError


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
            result = copy_site(options["dir"], day, options["sign"])
        except (ForeignFolderError, CannotCopy, SigningError, OSError) as problem:
            raise CommandError(str(problem)) from problem
        for address, source in sorted(result.broken.items()):
            self.stderr.write(f"{source} links {address}, which is not there; the link is left out")
        for record, reason in result.problems:
            self.stderr.write(f"{record.kind} {record.slug} cannot be shown as it was: {reason}")
        files = result.manifest["files"]
        size = sum(each["bytes"] for each in files)
        self.stdout.write(f"{len(files)} files, {size} bytes, as of {result.manifest['date']}")


def _day(text):
    """Return the day that was typed; it must be over, since it is shown as it ended."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--as-of: {text} is no day; type it like 2024-03-31.") from error
    if day >= timezone.localdate():
        raise CommandError(f"--as-of: {text} is not over yet; name an earlier day.")
    return day
