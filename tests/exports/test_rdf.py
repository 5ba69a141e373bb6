"""Records as linked data: what RDF programs read, and that it says no more than is known."""

import json

import pytest
from django.test import Client, override_settings
from rdflib import PROV, RDF, RDFS, Graph, Literal, URIRef

from cooperation.domain.basis import Basis
from cooperation.exports.vocabulary import EDTF, OA, SCHEMA, as_turtle, namespace
from cooperation.models import Figure, Record
from cooperation.sourcing import passages
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    CouncilFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
    WorkingGroupFactory,
)

SITE = "https://register.example"
IT = URIRef(f"{SITE}/agreements/pact/")
MONTH = Literal("2022-03", datatype=EDTF)


@pytest.fixture(autouse=True)
def site():
    with override_settings(SITE_URL=SITE, ALLOWED_HOSTS=["*"]):
        yield


@pytest.fixture
def pact(db):
    """An agreement with a stated month, in two languages."""
    record = AgreementFactory(slug="pact", title_en="Pact", title_ru="Пакт", when="2022-03")
    article = ArticleFactory(slug="source")
    passages.store(article)
    EvidenceFactory(record=record, article=article)
    passages.attach_record(record)
    return record


def graph(address="/agreements/pact.ttl", form="turtle"):
    response = Client().get(address)
    assert response.status_code == 200
    return Graph().parse(data=response.content, format=form)


def test_value_leads_to_the_words_and_the_sentence_that_state_it(pact):
    found, reg = graph(), namespace()
    assert found.value(IT, reg.when) == MONTH
    value = URIRef(f"{IT}#claim-when")
    assert found.value(value, RDF.object) == MONTH
    assert found.value(value, RDF.predicate) == reg.when
    assert found.value(value, reg.basis) == reg.stated
    source = found.value(value, PROV.wasDerivedFrom)
    assert str(source).startswith("urn:uuid:")
    article, _sign, sentence = str(found.value(source, OA.hasSource)).partition("#")
    assert (article, bool(sentence)) == (f"{SITE}/articles/source/", True)
    selector = found.value(source, OA.hasSelector)
    assert found.value(selector, RDF.type) == OA.TextQuoteSelector
    quote = Literal("The parties signed it in March 2022.", lang="en")
    assert found.value(selector, OA.exact) == quote


def test_texts_stand_in_every_language_in_which_they_are_written(pact):
    names = set(graph().objects(IT, SCHEMA.name))
    assert names == {Literal("Pact", lang="en"), Literal("Пакт", lang="ru")}


def test_turtle_and_json_ld_say_the_same(pact):
    assert set(graph()) == set(graph("/agreements/pact.jsonld", "json-ld"))


def test_same_record_gives_the_same_bytes(pact):
    for form in ("ttl", "jsonld"):
        first, second = (Client().get(f"/agreements/pact.{form}").content for _ in range(2))
        assert first == second


def test_inferred_value_is_no_property_of_the_record(db):
    record = AgreementFactory(slug="pact", when="2022-03")
    EvidenceFactory(record=record, basis=Basis.INFERRED, article=None, quote="", note="So it is.")
    found, reg = graph(), namespace()
    assert found.value(IT, reg.when) is None
    value = URIRef(f"{IT}#claim-when")
    assert found.value(value, RDF.object) == MONTH
    assert found.value(value, reg.basis) == reg.inferred
    assert found.value(found.value(value, PROV.wasDerivedFrom), RDFS.comment) == Literal(
        "So it is.", lang="en"
    )


def test_empty_value_says_why(db):
    record = AgreementFactory(slug="pact")
    EvidenceFactory(record=record, basis=Basis.NOT_STATED, article=None, quote="")
    found, reg = graph(), namespace()
    reasons = {
        name: found.value(URIRef(f"{IT}#claim-{name}"), reg.basis) for name in ("when", "validity")
    }
    assert reasons == {"when": reg.not_stated, "validity": reg.not_checked}
    assert found.value(URIRef(f"{IT}#claim-when"), RDF.type) == reg.Gap


def test_number_keeps_how_exact_it_is(pact):
    row = Figure.objects.create(record=pact, value=400, qualifier="over", unit_en="people")
    found, reg = graph(), namespace()
    node = URIRef(f"urn:uuid:{row.pk}")
    labels = {str(label) for label in found.objects(node, RDFS.label)}
    assert found.value(node, reg.qualifier) == Literal("over")
    assert found.value(node, reg.of) == IT
    assert "over 400 people" in labels


def test_relation_is_the_same_seen_from_both_ends(pact):
    partner = PartnerFactory(slug="state")
    relation = RelationFactory(subject=partner, object=pact)
    reg, node = namespace(), URIRef(f"urn:uuid:{relation.pk}")
    expected = (URIRef(f"{SITE}/partners/state/"), reg.party_to, IT)
    for address in ("/agreements/pact.ttl", "/partners/state.ttl"):
        found = graph(address)
        assert expected in found
        ends = (RDF.subject, RDF.predicate, RDF.object)
        assert tuple(found.value(node, end) for end in ends) == expected


def test_working_group_stands_in_the_document_of_its_council(db):
    council = CouncilFactory(slug="council")
    WorkingGroupFactory(council=council, slug="group", title_en="Group")
    found = graph("/councils/council.ttl")
    group = URIRef(f"{SITE}/councils/council/#group")
    assert found.value(group, SCHEMA.name) == Literal("Group", lang="en")
    assert found.value(group, namespace().council) == URIRef(f"{SITE}/councils/council/")


def test_what_is_not_public_is_nowhere(pact):
    hidden = PartnerFactory(slug="secret", title_en="Secret", status=Record.Status.DRAFT)
    relation = RelationFactory(subject=hidden, object=pact)
    Record.objects.all().of_kind("article").update(status=Record.Status.DRAFT)
    text = Client().get("/agreements/pact.ttl").content.decode()
    assert "ecret" not in text and str(relation.pk) not in text
    assert "The parties signed it" not in text
    assert 'reg:withheld "source_not_public"' in text
    assert Client().get("/partners/secret.ttl").status_code == 404


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle", "text/turtle"),
        ("text/turtle, */*;q=0.1", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("text/html, text/turtle", "text/html"),
        ("application/json", "text/html"),
        ("text/turtle;q=nonsense", "text/turtle"),
        ("\x00;;,", "text/html"),
    ],
)
def test_page_is_answered_as_a_program_would_rather_have_it(pact, accept, expected):
    headers = {"accept": accept} if accept else {}
    response = Client().get("/agreements/pact/", headers=headers)
    assert response.status_code == 200
    assert response.headers["Content-Type"].partition(";")[0] == expected
    assert "Accept" in response.headers["Vary"].split(", ")


def test_staff_gets_linked_data_of_what_is_public_only(editor_client, db):
    AgreementFactory(slug="pact", status=Record.Status.DRAFT)
    accept = {"accept": "text/turtle"}
    assert editor_client.get("/agreements/pact/", headers=accept).status_code == 404


def test_page_names_its_linked_data_in_every_language(pact):
    for address in ("/agreements/pact/", "/ru/agreements/pact/"):
        body = Client().get(address).content.decode()
        assert '<link rel="alternate" type="text/turtle" href="/agreements/pact.ttl">' in body
        link = '<link rel="alternate" type="application/ld+json" href="/agreements/pact.jsonld">'
        assert link in body


def test_list_called_export_and_record_called_export_do_not_clash(db):
    AgreementFactory(slug="export", title_en="Export")
    assert Client().get("/agreements/export.csv").headers["Content-Type"].startswith("text/csv")
    found = graph("/agreements/export.ttl")
    assert (URIRef(f"{SITE}/agreements/export/"), SCHEMA.name, None) in found


def test_who_has_it_already_does_not_get_it_again(pact):
    first = Client().get("/agreements/pact.ttl")
    again = Client().get("/agreements/pact.ttl", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


def test_hostile_text_stays_text(db):
    AgreementFactory(slug="pact", title_en='" . <x> <y> "<script>\\u0000\n')
    name = graph().value(IT, SCHEMA.name)
    assert name == Literal('" . <x> <y> "<script>\\u0000\n', lang="en")
    data = json.loads(Client().get("/agreements/pact.jsonld").content)
    assert data["@context"]["reg"] == f"{SITE}/vocabulary#"


def test_every_term_in_use_is_in_the_vocabulary(content):
    known = set(Graph().parse(data=as_turtle(), format="turtle").subjects())
    used = set()
    for kind, path in (("agreement", "agreements"), ("council", "councils"), ("event", "events")):
        slugs = Record.objects.published().of_kind(kind).values_list("slug", flat=True)
        for slug in list(slugs)[:4]:
            used |= {each for triple in graph(f"/{path}/{slug}.ttl") for each in triple}
    terms = {each for each in used if str(each).startswith(namespace())}
    assert len(terms) > 20
    assert terms - known == set()


def test_page_of_the_vocabulary_has_an_anchor_for_each_term(client, db):
    body = client.get("/vocabulary/").content.decode()
    terms = Graph().parse(data=client.get("/vocabulary.ttl").content, format="turtle").subjects()
    names = {str(each).partition("#")[2] for each in terms} - {""}
    assert {name for name in names if f'id="{name}"' not in body} == set()
    accept = {"accept": "text/turtle"}
    assert client.get("/vocabulary/", headers=accept).headers["Content-Type"] == (
        "text/turtle; charset=utf-8"
    )


def test_json_ld_is_in_an_order_of_its_own(pact):
    """The library writes sets in any order, another one in each process."""

    def in_order(value):
        if isinstance(value, dict):
            return all(map(in_order, value.values()))
        if not isinstance(value, list):
            return True
        keys = [json.dumps(each, sort_keys=True) for each in value]
        return keys == sorted(keys) and all(map(in_order, value))

    RelationFactory(subject=PartnerFactory(), object=pact)
    data = json.loads(Client().get("/agreements/pact.jsonld").content)
    assert len(data["@graph"]) > 10
    assert in_order(data)
