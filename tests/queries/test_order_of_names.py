"""Relations that nobody arranged stand by the names of the other records, in every language."""

import pytest
from django.utils.translation import override

from cooperation.domain.dates import PartialDate
from cooperation.figures.matrix import Matrix
from cooperation.models import Agreement, Partner, Record, Relation
from cooperation.queries.dossier import CLAIM_RELATIONS, Dossier
from cooperation.queries.network import Network
from cooperation.queries.partner import PartnerOverview
from cooperation.queries.representation import represent
from tests.support.factories import AgreementFactory, PartnerFactory, RelationFactory

NAMES = [
    {"en": "zeal", "ru": "Арык", "uz": "Oʻrda"},
    {"en": "Álamo", "ru": "яблоко", "uz": "Zamin"},
    {"en": "Beta", "ru": "Ёлка", "uz": "Oq"},
    {"en": "alpha", "ru": "Жук", "uz": "Shahar"},
]
IN_ORDER = {
    "en": ["Álamo", "alpha", "Beta", "zeal"],
    "ru": ["Арык", "Ёлка", "Жук", "яблоко"],
    "uz": ["Oq", "Zamin", "Oʻrda", "Shahar"],
}


@pytest.fixture
def agreement(db):
    """An agreement with four parties, joined in no order."""
    made = AgreementFactory()
    for name in NAMES:
        partner = PartnerFactory(**{f"title_{code}": text for code, text in name.items()})
        RelationFactory(subject=partner, object=made)
    return made


@pytest.mark.parametrize("code", IN_ORDER)
def test_facts_lists_and_data_name_parties_by_the_alphabet(agreement, code):
    with override(code):
        fact = Dossier(agreement).fact["parties"]
        listed = Agreement.objects.with_list_relations().get().party_relations
        [data] = represent([agreement], ["relations"])
        found = [
            [row.other.title for row in fact.rows],
            [relation.subject.title for relation in listed],
            [each["record"]["title"] for each in data["parties"]],
            [each["record"]["title"] for each in data["relations"]],
            [partner.title for partner in Partner.objects.by_title()],
        ]
    assert found == [IN_ORDER[code]] * len(found)


@pytest.mark.parametrize("code", IN_ORDER)
def test_figures_name_partners_by_the_alphabet(agreement, code):
    with override(code):
        network = Network()
        survey = PartnerOverview(Partner.objects.get(title_en="zeal"))
        others = [each.partner.title for each in survey.counterparts]
        assert Matrix(network).names == IN_ORDER[code]
        assert others == [name for name in IN_ORDER[code] if name != NAMES[0][code]]


def test_what_editors_arranged_and_what_has_a_date_comes_before_the_name(agreement):
    Relation.objects.filter(subject__title_en="zeal").update(order=0)
    for title, year in (("Álamo", "2024"), ("alpha", "2020"), ("Beta", "2022")):
        relation = Relation.objects.get(subject__title_en=title)
        relation.when = PartialDate.parse(year)
        relation.save()
    rows = Dossier(agreement).fact["parties"].rows
    assert [row.other.title for row in rows] == ["zeal", "alpha", "Beta", "Álamo"]


def test_relations_in_both_directions_stand_in_one_order(db):
    centre = PartnerFactory(title_en="Middle")
    for title in ("D", "B"):
        RelationFactory(subject=centre, verb="partner_of", object=PartnerFactory(title_en=title))
    for title in ("C", "A"):
        RelationFactory(subject=PartnerFactory(title_en=title), verb="partner_of", object=centre)
    [(_label, rows)] = Dossier(centre).groups
    assert [row.other.title for row in rows] == ["A", "B", "C", "D"]


def test_the_first_of_many_are_the_first_by_name(db):
    made = AgreementFactory()
    number = CLAIM_RELATIONS + 5
    for place in reversed(range(number)):
        RelationFactory(subject=PartnerFactory(title_en=f"P {place:02}"), object=made)
    dossier = Dossier(made)
    names = [f"P {place:02}" for place in range(number)]
    assert [row.other.title for row in dossier.fact["parties"].rows] == names[:CLAIM_RELATIONS]
    pages = [Dossier(made, number) for number in dossier.relations.paginator.page_range]
    groups = [rows for page in pages for _label, rows in page.groups]
    assert [row.other.title for rows in groups for row in rows] == names


@pytest.mark.parametrize("code", IN_ORDER)
def test_api_gives_relations_by_name(client, agreement, code):
    address = f"/api/v1/agreements/{agreement.slug}/relations/?lang={code}&limit=3"
    first = client.get(address).json()
    rest = client.get(first["next"]).json()
    found = [each["record"]["title"] for each in first["results"] + rest["results"]]
    assert found == IN_ORDER[code]


def test_key_follows_the_title_however_it_is_saved(db):
    record = AgreementFactory(title_en="B", title_ru="Б")
    record.title_en, record.title_uz = "C", ""
    record.save(update_fields=["title_en", "en_order", "uz_order"])
    found = Record.objects.get(pk=record.pk)
    kept = Record.objects.values_list("en_order", "ru_order", "uz_order").get(pk=record.pk)
    assert kept == (found.en_order, found.ru_order, found.uz_order)
    assert kept[0] == kept[2]
