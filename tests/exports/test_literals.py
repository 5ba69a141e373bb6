"""The language of every text in linked data."""

import re

import pytest
from django.test import Client
from rdflib import RDFS, Graph, Literal, URIRef

from cooperation.domain.kinds import PAGE_KINDS
from cooperation.exports import dump, rdf
from cooperation.exports.literals import language_tag
from cooperation.exports.vocabulary import SCHEMA, namespace
from cooperation.models import Alias, Figure, OtherClaim, Record, Statement
from tests.support.factories import (
    AgreementFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
)

CODE = re.compile(r"[a-z0-9_]+")
CYRILLIC = re.compile("[\u0400-\u04ff]")


@pytest.mark.parametrize(
    ("text", "code", "tag"),
    [
        ("Roadmap", "en", "en"),
        ("Дорожная карта", "ru", "ru"),
        ("Дорожная карта", "", "ru"),
        ("Дорожная карта", "en", "ru"),
        ("Йўл харитаси", "", "uz-Cyrl"),
        ("Йўл харитаси", "ru", "uz-Cyrl"),
        ("Тошкент", "uz", "uz-Cyrl"),
        ("Yoʻl xaritasi", "uz", "uz"),
        ("Yoʻl xaritasi", "", "uz"),
        ("Yo'l xaritasi", "", "uz"),
        ("It is what the parties said of the plan", "", "en"),
        ("UNOCT", "", "en"),
        ("UNOCT", "ru", "ru"),
        ("The name “Институт” is used by some outlets", "", "en"),
        ("«Институт» (ISRS)", "en", "ru"),
        ("一带一路", "", "und"),
        ("76/293", "en", ""),
        ("—", "", ""),
    ],
)
def test_tag_of_a_text(text, code, tag):
    assert language_tag(text, code) == tag


def faults(graph):
    """Return the literals that are texts without a language, or Cyrillic in a Latin one."""
    found = []
    for literal in {each for each in graph.objects() if isinstance(each, Literal)}:
        letters = [char for char in literal if char.isalpha()]
        is_cyrillic = sum(bool(CYRILLIC.match(char)) for char in letters) * 2 > len(letters)
        is_prose = literal.datatype is None and not CODE.fullmatch(literal)
        if is_prose and letters and not literal.language:
            found.append(literal)
        if is_cyrillic and literal.language not in ("ru", "uz-Cyrl"):
            found.append(literal)
    return found


def of_kind(kind, form="ttl"):
    model = Record.model_of(kind.key)
    keys = list(model.objects.published().values_list("pk", flat=True))
    text = rdf.serialize(rdf.graph_of(dump.in_all_languages(model, keys)), form)
    name = rdf.FORMATS[form][0]
    return Graph().parse(data=text, format=name)


def test_whole_register_has_no_text_without_its_language(content):
    Alias.objects.create(record=Record.objects.get(slug="isrs"), text="Институт")
    graphs = {kind.key: of_kind(kind) for kind in PAGE_KINDS}
    assert {kind: faults(graph) for kind, graph in graphs.items()} == {key: [] for key in graphs}
    languages = {each.language for graph in graphs.values() for each in graph.objects()
                 if isinstance(each, Literal)}  # fmt: skip
    assert languages == {None, "en", "ru", "uz"}


@pytest.fixture
def pact(db):
    """An agreement each text of which is in another language."""
    record = AgreementFactory(
        slug="pact", title_en="Pact", title_ru="Пакт", title_uz="Битим", city_en="Tashkent"
    )
    for text in ("Ташкентский пакт", "Тошкент битими — ҳужжат", "Toshkent bitimi, oʻsha"):
        Alias.objects.create(record=record, text=text)
    outside = {"basis": "outside", "article": None, "quote": ""}
    EvidenceFactory(record=record, field="type", note="Так его называют стороны.", **outside)
    Figure.objects.create(
        record=record, value=400, qualifier="over", unit_en="people", unit_ru="человек"
    )
    Statement.objects.create(
        record=record, speaker_en="The parties", speaker_ru="Стороны", text_en="It is new.",
    )  # fmt: skip
    OtherClaim.objects.create(record=record, field="when", text_en="2021", reason_en="Another day.")
    RelationFactory(
        subject=PartnerFactory(slug="state", title_en="State", title_ru="Государство"),
        object=record, role_en="host", role_ru="принимающая сторона",
    )  # fmt: skip
    return record


def tagged(graph, predicate, subject=None):
    return sorted((str(each), each.language) for each in graph.objects(subject, predicate))


@pytest.mark.parametrize("form", ["ttl", "jsonld"])
def test_each_text_has_its_own_language(pact, form):
    content = Client().get(f"/agreements/pact.{form}").content
    graph, reg = Graph().parse(data=content, format=rdf.FORMATS[form][0]), namespace()
    it = next(graph.subjects(SCHEMA.name))
    assert faults(graph) == []
    assert tagged(graph, SCHEMA.name) == [("Pact", "en"), ("Битим", "uz-Cyrl"), ("Пакт", "ru")]
    assert tagged(graph, SCHEMA.alternateName) == [
        ("Toshkent bitimi, oʻsha", "uz"),
        ("Ташкентский пакт", "ru"),
        ("Тошкент битими — ҳужжат", "uz-Cyrl"),
    ]
    assert tagged(graph, RDFS.comment) == [("Так его называют стороны.", "ru")]
    assert tagged(graph, reg.place, it) == [("Tashkent", "en")]
    assert tagged(graph, reg.speaker) == [("The parties", "en"), ("Стороны", "ru")]
    assert tagged(graph, reg.unit) == [("people", "en"), ("человек", "ru")]
    assert tagged(graph, reg.qualifier) == [("over", None)]
    assert tagged(graph, reg.role) == [("host", "en"), ("принимающая сторона", "ru")]
    other = URIRef(str(it).replace("agreements/pact", "partners/state"))
    assert tagged(graph, RDFS.label, other) == [("State", "en"), ("Государство", "ru")]


def test_codes_and_numbers_have_no_language(db):
    AgreementFactory(slug="pact", reference="A/76/Документ 1", when="2022-03", state="signed")
    graph, reg = Graph().parse(data=Client().get("/agreements/pact.ttl").content), namespace()
    values = {name: next(graph.objects(None, reg[name])) for name in ("reference", "when", "state")}
    assert [values[name].language for name in values] == [None, None, None]
    assert str(values["when"].datatype) == "http://id.loc.gov/datatypes/edtf"
    assert values["reference"] == Literal("A/76/Документ 1")


def test_untranslated_place_is_told_once_and_in_its_language(db):
    EventFactory(slug="meeting", venue_en="House", city_en="Tashkent", city_ru="Ташкент")
    graph = Graph().parse(data=Client().get("/events/meeting.ttl").content)
    places = tagged(graph, namespace().place)
    assert ("House, Tashkent", "en") in places
    assert ("House, Ташкент", "ru") in places
