"""What pages tell programs in the words of schema.org: only what is so, and never a word more."""

import json
import re

import pytest
from django.conf import settings

from cooperation.models import Page, Record, SiteSettings
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    PersonFactory,
    RelationFactory,
)
from tests.support.pages import KINDS, body_of, list_address
from tests.support.rows import picture

SITE = settings.SITE_URL
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
HOSTILE = '</script><script>alert(1)</script><!-- "\\ \u2028 & oʻ'


def graph(client, address):
    """Return the nodes of a page; it must have one data block, which is JSON."""
    (text,) = BLOCK.findall(body_of(client.get(address)))
    data = json.loads(text)
    assert set(data) == {"@context", "@graph"}
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def thing(client, record):
    """Return what the page of a record is about, without what all have in common."""
    page, _trail = graph(client, record.get_absolute_url())
    found = page["mainEntity"]
    url = f"{SITE}{record.get_absolute_url()}"
    assert (found.pop("@id"), found.pop("url")) == (f"{url}#it", url)
    assert found.pop("name") == record.title
    return found


TYPES = {
    "article": "Article",
    "agreement": "CreativeWork",
    "event": "Event",
    "council": "Organization",
    "initiative": "Project",
    "partner": "Country",
    "person": "Person",
    "topic": "DefinedTerm",
}


@pytest.mark.parametrize("language", ["", "/ru", "/uz"])
@pytest.mark.parametrize("kind", KINDS)
def test_page_of_each_kind_says_what_it_is_about(client, db, kind, language):
    texts = {f"{name}_{code}": "A" for name in ("title", "body") for code in ("en", "ru", "uz")}
    fields = {field.name for field in FACTORIES[kind]._meta.model._meta.get_fields()}
    own = {name: text for name, text in texts.items() if name in fields}
    record = FACTORIES[kind](slug="a", **own)
    path = f"{language}{record.get_absolute_url()}"
    page, trail = graph(client, path)
    assert (page["@type"], page["@id"], page["name"]) == ("WebPage", f"{SITE}{path}", "A")
    assert page["inLanguage"] == (language.strip("/") or "en")
    assert page["mainEntity"]["@type"] == TYPES[kind]
    assert page["dateModified"] == record.updated_at.isoformat()
    assert page["breadcrumb"]["@id"] == trail["@id"]
    steps = [(item["position"], item["item"]) for item in trail["itemListElement"]]
    home, list_ = (
        f"{SITE}{language}/",
        f"{SITE}{language}{list_address(kind)}".replace("/ru/ru", "/ru"),
    )
    assert (trail["@type"], steps[0], steps[2]) == (
        "BreadcrumbList",
        (1, home),
        (3, f"{SITE}{path}"),
    )
    assert steps[1][1].endswith(list_.rpartition(f"{language}/")[2])


def test_first_page_is_the_site_with_its_search(client, db):
    SiteSettings.objects.create(name_en="Register", owner_en="Institute", tagline_en="What it is.")
    assert graph(client, "/") == [
        {
            "@type": "WebSite",
            "@id": f"{SITE}/#site",
            "url": f"{SITE}/",
            "name": "Register",
            "description": "What it is.",
            "inLanguage": "en",
            "publisher": {"@type": "Organization", "name": "Institute"},
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": f"{SITE}/search/?q={{search_term_string}}",
                },
                "query-input": "required name=search_term_string",
            },
        }
    ]


def test_list_names_its_records_unless_filters_choose_them(client, db):
    for number in range(25):
        AgreementFactory(title_en=f"A{number:02}", when=f"{2000 + number}")
    AgreementFactory(title_en="Secret", status="draft")
    page, trail = graph(client, "/agreements/?page=2")
    assert (page["@type"], page["name"]) == ("CollectionPage", "Agreements")
    listed = page["mainEntity"]
    assert (listed["@type"], listed["numberOfItems"]) == ("ItemList", 25)
    names = [(item["position"], item["name"]) for item in listed["itemListElement"]]
    assert names == [(21, "A04"), (22, "A03"), (23, "A02"), (24, "A01"), (25, "A00")]
    assert [item["name"] for item in trail["itemListElement"]] == ["Home", "Agreements"]
    assert "mainEntity" not in graph(client, "/agreements/?type=memorandum")[0]


@pytest.mark.parametrize(
    "address", ["/timeline/", "/network/", "/search/?q=a", "/feeds/", "/feeds/calendar/"]
)
def test_any_other_page_is_a_page_of_the_site(client, db, address):
    EventFactory()
    (page,) = graph(client, address)
    assert (page["@type"], page["isPartOf"]["@id"]) == ("WebPage", f"{SITE}/#site")


def test_page_of_the_site_has_its_name(client, db):
    Page.objects.create(slug="about", title_en="About", body_en="<p>Text</p>")
    assert graph(client, "/pages/about/")[0]["name"] == "About"


@pytest.mark.parametrize("address", ["/nothing/", "/agreements/nothing/"])
def test_page_that_is_not_there_says_nothing(client, db, address):
    assert BLOCK.findall(body_of(client.get(address))) == []


def test_draft_tells_nothing_of_itself(admin_client, db):
    record = AgreementFactory(title_en="Secret", status="draft")
    assert "Secret" not in str(graph(admin_client, record.get_absolute_url()))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2022", {"startDate": "2022"}),
        ("2022-03", {"startDate": "2022-03"}),
        ("2022-03-14", {"startDate": "2022-03-14"}),
        ("2022-03-14/2022-03-16", {"startDate": "2022-03-14", "endDate": "2022-03-16"}),
        ("2022/..", {"startDate": "2022"}),
        ("../2022", {"endDate": "2022"}),
        ("2022~", {}),
        ("2022-03?", {}),
        ("2022/2023~", {"startDate": "2022"}),
        ("", {}),
    ],
)
def test_date_is_as_precise_as_it_is_known(client, db, when, expected):
    assert thing(client, EventFactory(when=when)) == {"@type": "Event", **expected}


@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        (["stated"], "2022"),
        (["inferred"], None),
        (["outside"], "2022"),
        (["stated", "inferred"], "2022"),
    ],
)
def test_what_is_inferred_is_not_told(client, db, bases, expected):
    record = EventFactory(when="2022")
    for number, basis in enumerate(bases, 1):
        EvidenceFactory(record=record, field="when", basis=basis, note="Since.", order=number)
    assert thing(client, record).get("startDate") == expected


def test_event_tells_its_place_its_hosts_and_whether_it_is_off(client, db):
    record = EventFactory(
        summary_en="All met.",
        venue_en="Hall",
        city_en="Tashkent",
        state="cancelled",
        format="hybrid",
    )
    host, guest = PartnerFactory(title_en="Host"), PersonFactory(title_en="Guest")
    RelationFactory(subject=record, verb="hosted_by", object=host)
    RelationFactory(subject=record, verb="hosted_by", object=PartnerFactory(status="draft"))
    RelationFactory(subject=guest, verb="took_part_in", object=record)
    inferred = RelationFactory(subject=record, verb="held_with", object=PartnerFactory())
    EvidenceFactory(record=record, field="", relation=inferred, basis="inferred", note="Since.")
    assert thing(client, record) == {
        "@type": "Event",
        "description": "All met.",
        "eventStatus": "https://schema.org/EventCancelled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Hall",
            "address": {"@type": "PostalAddress", "addressLocality": "Tashkent"},
        },
        "organizer": [{"name": "Host", "url": f"{SITE}{host.get_absolute_url()}"}],
        "attendee": [
            {"@type": "Person", "name": "Guest", "url": f"{SITE}{guest.get_absolute_url()}"}
        ],
    }


def test_article_tells_its_authors_and_its_picture(client, db):
    SiteSettings.objects.create(name_en="Register", owner_en="Institute", licence="")
    record = ArticleFactory(when="2024-05", image=picture("a"))
    person = PersonFactory(title_en="Timur Akhmedov")
    RelationFactory(subject=record, verb="written_by", object=person)
    found = thing(client, record)
    image = found.pop("image")
    assert (image["@type"], image["caption"]) == ("ImageObject", "A square.")
    assert found == {
        "@type": "Article",
        "headline": record.title,
        "datePublished": "2024-05",
        "dateModified": record.updated_at.isoformat(),
        "inLanguage": "en",
        "author": [
            {
                "@type": "Person",
                "name": "Timur Akhmedov",
                "url": f"{SITE}{person.get_absolute_url()}",
            }
        ],
        "publisher": {"@type": "Organization", "name": "Institute"},
    }


def test_article_retold_is_not_said_to_be_its_authors(client, db):
    record = ArticleFactory(credit_en="After an article by Timur Akhmedov")
    RelationFactory(subject=record, verb="written_by", object=PersonFactory())
    found = thing(client, record)
    assert ("author" in found, found["creditText"]) == (False, record.credit)


def test_agreement_is_legislation_only_if_it_is_stated_to_bind(client, db):
    record = AgreementFactory(binding="yes", reference="A/RES/1", when="2022-03", type="convention")
    RelationFactory(subject=PartnerFactory(title_en="P", slug="p"), object=record)
    assert thing(client, record) == {
        "@type": "Legislation",
        "legislationDate": "2022-03",
        "legislationType": "Convention",
        "legislationIdentifier": "A/RES/1",
        "identifier": "A/RES/1",
        "mentions": [{"name": "P", "url": f"{SITE}/partners/p/"}],
    }
    EvidenceFactory(record=record, field="binding", basis="inferred", note="Since.")
    found = thing(client, record)
    assert (found["@type"], found["dateCreated"], found["genre"]) == (
        "CreativeWork",
        "2022-03",
        "Convention",
    )


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("state", "Country"),
        ("institution", "GovernmentOrganization"),
        ("un_body", "Organization"),
        ("organization", "Organization"),
        ("think_tank", "Organization"),
        ("group_of_states", "Thing"),
    ],
)
def test_partner_is_what_it_is(client, db, type_, expected):
    record = PartnerFactory(type=type_, short_name_en="P")
    record.aliases.create(text="Other name")
    assert thing(client, record) == {"@type": expected, "alternateName": ["P", "Other name"]}


def test_nothing_ends_the_block(client, db):
    record = AgreementFactory(title_en=HOSTILE, summary_en=HOSTILE)
    body = body_of(client.get(record.get_absolute_url()))
    (text,) = BLOCK.findall(body)
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text)["@graph"][0]["name"] == HOSTILE
    assert "<script>alert" not in body


def test_text_without_translation_names_its_language(client, db):
    record = ArticleFactory(title_en="Original")
    page, _trail = graph(client, f"/ru{record.get_absolute_url()}")
    assert (page["inLanguage"], page["mainEntity"]["inLanguage"]) == ("en", "en")


def test_no_address_leads_to_what_is_not_public(client, db):
    record = AgreementFactory()
    RelationFactory(subject=PartnerFactory(title_en="Secret"), object=record)
    assert thing(client, record)["mentions"][0]["name"] == "Secret"
    Record.objects.filter(kind="partner").update(status="withdrawn")
    assert thing(client, record) == {
        "@type": "CreativeWork",
        "genre": "Memorandum of understanding",
    }
