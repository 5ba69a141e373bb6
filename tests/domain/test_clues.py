"""What a sentence may hold for the register: exact words, offsets, values and doubts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.domain.clues import find_clues, find_proposals


def found(sentence, kind):
    return [
        (clue.text, str(clue.value) if kind == "date" and clue.value else "", bool(clue.doubt))
        for clue in find_clues(sentence)
        if clue.kind == kind
    ]


def counted(sentence):
    quantities = [clue.value for clue in find_clues(sentence) if clue.kind == "quantity"]
    return [each and (str(each.value), each.qualifier, each.unit) for each in quantities]


DATES = [
    ("It was held in March 2022 there.", [("March 2022", "2022-03", False)]),
    ("On December 5, 2023, it rained.", [("December 5, 2023", "2023-12-05", False)]),
    ("The talks of 5–7 December 2023 ended.",
     [("5–7 December 2023", "2023-12-05/2023-12-07", False)]),
    ("A plan for 2024-2025 exists.", [("2024-2025", "2024/2025", False)]),
    ("Work since 2016 goes on.", [("since 2016", "2016/..", False)]),
    ("It was signed in 2019.", [("2019", "2019", False)]),
    ("The visit in May was short.", [("in May", "", True)]),
    ("On 14 May they met.", [("On 14 May", "", True)]),
    ("They may meet; it may rain.", []),
    ("This year and recently, today.",
     [(word, "", True) for word in ("This year", "recently", "today")]),
    ("In today's world", []),
    ("The 76th session of the assembly", [("76th session", "", True)]),
    ("On 5/12/2023 and 31.02.2022", [("5/12/2023", "", True), ("31.02.2022", "", True)]),
    ("14 мая 2024 года прошла встреча", [("14 мая 2024 года", "2024-05-14", False)]),
    ("Встреча в марте 2022 года", [("марте 2022 года", "2022-03", False)]),
    ("В мае и в этом году", [("В мае", "", True), ("в этом году", "", True)]),
    ("2022-yil 14-mart kuni", [("2022-yil 14-mart", "2022-03-14", False)]),
    ("2023-yilning may oyida, bu yil",
     [("2023-yilning may oyida", "2023-05", False), ("bu yil", "", True)]),
    ("2022 йил 14 март куни", [("2022 йил 14 март", "2022-03-14", False)]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), DATES)
def test_dates_are_found_with_their_words(sentence, expected):
    assert found(sentence, "date") == expected


QUANTITIES = [
    ("Over 400 guests from 46 towns and 29 large and small clubs came.",
     [("400", "over", "guests"), ("46", "exactly", "towns"),
      ("29", "exactly", "large and small clubs")]),
    ("More than 10 events, around 200 experts, at least 1,200 people",
     [("10", "over", "events"), ("200", "around", "experts"), ("1200", "at_least", "people")]),
    ("four global programmes by the states", [("4", "exactly", "global programmes")]),
    ("numerous conventions", [None]),
    ("On May 14, 2024, at 10:30, resolution 1373, Article 6, No. 5, the 3rd round", []),
    ("two-day talks of the G20", []),
    ("более 400 участников из 46 стран",
     [("400", "over", "участников"), ("46", "exactly", "стран")]),
    ("29 международных и региональных организаций",
     [("29", "exactly", "международных и региональных организаций")]),
    ("400 dan ortiq ishtirokchi va 6 ta tuman",
     [("400", "over", "ishtirokchi"), ("6", "exactly", "tuman")]),
    ("200 ga yaqin ekspert va 30 nafarga yaqin mehmon",
     [("200", "around", "ekspert"), ("30", "around", "mehmon")]),
    ("40 дан ортиқ боғбон, 20 га яқин талаба",
     [("40", "over", "боғбон"), ("20", "around", "талаба")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), QUANTITIES)
def test_quantities_keep_their_qualifiers(sentence, expected):
    assert counted(sentence) == expected


def test_qualifier_that_the_register_lacks_is_doubted():
    (clue,) = find_clues("Nearly 30 boats came.")
    assert (clue.text, clue.value.qualifier, bool(clue.doubt)) == ("Nearly 30 boats", "about", True)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("the first-ever fair", ["first-ever"]),
     ('the first "open garden" here', ['first "open garden"']),
     ("the first meeting of the groups", ["first meeting"]), ("First, the fight", [])],
)  # fmt: skip
def test_claims_to_be_first_are_no_counts(sentence, words):
    assert [text for text, _value, _doubt in found(sentence, "claim")] == words


@given(st.text(alphabet="On 14 May 2024, «over» 400 мая йил dan ortiq first.-–/", max_size=80))
def test_offsets_lead_to_the_words_and_never_overlap(sentence):
    clues = find_clues(sentence)
    for kinds in (("date", "quantity"), ("date", "claim")):
        own = [clue for clue in clues if clue.kind in kinds]
        assert all(one.end <= other.start for one, other in pairwise(own))
    assert all(sentence[clue.start : clue.end] == clue.text for clue in clues)


def proposed(sentence, language="en"):
    return [
        (each.kind, each.title, each.values.get("when"), bool(each.doubts))
        for each in find_proposals(sentence, language)
        if each.kind != "figure"
    ]


PROPOSALS = [
    ("A major boost came from the Lake High-Level Conference held in March 2022, as planned.",
     [("event", "Lake High-Level Conference", "2022-03", False)]),
    ("During the event, an updated Action Plan for the use of the Lake Strategy and the "
     "Lake Declaration were adopted.",
     [("agreement", "Action Plan for the use of the Lake Strategy", None, True),
      ("agreement", "Lake Declaration", None, True)]),
    ("In October 2022, the town signed the first-ever “Roadmap” with the club.",
     [("agreement", "“Roadmap” with the club", "2022-10", False)]),
    ("A “Roadmap” for the lake for 2024-2025 was adopted.",
     [("agreement", "“Roadmap” for the lake for 2024-2025", None, True)]),
    ("The signed “Roadmap” also names projects.", []),
    ("The club has signed cooperation agreements.", []),
    ("The Declaration was read aloud.", []),
    ("The Convention was adopted in 2019.", [("agreement", "Convention", "2019", True)]),
    ("On July 26, 2024, the first meeting of the working groups of the Council was held online.",
     [("event", "first meeting of the working groups of the Council", "2024-07-26", False)]),
    ("More than 10 events have been held.", []),
    ("The forum, with many guests, showed its strength.", []),
    ("The club plans to support four global programs.",
     [("initiative", "four global programs", None, True)]),
    ("Under-Secretary-General of the UN Peter Marsh, came.",
     [("person", "Peter Marsh", None, False)]),
    ("It was initiated by the President of the Republic of Lakeland.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), PROPOSALS)
def test_records_are_proposed_from_one_sentence_alone(sentence, expected):
    assert proposed(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [("14 мая 2021 года состоялась вторая встреча садоводов двух долин.", "ru",
      [("event", "вторая встреча садоводов двух долин", "2021-05-14", False)]),
     ("В июне 2021 года стороны подписали Протокол о садах.", "ru",
      [("agreement", "Протокол о садах", "2021-06", False)]),
     ("В ходе форума была принята декларация.", "ru", [("agreement", "декларация", None, True)]),
     ("2023-yilning may oyida memorandum imzolandi.", "uz",
      [("agreement", "memorandum", "2023-05", False)]),
     ("2022 йил 14 март куни анжуман бўлиб ўтди.", "uz",
      [("event", "анжуман", "2022-03-14", False)])],
)  # fmt: skip
def test_records_are_proposed_in_russian_and_uzbek(sentence, language, expected):
    assert proposed(sentence, language) == expected


def test_signing_of_a_day_is_an_event_with_its_place():
    sentence = (
        "On 5 May 2020, at the Lake Library in Riverton, a Protocol was signed between the two."
    )
    agreement, event, *_figures = find_proposals(sentence, "en")
    place = {"venue": "Lake Library", "city": "Riverton"}
    assert place.items() <= agreement.values.items()
    assert place.items() <= event.values.items()
    assert (event.values["type"], event.values["own_title"]) == ("signing", True)


@pytest.mark.parametrize(
    "sentence",
    ["On 5 May 2020, a fair and a meeting were held jointly with the Centre for Central Asia.",
     "The meeting was held in an online format.", "The meeting was held in March 2020."],
)  # fmt: skip
def test_no_place_is_made_up(sentence):
    for proposal in find_proposals(sentence, "en"):
        assert not proposal.values.keys() & {"venue", "city", "country"}
