"""Whatever people do, a kept page is what Django would answer now."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import TestCase

from cooperation.models import Record
from project.page_cache import PageCache
from tests.support.effort import few_or_many
from tests.support.histories import random_history
from tests.support.history_beginning import Beginning
from tests.support.wsgi import ask

pytestmark = pytest.mark.django_db

PAGES = ("/", "/ru/agreements/", "/search/?q=pact", "/network/", "/feeds/all.atom", "/sitemap.xml")


def pages_of_records():
    """Return the pages of all records that have one, also of those not public."""
    records = [record.as_kind() for record in Record.objects.order_by("pk")]
    return [record.get_absolute_url().partition("#")[0] for record in records]


def differences(caches, pages):
    """Return the pages of which a cache answers anything else than Django."""
    fresh = {page: ask(WSGIHandler(), page) for page in pages}
    return [
        page
        for cache in caches
        for page, answer in fresh.items()
        if ask(cache, page)[::2] != answer[::2]  # status and body
    ]


@few_or_many(5, 2000)
def test_kept_pages_are_never_stale(history_people, tmp_path, monkeypatch, examples):
    beginning = Beginning(history_people, tmp_path, monkeypatch)
    for seed in range(examples):
        with beginning.world() as world:
            caches = [PageCache(WSGIHandler()) for _process in range(2)]
            pages = {*PAGES, *pages_of_records()}
            assert differences(caches, pages) == []
            for step in random_history(seed):
                with TestCase.captureOnCommitCallbacks(execute=True):
                    world.play(step)
                pages |= {*pages_of_records()}  # old addresses stay among them
                assert differences(caches, pages) == [], f"history {seed}, {step}"
