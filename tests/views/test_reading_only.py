"""Whatever the public asks for is only read, and waits for nobody who writes."""

import re
import sqlite3
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction
from django.db.utils import OperationalError
from django.urls import reverse
from django.utils import timezone

from cooperation.changes.consequences import history
from cooperation.domain.kinds import PAGE_KINDS
from cooperation.models import Record
from cooperation.urls import files, urlpatterns
from tests.support.factories import AgreementFactory, EventFactory
from tests.support.reading import Wrote, reading_only
from tests.support.rows import make_register

FORMS = {"feeds": ("atom", "rss"), "export": ("csv", "xlsx", "json", "jsonl")}
FORMS |= {"cite": ("bib", "ris", "json")}
VALUES = {
    "kind": ["agreement"],
    "name": ["articles.csv"],
    "one": ["partner-0"],
    "other": ["star"],
    "path": ["images/nothing.png"],
    "section": ["agreements", "pairs"],
    "slug": ["star"],
}
"""What stands for the parts of addresses."""

NOT_MEANT = {"preview/<str:token>/", "api/v1/^"}
"""A preview shows a draft, and is not public; the other is every address of the API that is not."""

NOT_THERE = {
    "/data/articles.csv": 404,  # nobody has had the files made
    "/events/star/event.ics": 404,  # its date is not known to the day
    "/favicon.ico": 302,
    "/og/site.png": 301,
    **{f"/og/{kind.key}/star.png": 301 for kind in PAGE_KINDS},
    "/media/images/nothing.png": 404,
    "/.well-known/security.txt": 404,  # no contact is set
    "/styleguide/": 404,  # only for developers
    "/nowhere/": 404,
    "/agreements/?date=nonsense": 400,
}
QUERIES = (
    "/search/?q=sentences",
    "/search/?q=sentencse",
    "/search/suggestions/?q=agre",
    "/feeds/search.atom?q=sentences",
    "/network/?view=matrix",
    "/agreements/?q=star&sort=title&page=2",
    "/agreements/?date=nonsense",
    "/agreements/star/?page=2",
    "/ru/agreements/star/",
    "/uz/search/?q=star",
    "/api/v1/agreements/?limit=1",
    "/events/on-a-day/event.ics",
    "/pages/page-0/",
    "/nowhere/",
)


def routes(patterns, before=""):
    """Yield each address of some patterns as it is written there."""
    for pattern in patterns:
        route = f"{before}{pattern.pattern}"
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def filled(route):
    """Return the addresses that a route stands for."""
    part = re.search(r"<\w+:(\w+)>", route)
    if not part:
        return [f"/{route}"]
    values = VALUES.get(part[1]) or next(FORMS[word] for word in FORMS if word in route)
    if route.startswith("pages/"):
        values = ["page-0"]
    return [address for value in values for address in filled(route.replace(part[0], value, 1))]


ADDRESSES = [
    address
    for route in dict.fromkeys(routes([*files, *urlpatterns]))
    if route not in NOT_MEANT
    for address in filled(route)
]


def read(client, address):
    """Ask for an address to its last byte; return the status."""
    response = client.get(address)
    response.getvalue()
    return response.status_code


def test_wrapper_lets_only_reading_through(db):
    record = AgreementFactory()
    for act in (record.save, lambda: history.add_revision(record.record, "published")):
        with pytest.raises(Wrote), transaction.atomic(), reading_only():
            act()
    with reading_only():
        assert list(Record.objects.values_list("pk", flat=True)) == [record.pk]


def test_public_addresses_only_read(client, db):
    star = make_register(1)["agreement"]
    EventFactory(slug="on-a-day", when="2022-03-03")
    addresses = (*ADDRESSES, *QUERIES, star.image.file.url)
    with reading_only():
        found = {address: read(client, address) for address in addresses}
    assert {address: code for address, code in found.items() if code != 200} == NOT_THERE


@contextmanager
def in_a_file(path):
    """Let the site use a copy of the register in a file, and wait for no lock."""
    usual = connections["default"]
    with sqlite3.connect(path) as copy:
        usual.connection.backup(copy)
    copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    options = {**usual.settings_dict["OPTIONS"], "timeout": 0.01}
    options["transaction_mode"] = "IMMEDIATE"
    settings = {**usual.settings_dict, "NAME": str(path), "OPTIONS": options}
    connections["default"] = type(usual)(settings, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = usual


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has one lock for all")
def test_public_pages_wait_for_nobody_who_writes(client, transactional_db, tmp_path):
    stars = make_register(1)
    day = timezone.localdate().replace(year=2024)
    Record.objects.update(updated_at=f"{day}T00:00:00Z", created_at=f"{day}T00:00:00Z")
    for star in stars.values():
        history.add_first_revision(Record.objects.get(pk=star.pk))
    query = f"?as-of={day.replace(year=2025)}"
    pages = [reverse(f"{kind}-detail", args=["star"]) for kind in stars]
    others = ("/", "/agreements/", "/search/?q=star", "/feeds/all.atom", "/api/v1/agreements/")
    with in_a_file(tmp_path / "register.sqlite3"):
        writer = sqlite3.connect(tmp_path / "register.sqlite3", isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            Record.objects.update(title_en="Waits")
        addresses = (*pages, *(f"{page}{query}" for page in pages), *others)
        found = {address: read(client, address) for address in addresses}
        writer.execute("ROLLBACK")
        writer.close()
    assert found == dict.fromkeys(addresses, 200)
