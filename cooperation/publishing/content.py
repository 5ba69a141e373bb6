"""The content that comes as fixtures."""

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from cooperation.models import Record


def fixture_paths():
    """Return the paths of the fixtures in the order in which they must be loaded."""
    return sorted(settings.BASE_DIR.glob("fixtures/[0-9][0-9]_*.json"))


def is_empty():
    """Whether the register holds no record yet."""
    return not Record.objects.exists()


@transaction.atomic
def load():
    """Load all fixtures, or nothing if one of them cannot be loaded; return their paths.

    Loading twice changes nothing. Raises DeserializationError or IntegrityError, whose message
    names the file.
    """
    paths = fixture_paths()
    call_command("loaddata", *map(str, paths), verbosity=0)
    return paths
