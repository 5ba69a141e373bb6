"""A long article with every trap, imported into an empty and into a seeded register."""

from pathlib import Path

import pytest

from cooperation.changes.import_article import import_article
from cooperation.models import Evidence, Record, Relation
from cooperation.sourcing.open_sentences import open_sentences

SOURCE = (Path(__file__).parent / "manuscripts/rivers.txt").read_bytes()
DIGEST = "a00aa9440dd041ff361c6e090014c368f21a7fedd8d6605615b9b8e90be207cc"


@pytest.fixture(params=["empty", "seeded"])
def imported(request, db):
    """The article, imported into an empty register and into the seeded one."""
    if request.param == "seeded":
        request.getfixturevalue("content")
    return import_article(SOURCE, "rivers.txt")


def test_source_is_recognised(imported):
    text = imported.text
    assert imported.kept.sha256 == DIGEST
    assert text.title == ""
    assert [(part.heading, len(part.paragraphs)) for part in text.parts] == [
        ("", 2),
        ("THE REPUBLIC OF VARDA AND THE RIVERS COMMISSION", 8),
        ("THE COMMISSION AND THE INSTITUTE", 6),
        ("A SECOND PLAN", 9),
        ("AFTERWORD", 4),
    ]
    assert text.byline.name == "Pavel Ostrov"
    assert text.byline.role == "Head of the Department"
    assert text.byline.institution == (
        "Institute for Lakes and Mountain Rivers under the President of the Republic of Varda"
    )


def test_each_date_and_quantity_of_the_source_is_found_with_its_words(imported):
    found = [
        (clue.kind, clue.text, str(clue.value) if clue.kind == "date" and clue.value else None)
        for sentence in open_sentences(imported.kept.article)
        for clue in sentence.clues
    ]
    wanted = [
        *[("date", "April 2019", "2019-04")] * 2,
        ("date", "September 2019", "2019-09"),
        ("date", "March 4, 2021", "2021-03-04"),
        ("date", "June 9, 2022", "2022-06-09"),
        ("date", "August 17, 2022", "2022-08-17"),
        *[("date", "2022-2023", "2022/2023")] * 2,
        *(
            ("date", words, None)
            for words in (
                *("This year", "in June", "40th session", "recently", "Recently", "Today", "today"),
            )
        ),
        *(
            ("quantity", words, None)
            for words in (
                "Over 300 participants",
                "31 countries",
                "12 regional organizations",
                "More than 20 national and regional events",
                "around 150 experts",
                "three regional flood programs",
                "numerous international conventions",
                "Several key approaches",
            )
        ),
        *(
            ("claim", words, None)
            for words in ("first-ever", 'first "water school"', "first meeting")
        ),
    ]
    assert sorted(found, key=str) == sorted(wanted, key=str)


def rows(imported, kind):
    return {row.title: row for row in imported.kept.article.suggestions.filter(kind=kind)}


PLAN = "Joint Action Plan for the implementation of the IRC Basin Strategy"
FIRST = "“Roadmap” with the IRC"
SECOND = (
    "“Roadmap” for cooperation between the Republic of Varda and "
    "the International Rivers Commission for 2022-2023"
)


def test_agreements_of_the_source_are_suggested(imported):
    found = rows(imported, "agreement")
    assert {title: row.values.get("when") for title, row in found.items()} == {
        PLAN: None,
        "Ostrava Declaration": None,
        FIRST: "2019-09",
        "Memorandum of Understanding": "2021-03-04",
        SECOND: None,
    }
    assert found["Memorandum of Understanding"].values["venue"] == "IRC Headquarters"
    assert found["Memorandum of Understanding"].values["city"] == "Geneva"


def test_events_of_the_source_are_suggested(imported):
    found = rows(imported, "event")
    assert {
        "Ostrava High-Level Conference": "2019-04",
        "Signing: Memorandum of Understanding": "2021-03-04",
        "high-level conference": "2022-06-09",
        "first meeting of the river groups of the Basin Expert Council": "2022-08-17",
    }.items() <= {title: row.values.get("when") for title, row in found.items()}.items()
    assert [row.values.get("format") for row in found.values()].count("online") == 1


def test_no_suggestion_falls_into_a_trap_without_a_mark(imported):
    agreements, events = rows(imported, "agreement"), rows(imported, "event")
    figures, people = rows(imported, "figure"), rows(imported, "person")
    # 2: Ostrava stands only in the sentence that names it as the place
    assert [row.title for row in events.values() if row.values.get("city") == "Ostrava"] == [
        "well-attended high-level international conference"
    ]
    # 3 and 4: an office is nobody, and an unknown person is uncertain
    assert set(people) <= {"Elena Brook", "Pavel Ostrov"}
    assert all(row.is_uncertain for row in people.values())
    assert not any("Head" in row.values["role"] for row in people.values() if "Brook" in row.title)
    # 5: neither 9 June nor the period is the date of the second Roadmap
    assert agreements[SECOND].is_uncertain and "in June" in agreements[SECOND].why
    assert agreements[SECOND].values["validity"] == "2022/2023"
    # 7: the second name of the same conference is marked
    assert "Ostrava High-Level Conference" in (
        events["well-attended high-level international conference"].why
    )
    # 8: “During the event” gives no date
    assert "During the event" in agreements[PLAN].why
    assert "During the event" in agreements["Ostrava Declaration"].why
    # 9: three programmes are one record, and uncertain
    (programmes,) = rows(imported, "initiative").values()
    assert (programmes.values["count"], programmes.is_uncertain) == (3, True)
    # 12 and 17: qualifiers stay, and nothing is added up
    assert {(row.values["qualifier"], row.values["value"]) for row in figures.values()} == {
        ("over", "300"),
        ("exactly", "31"),
        ("exactly", "12"),
        ("over", "20"),
        ("around", "150"),
    }
    # 6, 10, 11, 14, 15, 19: no relations, no initiatives that only were discussed, no anaphors
    assert not any(row.title.startswith("The ") for row in agreements.values())
    # 20 and 21: the words stand as they are
    assert all(row.passage.text == row.quote for row in imported.kept.article.suggestions.all())
    assert any("visit in June Secretary of the IRC" in title for title in events)


def test_nothing_of_the_source_enters_the_register_by_itself(db):
    import_article(SOURCE, "rivers.txt")
    assert list(Record.objects.values_list("kind", "status")) == [("article", "draft")]
    assert not Relation.objects.exists()
    assert not Evidence.objects.exists()
