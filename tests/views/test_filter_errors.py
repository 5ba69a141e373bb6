"""What a list says to a value or a parameter that it cannot read."""

from urllib.parse import urlencode

import pytest

from tests.support.factories import FACTORIES, AgreementFactory, PartnerFactory
from tests.support.pages import (
    KINDS,
    active_filters_in,
    body_of,
    count_in,
    list_address,
    notices_in,
    titles_in,
)

LEAD = "Correct or remove these filters to see results:"
CHOOSE = "“{}” is not among the choices. Choose one of the list, or remove this filter."

WRONG = {
    ("agreement", "partner", "zz"): f"Partner: {CHOOSE.format('zz')}",
    ("agreement", "topic", "zz"): f"Topic: {CHOOSE.format('zz')}",
    ("article", "person", "zz"): f"Author: {CHOOSE.format('zz')}",
    ("agreement", "type", "zz"): f"Type: {CHOOSE.format('zz')}",
    ("agreement", "state", "zz"): f"Status: {CHOOSE.format('zz')}",
    ("agreement", "binding", "zz"): f"Legally binding: {CHOOSE.format('zz')}",
    ("event", "format", "zz"): f"Format: {CHOOSE.format('zz')}",
    ("event", "match", "zz"): f"Uncertain dates: {CHOOSE.format('zz')}",
    ("event", "sort", "zz"): f"Order: {CHOOSE.format('zz')}",
    ("partner", "sort", "newest"): f"Order: {CHOOSE.format('newest')}",
    ("initiative", "date", "31 February 2022"): (
        "Date: “31 February 2022” is not a date: February 2022 has 28 days. "
        "Type a day such as 2022-02-28, a month such as 2022-02, or a year."
    ),
    ("initiative", "date", "2022-13"): (
        "Date: “2022-13” is not a date: there is no month 13. Type a month such as 2022-02, "
        "a year such as 2022, or a period such as 2024/2025."
    ),
    ("council", "date", "2025–2022"): (
        "Date: “2025–2022” ends (2022) before it starts (2025). "
        "Type the earlier date first, each date with its own year."
    ),
    ("topic", "q", "a" * 201): (
        f"Search this list: “{'a' * 59}…” is too long. Type at most 200 characters."
    ),
    ("event", "place", "b" * 101): (
        f"Place: “{'b' * 59}…” is too long. Type at most 100 characters."
    ),
    ("person", "q", "a\0b"): (
        "Search this list: “a\N{REPLACEMENT CHARACTER}b” holds a character that cannot be read. "
        "Type the words again."
    ),
}


@pytest.mark.parametrize(("kind", "name", "typed"), WRONG)
def test_wrong_value_is_named_with_its_remedy(client, db, kind, name, typed):
    FACTORIES[kind](title_en="Title")
    response = client.get(list_address(kind), {"name": "x", name: typed, "page": "2"})
    [alert] = [notice for notice in notices_in(response) if notice.startswith(LEAD)]
    assert response.status_code == 400
    assert alert == f"{LEAD} {WRONG[kind, name, typed]}"
    assert titles_in(response) == []
    assert count_in(response) == ""


@pytest.mark.parametrize(("kind", "name", "typed"), WRONG)
def test_wrong_value_can_be_removed_alone(client, db, kind, name, typed):
    right = {"topic": {"partner": "unoct"}}.get(kind, {"q": "plan"} if name != "q" else {})
    PartnerFactory(slug="unoct")
    response = client.get(list_address(kind), right | {name: typed})
    links = active_filters_in(response)
    rest = f"?{urlencode(right)}" if right else list_address(kind)
    label = WRONG[kind, name, typed].split(":")[0]
    assert [address for text, address in links.items() if text.startswith(f"{label}:")] == [rest]
    assert client.get(list_address(kind), right).status_code == 200


def test_several_wrong_values_are_all_named(client, db):
    response = client.get("/agreements/?type=zz&date=yesterday")
    [alert] = notices_in(response)
    assert response.status_code == 400
    assert f"Type: {CHOOSE.format('zz')}" in alert
    assert "Date: “yesterday” is not a date that can be read." in alert


def test_wrong_value_is_never_run_as_markup(client, db):
    body = body_of(client.get("/agreements/", {"type": "<script>alert(1)</script>"}))
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_hidden_record_is_no_choice(client, db):
    PartnerFactory(slug="secret", title_en="Secret title", status="draft")
    response = client.get("/agreements/?partner=secret")
    assert response.status_code == 400
    assert "Secret title" not in body_of(response)


UNKNOWN = "“{}” is not a filter of this page and was ignored."


@pytest.mark.parametrize("kind", KINDS)
def test_unknown_parameter_is_told_on_the_list(client, db, kind):
    record = FACTORIES[kind]()
    response = client.get(list_address(kind), {"colour": "red"})
    assert response.status_code == 200
    assert titles_in(response) == [record.title]
    assert notices_in(response) == [UNKNOWN.format("colour")]


@pytest.mark.parametrize("kind", KINDS)
def test_unknown_parameter_is_told_on_the_detail(client, db, kind):
    response = client.get(FACTORIES[kind]().get_absolute_url(), {"colour": "red", "q": "x"})
    assert response.status_code == 200
    assert notices_in(response) == [UNKNOWN.format("colour”, “q")]


@pytest.mark.parametrize(
    "name", ["utm_source", "utm_campaign", "fbclid", "gclid", "yclid", "_openstat", "page"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_tracking_parameter_is_passed_over_in_silence(client, db, kind, name):
    record = FACTORIES[kind]()
    for address in (list_address(kind), record.get_absolute_url()):
        response = client.get(address, {name: "1"})
        assert (response.status_code, notices_in(response)) == (200, [])


@pytest.mark.parametrize(
    ("kind", "name"),
    [("partner", "date"), ("person", "match"), ("topic", "topic"), ("article", "place")],
)
def test_filter_of_another_kind_is_unknown(client, db, kind, name):
    response = client.get(list_address(kind), {name: "2022"})
    assert response.status_code == 200
    assert notices_in(response) == [UNKNOWN.format(name)]


def test_unknown_parameter_is_never_run_as_markup(client, db):
    AgreementFactory()
    assert "<b>x" not in body_of(client.get("/agreements/", {"<b>x": "1"}))
