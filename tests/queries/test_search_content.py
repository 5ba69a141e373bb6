"""What readers find first in the content that comes with the site."""

from cooperation.queries.search import Search

FIRST = [
    # in each language
    ("Roadmap", "agreement", "roadmap-2024-2025"),
    ("Дорожная карта", "agreement", "roadmap-2024-2025"),
    ("yol xaritasi", "agreement", "roadmap-2024-2025"),
    ("yoʻl xaritasi", "agreement", "roadmap-2024-2025"),
    ("йўл харитаси", "agreement", "roadmap-2024-2025"),
    ("Tashkent Declaration", "agreement", "tashkent-declaration"),
    ("Ташкентская декларация", "agreement", "tashkent-declaration"),
    ("Toshkent deklaratsiyasi", "agreement", "tashkent-declaration"),
    ("Тошкент декларацияси", "agreement", "tashkent-declaration"),
    ("Меморандум о взаимопонимании", "agreement", "memorandum-unoct-isrs-2023"),
    ("Anglashuv memorandumi", "agreement", "memorandum-unoct-isrs-2023"),
    # spelling
    ("counter terrorism", "topic", "counter-terrorism"),
    ("counterterrorism", "topic", "counter-terrorism"),
    ("rehabilitaton", "initiative", "rehabilitation-emphasis"),
    ("UNOCT 2024", "agreement", "roadmap-2024-2025"),
    ("ozbekiston", "partner", "uzbekistan"),
    ("O'zbekistonning", "partner", "uzbekistan"),
    ("Узбекистаном", "partner", "uzbekistan"),
    # names
    ("UNOCT", "partner", "unoct"),
    ("SMTI", "partner", "isrs"),
    ("ИСМИ", "partner", "isrs"),
    ("Shanghai Cooperation Organization", "partner", "sco"),
    ("Central Asia", "partner", "central-asia"),
    ("Voronkov", "person", "vladimir-voronkov"),
    ("Тимур Ахмедов", "person", "timur-akhmedov"),
    ("regional expert council", "council", "regional-expert-council"),
    # dates, places, provisions and words from several fields
    ("5 December 2023", "agreement", "memorandum-unoct-isrs-2023"),
    ("26 July 2024", "event", "working-groups-first-meeting-2024"),
    ("conference March 2022", "event", "tashkent-conference-2022"),
    ("signing New York", "event", "memorandum-signing-2023"),
    ("“Joint Action Plan” 2022", "agreement", "joint-action-plan"),
    ("early warning", "topic", "early-warning"),
]


def first_of(text):
    search = Search(text)
    shown = search if search.total else search.correction
    record = shown.groups[0].results[0].record
    return text, record.kind, record.slug


def test_each_query_finds_first_what_it_should(loaded_content):
    assert [first_of(text) for text, _kind, _slug in FIRST] == FIRST
