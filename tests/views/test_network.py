"""The page of the network: picture, matrix, filters and file."""

import pytest

from cooperation.domain.dates import PartialDate
from cooperation.figures.network import MOST_PARTNERS
from cooperation.models import Record, Relation
from tests.support.factories import AgreementFactory, EventFactory, PartnerFactory
from tests.support.pages import (
    active_filters_in,
    body_of,
    canonical_in,
    count_in,
    meta_in,
    notices_in,
    text_of,
)
from tests.support.partners import take_part
from tests.support.rows import many


@pytest.fixture
def register(db):
    """Three partners: a and b concluded an agreement, b and c met at an event."""
    a, b, c = (PartnerFactory(slug=slug, title_en=slug.upper()) for slug in "abc")
    agreement = AgreementFactory(when=PartialDate.parse("2022"))
    event = EventFactory(when=PartialDate.parse("2024"))
    for partner, verb, record in (
        (a, "party_to", agreement),
        (b, "party_to", agreement),
        (b, "represented_at", event),
        (c, "represented_at", event),
    ):
        take_part(verb, partner, record)


def pairs_in(response):
    """Return the pairs that a page shows, "ab" for a and b, in its table or matrix."""
    body = body_of(response)
    return {f"{a}{b}" for a in "abc" for b in "abc" if f'href="/partners/{a}/with/{b}/"' in body}


@pytest.mark.parametrize(
    ("query", "pairs"),
    [
        ("", {"ab", "bc"}),
        ("?partner=a", {"ab"}),
        ("?partner=b", {"ab", "bc"}),
        ("?kind=presence", {"bc"}),
        ("?kind=agreement&partner=c", set()),
        ("?date=2022", {"ab"}),
        ("?date=2023", set()),
        ("?date=2022–2024", {"ab", "bc"}),
        ("?view=matrix", {"ab", "bc"}),
        ("?view=matrix&kind=agreement", {"ab"}),
    ],
)
def test_filters_narrow_the_network(client, register, query, pairs):
    response = client.get(f"/network/{query}")
    assert response.status_code == 200
    assert pairs_in(response) == pairs
    assert count_in(response).endswith(
        f"{len(pairs)} connected pair" if len(pairs) == 1 else f"{len(pairs)} connected pairs"
    )


@pytest.mark.parametrize("address", ["/network/", "/network.svg"])
@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("partner=zz", "Partner"),
        ("topic=zz", "Topic"),
        ("kind=zz", "Kind of link"),
        ("date=yesterday", "Date"),
        ("view=zz", "Show as"),
        ("partner=%00", "Partner"),
    ],
)
def test_wrong_filter_is_named(client, register, address, query, label):
    response = client.get(f"{address}?{query}")
    assert response.status_code == 400
    assert pairs_in(response) == set()
    if address == "/network/":
        assert f"{label}:" in notices_in(response)[0]
    else:
        assert f"{label}:" in body_of(response)
        assert response.headers["Content-Type"].startswith("text/plain")


def test_unknown_parameter_is_named(client, register):
    assert "colour" in notices_in(client.get("/network/?colour=red"))[0]


def test_filters_in_use_can_be_removed(client, register):
    response = client.get("/network/?partner=a&kind=agreement")
    assert active_filters_in(response) == {
        "Partner: A × remove": "?kind=agreement",
        "Kind of link: Common agreement × remove": "?partner=a",
        "Remove all": "/network/",
    }


def test_page_has_one_address(client, register):
    response = client.get("/network/?partner=a")
    assert canonical_in(response).endswith("/network/")
    assert meta_in(response, "description").startswith("Which states, bodies and institutions")


def test_empty_network_says_so(client, db):
    assert "Nothing has been published here yet." in text_of(body_of(client.get("/network/")))
    PartnerFactory(title_en="Alone")
    assert "1 partner has no connection: Alone" in text_of(body_of(client.get("/network/")))
    assert client.get("/network.svg").status_code == 404


def test_file_has_the_filters_of_the_page(client, register):
    page = body_of(client.get("/network/?partner=a&view=picture"))
    assert 'href="/network.svg?partner=a"' in page
    page = body_of(client.get("/network/?partner=a&topic=&view=picture&utm_source=x"))
    assert 'href="/network.svg?partner=a"' in page
    response = client.get("/network.svg?partner=a")
    assert response.headers["Content-Type"] == "image/svg+xml"
    body = body_of(response)
    assert "/partners/a/with/b/" in body
    assert "/partners/b/with/c/" not in body


def test_more_partners_than_a_picture_holds_are_a_matrix(client, db):
    partners = many("partner", MOST_PARTNERS + 1)
    hub = partners[0]
    Relation.objects.bulk_create(
        Relation(subject_id=each.pk, verb="partner_of", object_id=hub.pk) for each in partners[1:]
    )
    body = text_of(body_of(client.get("/network/")))
    assert "The 20 best connected partners" in body
    assert f"{MOST_PARTNERS + 1 - 20} more are not shown" in body
    drawn = client.get("/network/?view=picture")
    assert "1 partner with fewer links is not drawn." in text_of(body_of(drawn))
    Record.objects.filter(pk=partners[-1].pk).update(status="draft")
    assert "The 20 partners" not in text_of(body_of(client.get("/network/")))


def test_page_of_the_first_content_is_small(client, content):
    for query in ("", "?view=matrix"):
        assert len(client.get(f"/network/{query}").content) < 60_000


@pytest.mark.parametrize("language", ["ru", "uz"])
def test_links_stay_in_the_language(client, register, language):
    body = body_of(client.get(f"/{language}/network/"))
    assert f'href="/{language}/partners/a/with/b/"' in body
    assert f'href="/{language}/network.svg"' in body
    assert 'href="/partners/' not in body
