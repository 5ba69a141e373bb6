"""Prepares and starts the site on this machine, for ``make run``."""

import hashlib
import os
import secrets
import socket
import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections, transaction
from django.urls import reverse

from cooperation.management import serving

HOST = "127.0.0.1"


class Command(BaseCommand):
    """Prepares what is missing, then becomes gunicorn with the worker.

    A second start changes no data: it migrates nothing, loads nothing, makes no account.
    """

    help = "Prepares the database, the content and the static files, then serves the site."

    def add_arguments(self, parser):
        parser.add_argument(
            "--port",
            default=settings.PORT,
            help="where to listen on 127.0.0.1; by default the variable PORT, or else 8000",
        )

    def handle(self, *args, **options):
        port = _port_number(str(options["port"]))
        _check_free(port)
        try:
            self._prepare()
        except KeyboardInterrupt:
            raise CommandError("Stopped. Run it again at any time.", returncode=130) from None
        self._serve(port)

    def _prepare(self):
        try:
            self._say("Preparing the database…")
            call_command("migrate", verbosity=0, interactive=False)
            call_command("load_content", if_empty=True, stdout=self.stdout)
            self._make_editor()
        except DatabaseError as error:
            reason = " ".join(str(error).split())
            raise CommandError(
                f"The database cannot be used; correct DATABASE_URL and try again. Reason: {reason}"
            ) from error
        self._collect_static_files()

    def _make_editor(self):
        """Create the first account, if there is none, and show its password once."""
        users = get_user_model().objects
        if users.exists():
            return
        password = secrets.token_urlsafe(12)
        with transaction.atomic():
            user = users.create_user("editor", password=password, is_staff=True)
            user.groups.add(Group.objects.get(name="Administrator"))
        self._say("Made an account for you. Keep the password: it is shown only now.")
        self._say(f"  user name: {user.username}\n  password:  {password}")

    def _collect_static_files(self):
        """Collect the static files, unless they have not changed since the last time."""
        stamp = settings.STATIC_ROOT / ".sources"
        sources = _static_sources()
        if stamp.exists() and stamp.read_text(encoding="ascii") == sources:
            return
        self._say("Preparing styles, scripts and fonts…")
        stamp.unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(sources, encoding="ascii")

    def _serve(self, port):
        address = f"http://{HOST}:{port}"
        os.environ["DEBUG"] = "False"
        os.environ["PORT"] = str(port)  # the settings of the server and the worker follow it
        self._say(f"The site:           {address}/")
        self._say(f"The editors’ desk:  {address}{reverse('admin:index')}")
        self._say("Press Ctrl-C to stop.")
        connections.close_all()
        os.chdir(settings.BASE_DIR)
        command = [sys.executable, "-m", serving.__name__, *server_arguments(port)]
        os.execv(sys.executable, command)  # noqa: S606

    def _say(self, text):
        """Print at once: a buffer would be lost when gunicorn takes over."""
        self.stdout.write(text)
        self.stdout.flush()


def server_arguments(port):
    """Return the arguments of gunicorn that serve the site on a port."""
    return [
        "project.wsgi",
        *("--chdir", str(settings.BASE_DIR), "--bind", f"{HOST}:{port}"),
        *("--workers", "2", "--threads", "4"),
        *("--log-level", "error", "--no-control-socket"),
    ]


def _port_number(text):
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise CommandError(f"PORT must be a number from 1 to 65535, not “{text}”: make run PORT=8001")


def _check_free(port):
    """Raise CommandError with a remedy if the site cannot listen on a port."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except PermissionError as error:
            raise CommandError(
                f"Port {port} needs more rights than you have. Run: make run PORT=8001"
            ) from error
        except OSError as error:
            other = port + 1 if port < 65535 else 8000
            raise CommandError(
                f"Port {port} is in use. Stop the other program or run: make run PORT={other}"
            ) from error


def _static_sources():
    """Return a digest that changes whenever a static file of the project or a package does."""
    lines = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = os.stat(storage.path(path))
            lines.append(f"{path} {state.st_size} {state.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
