"""The pages of records: who sees them, and what a preview says."""

import datetime

import pytest
from django.contrib.auth.models import Permission

from cooperation.models import Record
from tests.support.factories import FACTORIES, EventFactory, WorkingGroupFactory
from tests.support.pages import KINDS, body_of, list_address, notices_in, text_of

HIDDEN = {
    "draft": {"status": Record.Status.DRAFT},
    "withdrawn": {"status": Record.Status.WITHDRAWN},
    "not yet due": {"publish_at": datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)},
}
PREVIEW = "Preview for the staff. The public does not see this page: {}."
PREVIEWS = {
    "draft": PREVIEW.format("Draft"),
    "withdrawn": PREVIEW.format("Withdrawn"),
}
NEVER_CACHE = "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize("kind", KINDS)
def test_detail_is_public_when_published(client, db, kind):
    record = FACTORIES[kind](title_en="A title & more")
    response = client.get(record.get_absolute_url())
    assert response.status_code == 200
    assert "A title &amp; more" in body_of(response)
    assert notices_in(response) == []
    assert "Cache-Control" not in response.headers


def test_public_page_that_shows_more_to_the_staff_is_never_cached_for_them(editor_client, client):
    group = WorkingGroupFactory(title_en="Secret group", status="draft")
    address = group.council.get_absolute_url()
    response = editor_client.get(address)
    assert "Secret group" in body_of(response)
    assert response.headers["Cache-Control"] == NEVER_CACHE
    client.logout()
    assert "Secret group" not in body_of(client.get(address))


@pytest.mark.parametrize("standing", HIDDEN)
@pytest.mark.parametrize("kind", KINDS)
def test_detail_is_not_found_when_hidden(client, db, kind, standing):
    record = FACTORIES[kind](title_en="Secret title", **HIDDEN[standing])
    response = client.get(record.get_absolute_url())
    assert response.status_code == (410 if standing == "withdrawn" else 404)
    assert "Secret title" not in body_of(response)


@pytest.mark.parametrize("standing", ["draft", "withdrawn"])
@pytest.mark.parametrize("kind", KINDS)
def test_detail_is_a_preview_for_staff_when_hidden(editor_client, kind, standing):
    record = FACTORIES[kind](title_en="Secret title", **HIDDEN[standing])
    response = editor_client.get(record.get_absolute_url())
    assert response.status_code == 200
    assert "Secret title" in body_of(response)
    assert notices_in(response) == [PREVIEWS[standing]]
    assert response.headers["Cache-Control"] == NEVER_CACHE


@pytest.mark.parametrize("kind", KINDS)
def test_detail_is_a_preview_for_staff_before_its_time(editor_client, kind):
    record = FACTORIES[kind](**HIDDEN["not yet due"])
    response = editor_client.get(record.get_absolute_url())
    assert notices_in(response) == [
        "Preview for the staff. The public sees this page from 1 January 2999, 05:00 on."
    ]
    assert response.headers["Cache-Control"] == NEVER_CACHE


@pytest.mark.parametrize("kind", KINDS)
def test_detail_for_staff_is_no_preview_when_published(editor_client, kind):
    response = editor_client.get(FACTORIES[kind]().get_absolute_url())
    assert response.status_code == 200
    assert notices_in(response) == []


def _with_right_to_view(user, kind):
    model = FACTORIES[kind]._meta.model._meta.model_name
    user.user_permissions.add(Permission.objects.get(codename=f"view_{model}"))


@pytest.mark.parametrize(
    ("rights", "status"),
    [({"staff", "view"}, 200), ({"staff"}, 404), ({"view"}, 404), (set(), 404)],
)
@pytest.mark.parametrize("kind", KINDS)
def test_preview_needs_staff_with_the_right(client, django_user_model, kind, rights, status):
    user = django_user_model.objects.create_user("somebody", is_staff="staff" in rights)
    if "view" in rights:
        _with_right_to_view(user, kind)
    client.force_login(user)
    record = FACTORIES[kind](**HIDDEN["draft"])
    assert client.get(record.get_absolute_url()).status_code == status


@pytest.mark.parametrize("kind", KINDS)
def test_detail_of_another_kind_is_not_found(client, db, kind):
    FACTORIES["topic" if kind != "topic" else "event"](slug="elsewhere")
    assert client.get(f"{list_address(kind)}elsewhere/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("kind", KINDS)
def test_detail_cannot_be_written_to(client, db, kind, method):
    record = FACTORIES[kind]()
    assert getattr(client, method)(record.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("kind", KINDS)
def test_detail_without_slash_redirects(client, db, kind):
    address = FACTORIES[kind]().get_absolute_url()
    response = client.get(address.rstrip("/"))
    assert (response.status_code, response.headers["Location"]) == (301, address)


@pytest.mark.parametrize(
    ("state", "on_page", "in_lists"),
    [
        ("", "Status not yet checked", 0),
        ("held", "Held", 0),
        ("postponed", "Postponed", 1),
        ("cancelled", "Cancelled", 1),
    ],
)
def test_event_says_whether_it_takes_place(client, db, state, on_page, in_lists):
    event = EventFactory(title_en="It", state=state, when="2999")
    assert on_page in text_of(body_of(client.get(event.get_absolute_url())))
    pills = f'<span class="pill" data-state="{state}">{on_page}</span>'
    assert [body_of(client.get(path)).count(pills) for path in ("/", "/events/")] == [in_lists] * 2
