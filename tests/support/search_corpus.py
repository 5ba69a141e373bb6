"""A small register in three languages, made to be searched."""

from cooperation.models import Alias, Document, Provision, Statement
from cooperation.sourcing.index import index_all
from cooperation.sourcing.passages import store_all
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    CouncilFactory,
    EventFactory,
    InitiativeFactory,
    PartnerFactory,
    PersonFactory,
    TopicFactory,
    WorkingGroupFactory,
)

NOTHING = [
    "",
    "   ",
    "::: —",
    "'",
    "ʻ",
    "“”",
    "AND OR NEAR( * :",
    "NOT roadmap*",
    'terms:"x" OR rowid > 0 --',
    "'; DROP TABLE cooperation_record; --",
    "' & ' | !x:* <->",
    "%",
    "_",
    "\\",
    "z",
    "🙂",
    "“map road”",
    "条約",
    "x" * 5000,
    "zebra " * 60,
]
"""Queries that find nothing."""


def make_corpus():
    """Save the records, their sentences and the index."""
    _agreements()
    _partners()
    _events()
    _others()
    _article()
    store_all()
    index_all()


def _agreements():
    AgreementFactory(
        slug="roadmap-2022",
        title_en="Roadmap between Uzbekistan and UNOCT (2022)",
        title_ru="Дорожная карта Узбекистана и КТУ ООН (2022)",
        title_uz="Oʻzbekiston va UNOCT yoʻl xaritasi (2022)",
        when="2022-10",
    )
    roadmap = AgreementFactory(
        slug="roadmap-2024",
        title_en="Roadmap for cooperation between Uzbekistan and UNOCT for 2024–2025",
        title_ru="Дорожная карта сотрудничества Узбекистана и КТУ ООН на 2024–2025 годы",
        title_uz="Oʻzbekiston va UNOCT hamkorligining 2024–2025-yillarga yoʻl xaritasi",
        when="2024-05",
    )
    Provision.objects.create(
        agreement=roadmap,
        text_en="Special emphasis on the rehabilitation of people who return from conflict zones.",
        text_ru="Особый упор на реабилитацию людей, возвращающихся из зон конфликтов.",
        text_uz="Mojaro zonalaridan qaytganlarni reabilitatsiya qilishga alohida urgʻu.",
    )
    Provision.objects.create(
        agreement=roadmap, text_en="Projects to protect vulnerable objects from threats."
    )
    memorandum = AgreementFactory(
        slug="memorandum",
        title_en="Memorandum of Understanding between UNOCT and ISRS",
        title_ru="Меморандум о взаимопонимании между КТУ ООН и ИСМИ",
        title_uz="UNOCT va SMTI oʻrtasidagi Anglashuv memorandumi",
        summary_en="It sets out principles and areas of cooperation.",
        when="2023-12-05",
        city_en="New York",
        city_ru="Нью-Йорк",
        city_uz="Nyu-York",
    )
    Document.objects.create(
        record=memorandum,
        title_en="Signed text",
        title_ru="Подписанный текст",
        file="documents/1/text.pdf",
        language="en",
        text="Article 1. " + "General words. " * 40 + "Secretariats exchange handbooks yearly.",
    )
    Statement.objects.create(
        record=memorandum,
        speaker_en="The parties",
        text_en="It opens a new chapter in a long-term partnership.",
        text_ru="Он открывает новую главу в долгосрочном партнёрстве.",
    )
    AgreementFactory(
        slug="declaration",
        title_en="Tashkent Declaration",
        title_ru="Ташкентская декларация",
        title_uz="Toshkent deklaratsiyasi",
        reference="A/76/765",
        when="2022-03",
    )
    plan = AgreementFactory(
        slug="plan", title_en="Plan for the implementation of the Strategy", type="action_plan"
    )
    Alias.objects.create(record=plan, text="Joint Action Plan")


def _partners():
    PartnerFactory(
        slug="unoct",
        title_en="United Nations Office of Counter-Terrorism",
        title_ru="Контртеррористическое управление ООН",
        title_uz="BMT Terrorizmga qarshi kurash boshqarmasi",
        short_name_en="UNOCT",
        short_name_ru="КТУ ООН",
    )
    isrs = PartnerFactory(
        slug="isrs",
        title_en="Institute for Strategic and Regional Studies",
        title_uz="Strategik va mintaqalararo tadqiqotlar instituti",
        short_name_en="ISRS",
        short_name_uz="SMTI",
    )
    Alias.objects.create(record=isrs, text="Институт стратегических исследований")
    PartnerFactory(
        slug="uzbekistan",
        title_en="Republic of Uzbekistan",
        title_ru="Республика Узбекистан",
        title_uz="Oʻzbekiston Respublikasi",
        short_name_en="Uzbekistan",
        short_name_ru="Узбекистан",
        short_name_uz="Oʻzbekiston",
    )
    PartnerFactory(
        slug="central-asia",
        title_en="Central Asian countries",
        title_uz="Markaziy Osiyo davlatlari",
        short_name_en="Central Asia",
    )


def _events():
    EventFactory(
        slug="conference",
        title_en="High-Level Conference in Tashkent",
        outcomes_en="Adoption of the Declaration.",
        outcomes_ru="Принята декларация.",
        city_en="Tashkent",
        when="2022-03",
    )
    EventFactory(
        slug="visit",
        title_en="Visit of Vladimir Voronkov",
        title_ru="Визит Владимира Воронкова",
        title_uz="Vladimir Voronkovning tashrifi",
        when="2024-05",
    )


def _others():
    council = CouncilFactory(
        slug="council",
        title_en="Regional Expert Council",
        title_ru="Региональный экспертный совет",
        title_uz="Mintaqaviy ekspertlar kengashi",
        mandate_en="To make joint efforts in repatriation more effective.",
        composition_en="Leading specialists in reintegration.",
        when="2024-05-14",
    )
    WorkingGroupFactory(slug="groups", title_en="Working groups", council=council)
    PersonFactory(slug="voronkov", title_en="Vladimir Voronkov", title_ru="Владимир Воронков")
    TopicFactory(
        slug="counter-terrorism",
        title_en="Counter-terrorism",
        title_ru="Противодействие терроризму",
        title_uz="Terrorizmga qarshi kurash",
    )
    TopicFactory(slug="cybersecurity", title_en="Cyber security")
    InitiativeFactory(
        slug="rehabilitation",
        title_en="Rehabilitation and reintegration",
        title_ru="Реабилитация и реинтеграция",
        title_uz="Reabilitatsiya va reintegratsiya",
    )
    InitiativeFactory(
        slug="programmes",
        title_en="Organization of global programmes",
        title_uz="Сунъий интеллект ва ёшлар дастурлари",
    )


def _article():
    ArticleFactory(
        slug="article",
        title_en="From a conference to a council",
        summary_en="How the partners came to act together.",
        body_en=(
            "<h2>First steps</h2><p>Foreign ministers attended the meeting. The venue was chosen "
            "by ballot.</p>"
        ),
        body_ru=(
            "<h2>Первые шаги</h2><p>Во встрече участвовали министры иностранных дел. Место "
            "выбрали жеребьёвкой.</p>"
        ),
        body_uz=(
            "<h2>Dastlabki qadamlar</h2><p>Uchrashuvda tashqi ishlar vazirlari qatnashdi. "
            "Joy qurʼa bilan tanlandi.</p>"
        ),
    )
