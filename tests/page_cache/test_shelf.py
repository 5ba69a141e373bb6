"""The shelf holds what was used last, up to its size; a page is made once for all who wait."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace

from django.http import HttpResponse

from project.page_cache import PageCache
from project.page_cache.content_clock import ContentClock, ContentPeriod
from project.page_cache.shelf import OVERHEAD, Shelf
from tests.support.wsgi import ask


def page(size):
    return SimpleNamespace(encode=lambda: size)


def test_least_recently_used_page_goes_first():
    shelf, period = Shelf(3 * (OVERHEAD + 100)), ContentPeriod((1, "[]"), 0, 9)
    for key in "abc":
        assert shelf.get(period, key) is None
        shelf.put(period, key, page(100))
    shelf.get(period, "a")
    shelf.put(period, "d", page(100))
    assert [shelf.get(period, key) is not None for key in "abcd"] == [True, False, True, True]
    shelf.put(period, "big", page(10_000))
    assert shelf.get(period, "big") is None


def test_page_put_twice_counts_once():
    shelf, period = Shelf(2 * (OVERHEAD + 100)), ContentPeriod((1, "[]"), 0, 9)
    shelf.get(period, "a")
    for _time in range(5):
        shelf.put(period, "a", page(100))
    shelf.put(period, "b", page(100))
    assert None not in [shelf.get(period, key) for key in "ab"]


def test_other_period_drops_all_and_late_pages_are_not_kept():
    shelf = Shelf(100_000)
    before, after = ContentPeriod((1, "[]"), 0, 9), ContentPeriod((2, "[]"), 0, 9)
    shelf.get(before, "a")
    shelf.put(before, "a", page(100))
    assert shelf.get(after, "a") is None
    shelf.put(before, "a", page(100))  # rendered while the content changed
    assert [shelf.get(after, "a"), shelf.get(before, "a")] == [None, None]


def test_one_renders_for_all_who_ask_at_once(monkeypatch):
    monkeypatch.setattr(ContentClock, "current", lambda _self: ContentPeriod((1, "[]"), 0, 9))
    all_ask, rendered = Barrier(8), []

    def slow(_environ, start_response):
        rendered.append(1)
        response = HttpResponse("Page")
        start_response("200 OK", list(response.items()))
        return response

    site = PageCache(slow)

    def visit(_number):
        all_ask.wait()
        return ask(site, "/").body

    with ThreadPoolExecutor(8) as pool:
        assert {*pool.map(visit, range(8))} == {b"Page"}
    assert rendered == [1]
