"""Readers get kept pages, and never one that is stale or meant for somebody else."""

import gzip
from datetime import timedelta

import brotli
import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.http import HttpResponse
from django.utils import timezone

from cooperation.changes.consequences import content_version
from cooperation.changes.publish import publish
from cooperation.changes.save import Edit, save
from cooperation.changes.state import state_of
from cooperation.changes.withdraw import withdraw
from cooperation.models import OldAddress
from cooperation.snapshots.rows import with_state
from project.page_cache import PageCache
from tests.support.factories import AgreementFactory, PartnerFactory
from tests.support.wsgi import ask

pytestmark = pytest.mark.django_db

NOW = "2026-05-04T08:00:00+00:00"


class Counted:
    """Django, with the paths that it was asked for."""

    def __init__(self):
        self.django, self.asked = WSGIHandler(), []

    def __call__(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        return self.django(environ, start_response)


@pytest.fixture
def django_app():
    return Counted()


@pytest.fixture
def site(django_app):
    return PageCache(django_app)


def test_page_is_rendered_once_and_sent_as_django_sends_it(site, django_app):
    page = f"/agreements/{AgreementFactory().slug}/"
    plain, first, second = ask(django_app, page), ask(site, page), ask(site, page)
    assert (first, django_app.asked) == (second, [page, page])
    assert (first.status, first.body) == (200, plain.body)
    own = ("Cache-Control", "ETag", "Vary", "Content-Length")
    kept = {name: value for name, value in first.headers.items() if name not in own}
    assert kept == {name: value for name, value in plain.headers.items() if name not in own}
    assert {name: first.headers[name] for name in ("Cache-Control", "Vary")} == {
        "Cache-Control": "no-cache", "Vary": "Accept, Accept-Encoding",
    }  # fmt: skip
    assert "Content-Security-Policy" in kept


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/ru/agreements/",
        "/search/?q=pact",
        "/timeline/",
        "/feeds/all.atom",
        "/events.ics",
        "/sitemap.xml",
        "/agreements/missing/",
        "/agreements",
        "/robots.txt",
    ],
)
def test_every_public_page_is_kept(site, django_app, page):
    AgreementFactory(title_en="A pact")
    assert ask(site, page) == ask(site, page)
    assert len(django_app.asked) == 1


@pytest.mark.parametrize(
    "page",
    [
        "/agreements/?invented=1",
        "/?x=1",
        "/agreements/?utm_source=a",
        "/agreements/?type=wrong",
        "/admin/",
        "/api/v1/agreements/",
        "/data/",
        "/healthz",
        "/agreements/export.csv",
        "/preview/nothing/",
    ],
)
def test_what_has_endless_addresses_or_depends_on_more_is_not_kept(site, django_app, page):
    AgreementFactory()
    for _time in range(2):
        ask(site, page)
    assert len(django_app.asked) == 2


def test_filters_are_kept_and_unlike_queries_apart(site, django_app):
    AgreementFactory(title_en="A pact", type="roadmap")
    AgreementFactory(title_en="A memo", type="memorandum")
    found = [
        ask(site, f"/agreements/?type={type_}").body for type_ in ("roadmap", "memorandum") * 2
    ]
    assert [b"A pact" in body for body in found] == [True, False, True, False]
    assert len(django_app.asked) == 2


def test_change_is_seen_at_once_everywhere(site, editor):
    record, other = AgreementFactory(title_en="Before"), PageCache(WSGIHandler())
    pages = ("/agreements/", f"/agreements/{record.slug}/")
    assert all(b"Before" in ask(each, page).body for each in (site, other) for page in pages)
    state = state_of(record)
    wanted = with_state(state.live, title_en="After")
    save(state, Edit(wanted, state.live), editor, publish=True)
    assert all(b"After" in ask(each, page).body for each in (site, other) for page in pages)
    withdraw([record], editor)
    assert [ask(each, pages[1]).status for each in (site, other)] == [410, 410]
    publish(record, editor)
    assert [ask(each, pages[1]).status for each in (site, other)] == [200, 200]


def test_scheduled_times_are_kept_to_the_second(site, django_app):
    with time_machine.travel(NOW, tick=False) as clock:
        soon, late = (timezone.now() + timedelta(seconds=each) for each in (10, 20))
        record = AgreementFactory(publish_at=soon, withdraw_at=late)
        content_version.increase()
        page, seen = f"/agreements/{record.slug}/", []
        for _second in range(25):
            seen.append(ask(site, page).status)
            clock.shift(1)
    assert seen == [404] * 10 + [200] * 10 + [410] * 5
    assert len(django_app.asked) == 3


def test_nginx_may_keep_a_page_in_a_second_in_which_nothing_happens(site, settings):
    settings.BEHIND_PROXY = True
    with time_machine.travel(NOW, tick=False) as clock:
        AgreementFactory(publish_at=timezone.now() + timedelta(seconds=2, milliseconds=500))
        content_version.increase()
        told = []
        for _second in range(4):
            told.append(ask(site, "/").headers.get("X-Accel-Expires", "").removeprefix("@"))
            clock.shift(1)
        first = int(timezone.now().timestamp()) - 4
    assert told == [str(first), str(first + 1), "", str(first + 3)]


def test_day_ends_at_midnight_of_the_site(site, django_app):
    with time_machine.travel(
        "2026-05-04T18:59:59+00:00", tick=False
    ) as clock:  # in Tashkent 23:59:59
        ask(site, "/"), ask(site, "/")
        clock.shift(1)
        ask(site, "/"), ask(site, "/")
    assert len(django_app.asked) == 2


@pytest.mark.parametrize("cookie", ["sessionid=a", "theme=dark; sessionid=a", "messages=x"])
def test_who_has_a_session_gets_and_leaves_nothing(site, django_app, cookie):
    ask(site, "/", HTTP_COOKIE=cookie), ask(site, "/", HTTP_COOKIE=cookie), ask(site, "/")
    assert len(django_app.asked) == 3
    ask(site, "/", HTTP_COOKIE=cookie)
    assert len(django_app.asked) == 4


def test_staff_see_their_own_page(site, editor_client):
    record = AgreementFactory(status="draft")
    cookie = f"sessionid={editor_client.cookies['sessionid'].value}"
    page = f"/agreements/{record.slug}/"
    assert [ask(site, page, HTTP_COOKIE=each).status for each in ("", cookie, "", cookie)] == [
        404, 200, 404, 200,
    ]  # fmt: skip


def test_cookies_of_others_do_not_matter(site, django_app):
    assert ask(site, "/", HTTP_COOKIE="theme=dark") == ask(site, "/", HTTP_COOKIE="other=1")
    assert len(django_app.asked) == 1


def test_language_is_that_of_the_address(site, django_app):
    pages = [ask(site, "/", HTTP_ACCEPT_LANGUAGE=code) for code in ("ru", "uz", "")]
    assert pages[0] == pages[1] == pages[2]
    assert b'lang="en"' in pages[0].body


def test_programs_get_linked_data_from_the_same_address(site, django_app):
    page = f"/agreements/{AgreementFactory().slug}/"
    kinds = ("text/html", "text/turtle", "application/ld+json", "*/*")
    types = [
        ask(site, page, HTTP_ACCEPT=kind).headers["Content-Type"].split(";")[0]
        for kind in kinds * 2
    ]
    assert types == ["text/html", "text/turtle", "application/ld+json", "text/html"] * 2
    assert len(django_app.asked) == 3


def test_each_encoding_is_made_once_and_has_its_own_tag(site, django_app):
    wishes = ("", "gzip", "gzip, deflate, br", "br;q=0, gzip", "identity")
    answers = [ask(site, "/", HTTP_ACCEPT_ENCODING=wish) for wish in wishes]
    codings = [answer.headers.get("Content-Encoding") for answer in answers]
    assert codings == [None, "gzip", "br", "gzip", None]
    body = answers[0].body
    assert gzip.decompress(answers[1].body) == brotli.decompress(answers[2].body) == body
    assert len({answer.headers["ETag"] for answer in answers}) == 3
    assert [int(answer.headers["Content-Length"]) for answer in answers] == [
        len(answer.body) for answer in answers
    ]
    assert len(django_app.asked) == 1


def test_known_page_is_not_sent_again(site):
    page = ask(site, "/", HTTP_ACCEPT_ENCODING="gzip")
    tag = page.headers["ETag"]
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = ask(site, "/", HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=known)
        assert (again.status, again.body) == (304, b"")
        assert {"ETag", "Vary", "Cache-Control", "Content-Security-Policy"} <= again.headers.keys()
        assert not {"Content-Length", "Content-Type", "Content-Encoding"} & again.headers.keys()
    assert ask(site, "/", HTTP_IF_NONE_MATCH=tag).status == 200  # of another encoding
    assert ask(site, "/missing/", HTTP_IF_NONE_MATCH="*").status == 404


def test_feed_is_not_sent_again_by_its_time(site):
    AgreementFactory()
    changed = ask(site, "/feeds/all.atom").headers["Last-Modified"]
    since = [changed, "Thu, 01 Jan 1970 00:00:00 GMT", "yesterday"]
    found = [ask(site, "/feeds/all.atom", HTTP_IF_MODIFIED_SINCE=each).status for each in since]
    assert found == [304, 200, 200]


def test_head_has_the_headers_of_get(site, django_app):
    head, get = ask(site, "/", "HEAD"), ask(site, "/")
    assert (head.headers, head.body) == (get.headers, b"")
    assert len(django_app.asked) == 1


def test_old_addresses_lead_on_from_memory(site, django_app):
    record = PartnerFactory(slug="now")
    OldAddress.objects.create(kind="partner", slug="then", record_id=record.pk, reason="changed")
    answers = [ask(site, "/partners/then/") for _time in range(2)]
    assert [answer.headers["Location"] for answer in answers] == ["/partners/now/"] * 2
    assert len(django_app.asked) == 1


def test_errors_are_not_kept(site, django_app, monkeypatch):
    ask(site, "/")
    monkeypatch.setattr(django_app, "django", broken)
    content_version.increase()
    assert [ask(site, "/").status for _time in range(2)] == [500, 500]
    monkeypatch.setattr(django_app, "django", WSGIHandler())
    assert ask(site, "/").status == 200


def broken(_environ, start_response):
    response = HttpResponse("Broken", status=500)
    start_response("500 Internal Server Error", list(response.items()))
    return response


def test_missing_database_leaves_the_answer_to_django(site, django_app, monkeypatch):
    def fail():
        raise OperationalError

    monkeypatch.setattr("cooperation.models.ContentVersion.read", fail)
    monkeypatch.setattr("django.db.connection.close", lambda: None)
    assert [ask(site, "/robots.txt").status for _time in range(2)] == [200, 200]
    assert len(django_app.asked) == 2
