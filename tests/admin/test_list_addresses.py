"""The lists of the desk take what they declare; no address stops or breaks them."""

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import Agreement
from tests.support.factories import AgreementFactory, WorkingGroupFactory

LISTS = [
    f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry
]
GROUPS, OF_COUNCIL = "/admin/cooperation/workinggroup/", "council__record__exact"
AGREEMENTS = "/admin/cooperation/agreement/"
WHO_ASKS = ('SELECT "django_session"', 'SELECT "auth_user"')
HUGE = "9" * 21
UNDECLARED = [
    ("title_en__regex", "^(a+)+$"),
    ("title_en__regex", "("),
    ("title_en__iregex", "^(a+)+$"),
    ("id__in", HUGE),
    ("pk", HUGE),
    ("pk__gt", HUGE),
    ("created_at__year", "99999"),
    ("created_by__password__startswith", "a"),
    ("password__regex", "^(a+)+$"),
    ("status__in", "draft,published"),
    ("status", "published"),
    ("status__regex", "^(a+)+$"),
    ("when_earliest__gte", "2026-01-01"),
    ("when_earliest__month", "3"),
    ("aliases__text__contains", "a"),
    ("nothing", "1"),
    ("_", "1"),
    ("", "1"),
    ("a" * 3000, "1"),
    ("\0", "1"),
]
UNREADABLE = [
    ("o", "status__-1"),
    ("o", "x"),
    ("o", ".".join("1" for _number in range(3000))),
    ("o", HUGE),
    ("o", "--1"),
    ("p", HUGE),
    ("p", "-1"),
    ("p", "0x1"),
    ("p", "9" * 5000),
]
OF_AGREEMENTS = [
    ("when_earliest__year", HUGE),
    ("when_earliest__year", "99999"),
    ("when_earliest__year", "9999"),
    ("when_earliest__year", "0"),
    ("when_earliest__year", ""),
    ("when_earliest__year", "a"),
    ("status__exact", "a\0b"),
    ("status__exact", "a" * 201),
    ("type__exact", "\0"),
]


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def refused(response, address):
    """Return what an editor is told of an address that a list does not take."""
    assert (response.status_code, response.url) == (302, f"{address}?e=1")
    return told(response)[-1]


@pytest.mark.parametrize("address", LISTS)
def test_no_list_takes_what_it_does_not_declare(admin_client, address):
    for name, value in UNDECLARED:
        with CaptureQueriesContext(connection) as asked:
            message = refused(admin_client.get(address, {name: value}), address)
        assert message.startswith(("This list has no filter “", "The value of “"))
        assert [
            query
            for query in asked.captured_queries
            if " WHERE " in query["sql"] and not query["sql"].startswith(WHO_ASKS)
        ] == []


@pytest.mark.parametrize("address", LISTS)
def test_no_list_breaks_at_an_order_or_a_page(admin_client, address):
    for name, value in UNREADABLE:
        assert refused(admin_client.get(address, {name: value}), address)


@pytest.mark.parametrize(("name", "value"), OF_AGREEMENTS)
def test_value_that_cannot_be_read_leads_to_the_whole_list(editor_client, name, value):
    AgreementFactory()
    message = refused(editor_client.get(AGREEMENTS, {name: value}), AGREEMENTS)
    assert "cannot be read, so all is shown" in message


def test_refused_filter_is_named_with_what_was_typed(editor_client):
    response = editor_client.get(AGREEMENTS, {"title_en__regex": "^(a+)+$"})
    message = "This list has no filter “title_en__regex”, so all is shown."
    assert refused(response, AGREEMENTS) == message
    page = editor_client.get(response.url)
    assert (page.status_code, message in page.content.decode()) == (200, True)


def test_author_cannot_stop_the_site(client, author):
    AgreementFactory(title_en="a" * 30 + "!")
    client.force_login(author)
    for _time in range(3):
        refused(client.get(AGREEMENTS, {"title_en__regex": "^(a+)+$"}), AGREEMENTS)


@pytest.mark.parametrize("name", ["status__exact", "o", "q", "e"])
def test_parameter_given_twice_is_refused(editor_client, name):
    values = {name: ["1", "2"]}
    message = refused(editor_client.get(AGREEMENTS, values), AGREEMENTS)
    assert message.startswith(f"“{name}” appears twice in the address")


@pytest.mark.parametrize(
    "query",
    [
        "status__exact=published",
        "type__exact=roadmap&status__exact=draft",
        "translation=missing-ru&status__exact=published",
        "when_earliest__year=2026",
        "when_earliest__year=2026&when_earliest__month=3&when_earliest__day=4",
        "q=a&o=1.-2&p=1&all=",
        "_popup=1&_to_field=id",
        "_facets=True",
        "e=1",
        "o=",
        "status__isnull=True",
    ],
)
def test_declared_parameters_are_taken(editor_client, query):
    AgreementFactory(status="published")
    response = editor_client.get(f"{AGREEMENTS}?{query}")
    assert (response.status_code, told(response)) == (200, [])


def test_filter_by_a_related_record_is_taken(editor_client):
    groups = WorkingGroupFactory.create_batch(2)
    response = editor_client.get(GROUPS, {OF_COUNCIL: groups[0].council_id})
    assert [*response.context["cl"].result_list] == [groups[0]]


@pytest.mark.parametrize("value", [HUGE, "a", "", "\0", "-1"])
def test_related_record_that_cannot_be_is_no_fault(editor_client, value):
    WorkingGroupFactory.create_batch(2)
    response = editor_client.get(GROUPS, {OF_COUNCIL: value})
    assert response.status_code in (200, 302)


def test_popup_stays_a_popup(editor_client):
    response = editor_client.get("/admin/cooperation/image/?_popup=1&id__in=1")
    assert response.url == "/admin/cooperation/image/?e=1&_popup=1"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a" * 301, "Search for at most 300 characters."),
        ("a " * 61, "Search for at most 60 words."),
        ("a\0b", "The search holds a character that cannot be read. Type the words again."),
    ],
)
def test_search_is_bounded(admin_client, words, expected):
    for address in LISTS:
        response = admin_client.get(address, {"q": words})
        assert (response.status_code, expected in response.content.decode()) == (200, True)


@pytest.mark.parametrize("address", LISTS)
def test_longest_search_is_answered(admin_client, address):
    for words in ("a" * 300, "a " * 60, '"' * 300, "'" * 300, "%_\\" * 100):
        assert admin_client.get(address, {"q": words}).status_code == 200


FIELD = {"app_label": "cooperation", "model_name": "relation", "field_name": "object"}


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"term": "a" * 301}, 400),
        ({"term": "a " * 61}, 400),
        ({"term": "a\0"}, 400),
        ({"term": "a " * 60}, 200),
        ({"term": "(", "title_en__regex": "^(a+)+$"}, 200),
        ({"page": HUGE}, 404),
        ({"page": "9" * 5000}, 404),
        ({"page": "-1"}, 404),
        ({"page": "last"}, 200),
        ({"field_name": "id__in"}, 403),
        ({"model_name": "\0"}, 403),
        ({"app_label": ""}, 403),
        ({"field_name": "verb"}, 403),
    ],
)
def test_completion_is_bounded(editor_client, asked, status):
    assert editor_client.get("/admin/autocomplete/", FIELD | asked).status_code == status


@pytest.mark.parametrize("action", ["publish_selected", "export_csv", "delete_selected"])
def test_action_on_a_row_that_cannot_be_changes_nothing(editor_client, action):
    agreement = AgreementFactory(status="draft")
    for key in (HUGE, "-" + HUGE, "a", "", "\0", "1.5", "9" * 5000):
        sent = {"action": action, "_selected_action": [key], "index": "0"}
        assert editor_client.post(AGREEMENTS, sent).status_code in (200, 302)
    assert [*Agreement.objects.values_list("pk", "status")] == [(agreement.pk, "draft")]


@pytest.mark.parametrize("address", LISTS)
def test_row_that_cannot_be_is_told(admin_client, address):
    for key in (HUGE, "-1", "a", "%00", "1.5", "9" * 300):
        for page in ("change", "delete", "history"):
            assert admin_client.get(f"{address}{key}/{page}/").status_code in (302, 403, 404)


@pytest.mark.parametrize("value", [HUGE, "a", "\0", "(", "9" * 5000, "1," * 2000])
def test_new_form_takes_no_value_that_breaks_it(editor_client, value):
    for name in ("image", "passage", "supports", "words", "when", "type", "_changelist_filters"):
        response = editor_client.get(f"{AGREEMENTS}add/", {name: value})
        assert response.status_code in (200, 302, 404)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_exported_list_takes_what_the_list_takes(editor_client, form):
    for name, value in [*UNDECLARED, *OF_AGREEMENTS]:
        response = editor_client.get(f"{AGREEMENTS}table/export.{form}", {name: value})
        assert (response.status_code, response.url) == (302, f"{AGREEMENTS}?e=1")


def test_thousands_of_parameters_are_refused(editor_client):
    query = "&".join(f"status__exact{number}=a" for number in range(5000))
    assert editor_client.get(f"{AGREEMENTS}?{query}").status_code in (302, 400)
    query = "&".join("status__exact=a" for _number in range(5000))
    assert editor_client.get(f"{AGREEMENTS}?{query}").status_code == 302
