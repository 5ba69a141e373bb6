"""Finding records by date: what can lie in a period, and what certainly does."""

import pytest

from cooperation.domain.dates import PartialDate
from tests.support.factories import FACTORIES
from tests.support.pages import list_address, titles_in

DATED = ["article", "agreement", "event", "council", "initiative"]

DATES = {
    "day": "2022-03-14",
    "month": "2022-03",
    "year": "2022",
    "about": "2022~",
    "uncertain": "2022-03?",
    "both": "2022%",
    "interval": "2021/2022",
    "since": "2022/..",
    "until": "../2021",
    "from unknown": "/2022-06",
    "next year": "2023",
    "undated": "",
}

POSSIBLE = {
    "2022": {
        "day", "month", "year", "about", "uncertain", "both", "interval", "since", "from unknown",
    },
    "March 2022": {
        "day", "month", "year", "about", "uncertain", "both", "interval", "since", "from unknown",
    },
    "14 March 2022": {
        "day", "month", "year", "about", "uncertain", "both", "interval", "since", "from unknown",
    },
    "15 March 2022": {
        "month", "year", "about", "uncertain", "both", "interval", "since", "from unknown",
    },
    "about 2022": {
        "day", "month", "year", "about", "uncertain", "both", "interval", "since", "from unknown",
    },
    "2021": {"interval", "until", "from unknown"},
    "2023": {"next year", "since"},
    "2030": {"since"},
    "since 2023": {"next year", "since"},
    "until 2020": {"until", "from unknown"},
    "2022–2023": {
        "day", "month", "year", "about", "uncertain", "both", "interval", "since",
        "from unknown", "next year",
    },
}  # fmt: skip

CERTAIN = {
    "2022": {"day", "month", "year"},
    "March 2022": {"day", "month"},
    "14 March 2022": {"day"},
    "15 March 2022": set(),
    "about 2022": {"day", "month", "year"},
    "2021": set(),
    "2021–2022": {"day", "month", "year", "interval"},
    "2023": {"next year"},
    "since 2022": {"day", "month", "year", "since", "next year"},
    "until 2022": {"day", "month", "year", "interval", "until", "from unknown"},
    "2030": set(),
}


def found(client, kind, **filters):
    for title, edtf in DATES.items():
        FACTORIES[kind](title_en=title, when=PartialDate.from_edtf(edtf) if edtf else None)
    response = client.get(list_address(kind), filters)
    assert response.status_code == 200
    return set(titles_in(response))


@pytest.mark.parametrize("typed", POSSIBLE)
def test_date_finds_what_can_lie_in_it(client, db, typed):
    assert found(client, "event", date=typed) == POSSIBLE[typed]


@pytest.mark.parametrize("typed", CERTAIN)
def test_date_finds_what_certainly_lies_in_it(client, db, typed):
    assert found(client, "event", date=typed, match="certainly") == CERTAIN[typed]


@pytest.mark.parametrize("kind", DATED)
def test_date_is_a_filter_of_each_dated_kind(client, db, kind):
    assert found(client, kind, date="2023", match="certainly") == {"next year"}


def test_date_finds_what_possibly_lies_in_it_when_asked_for(client, db):
    assert found(client, "event", date="2022", match="possibly") == POSSIBLE["2022"]


@pytest.mark.parametrize("match", ["possibly", "certainly"])
def test_match_without_a_date_finds_everything(client, db, match):
    assert found(client, "event", match=match) == set(DATES)


@pytest.mark.parametrize("certainly", [False, True])
@pytest.mark.parametrize("typed", sorted({*POSSIBLE, *CERTAIN}))
def test_database_and_value_agree(client, db, typed, certainly):
    period = PartialDate.parse(typed)
    dates = {title: PartialDate.from_edtf(edtf) for title, edtf in DATES.items() if edtf}
    expected = {
        title
        for title, date in dates.items()
        if (date.certainly_in if certainly else date.possibly_in)(period.earliest, period.latest)
    }
    match = "certainly" if certainly else "possibly"
    assert found(client, "agreement", date=typed, match=match) == expected


@pytest.mark.parametrize("typed", ["2022 йил", "март 2022", "2022-03", "03.2022", "~2022"])
def test_date_is_read_in_each_language(client, db, typed):
    assert "month" in found(client, "event", date=typed)
