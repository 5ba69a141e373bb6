"""What every test can use, and what happens where a browser, nginx or PostgreSQL is missing."""

import gc
import os
import shutil
import time
from collections import Counter

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.cache import caches
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import transaction
from django.test import override_settings
from django.utils.translation import override
from hypothesis import settings as limits

from cooperation.changes import load_content as seed
from cooperation.changes.consequences.derived import index_all
from tests.support.accounts import staff
from tests.support.guard import Guard
from tests.support.kept_rows import put, take
from tests.support.machine import CHROMIUM, MUST_RUN, NGINX

DATABASE = {"db", "transactional_db", "django_db_setup"}
"""The fixtures of tests that ask the database."""

# Playwright’s synchronous API runs an event loop in the thread of the test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A busy machine is no fault of what is tested.
limits.register_profile("without a clock", deadline=None)
limits.load_profile("without a clock")


def pytest_collection_finish():
    """Spare Python looking for garbage again and again among what every test keeps."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(config, items):
    """Leave out trials unless asked for; skip what cannot run here, unless everything must run."""
    if "trial" not in config.option.markexpr:
        trials = [item for item in items if item.get_closest_marker("trial")]
        config.hook.pytest_deselected(items=trials)
        items[:] = [item for item in items if item not in set(trials)]
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE & set(item.fixturenames):
            item.add_marker("database")
        if item.get_closest_marker("browser") and not CHROMIUM and not MUST_RUN:
            item.add_marker(pytest.mark.skip(reason="SKIPPED: install Chromium to run them"))
        if item.get_closest_marker("nginx") and not NGINX and not MUST_RUN:
            item.add_marker(pytest.mark.skip(reason="SKIPPED: install nginx to run them"))
        if item.get_closest_marker("postgresql") and not _is_postgresql():
            item.add_marker(pytest.mark.skip(reason="this run uses SQLite"))
    items.sort(key=_empties_the_database)


def _empties_the_database(item):
    """Whether a test leaves no groups and rights behind: such tests come last."""
    is_flushing = {"transactional_db", "live_server"} & set(item.fixturenames)
    return bool(is_flushing or item.get_closest_marker("browser"))


def _is_postgresql():
    return settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"


def pytest_terminal_summary(terminalreporter):
    """Say loudly which tests did not run."""
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", ())
        if "SKIPPED" in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("NOT TESTED", sep="!")
        for reason, number in Counter(str(report.longrepr[2]) for report in skipped).items():
            terminalreporter.write_line(f"{number} tests. {reason}")


@pytest.fixture(scope="session", autouse=True)
def plain_files(tmp_path_factory):
    """Serve static files by their plain names, keep uploads apart, do tasks at once."""
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        "unfinished_imports": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path_factory.mktemp("tables")},
        },
        "kept_files": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path_factory.mktemp("kept_files")},
        },
    }
    # Each process counts for itself: in a file of its own, or in a database of its own in Redis.
    counters = dict(settings.CACHES["counters"])
    if "redis" in counters["BACKEND"].lower():
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
        counters["LOCATION"] = f"{counters['LOCATION'].rpartition('/')[0]}/{int(worker) + 1}"
    else:
        counters["LOCATION"] = tmp_path_factory.mktemp("counters") / "counters.sqlite3"
    with override_settings(
        STORAGES=storages,
        CACHES={**settings.CACHES, "counters": counters},
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
        VAR_DIR=tmp_path_factory.mktemp("var"),
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def english():
    """Begin in English and end in it, whatever pages a test asks for."""
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def no_data_files(plain_files):
    """Remove the data files that a worker has made."""
    yield
    shutil.rmtree(settings.VAR_DIR / "data", ignore_errors=True)


@pytest.fixture(autouse=True)
def counters(plain_files):
    """Begin with nothing counted; what one test asks for is not held against the next."""
    caches["counters"].clear()
    return caches["counters"]


@pytest.fixture(autouse=True)
def answered(request):
    """Let the server answer what a browser has asked last before the database is emptied."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("live_server")
    running = Counter()

    def begin(**_signal):
        running["requests"] += 1

    def end(**_signal):
        running["requests"] -= 1

    request_started.connect(begin)
    request_finished.connect(end)
    yield
    until = time.monotonic() + 5
    while running["requests"] > 0 and time.monotonic() < until:
        time.sleep(0.01)
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture(autouse=True)
def kept_connection(monkeypatch):
    """Let the worker keep the connection of a test open, as Django’s client does for requests."""
    for module in ("cooperation.work.loop", "django_tasks_db.management.commands.db_worker"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)


@pytest.fixture(scope="session")
def watchman():
    """Watches all requests and commands of the process."""
    with Guard().installed() as guard:
        yield guard


@pytest.fixture(autouse=True)
def guard(watchman):
    """Fail a test in which the register was written without a use case, even if that was caught."""
    watchman.found.clear()
    yield
    assert watchman.found == []


@pytest.fixture(scope="session")
def rows_of_content(django_db_setup, django_db_blocker):
    """The rows of all fixtures, loaded once for all tests of a process."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", *map(str, seed.fixture_paths()), verbosity=0)
        rows = take()
        transaction.set_rollback(True)
    return rows


@pytest.fixture
def content(rows_of_content, db):
    """The register as it comes: all fixtures loaded."""
    put(rows_of_content)


@pytest.fixture(scope="session")
def rows_of_loaded_content(django_db_setup, django_db_blocker):
    """The rows that ``load_content`` leaves, sentences, mentions and search included."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_content", verbosity=0)
        index_all()
        rows = take()
        transaction.set_rollback(True)
    return rows


@pytest.fixture
def loaded_content(rows_of_loaded_content, db):
    """The register as ``load_content`` leaves it."""
    put(rows_of_loaded_content)


@pytest.fixture
def editor(django_user_model):
    """A member of the staff who may write, publish and delete."""
    return staff(django_user_model, "editor", "Editor")


@pytest.fixture
def other(django_user_model):
    """Another editor."""
    return staff(django_user_model, "other", "Editor")


@pytest.fixture
def administrator(django_user_model):
    """A member of the staff who may do all that the groups allow."""
    return staff(django_user_model, "administrator", "Administrator")


@pytest.fixture
def author(django_user_model):
    """A member of the staff who may write, but not publish."""
    return staff(django_user_model, "author", "Author")


@pytest.fixture
def history_people(author, editor, django_user_model):
    """{role: account} of those who act in random histories."""
    administrator = staff(django_user_model, "administrator", "Administrator")
    return {"author": author, "editor": editor, "administrator": administrator}


@pytest.fixture
def helper(author):
    """An author who may also change pages, but not publish."""
    author.user_permissions.set(
        Permission.objects.filter(codename__in=["add_page", "change_page", "change_sitesettings"])
    )
    return author


@pytest.fixture
def looker(django_user_model):
    """A member of the staff who may look at records, and nothing else."""
    user = django_user_model.objects.create_user("looker", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return user


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the system’s Chromium, which must not look for hosts of its own."""
    quiet = ("background-networking", "component-update", "sync")
    return browser_type_launch_args | {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)],
    }
