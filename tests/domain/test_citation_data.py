"""Citations as data: CSL-JSON, and the tags in the head of a page."""

import json

import pytest

from cooperation.domain.dates import PartialDate
from cooperation.formats.citations import csl_json
from cooperation.formats.citations.embedded import tags
from tests.support.citations import ARTICLE, ENTRY, RUSSIAN


def item(citation):
    (found,) = json.loads(csl_json(citation))
    return found


def test_csl_of_an_article():
    assert item(ARTICLE._replace(credit="After an article")) == {
        "id": "the-fight",
        "type": "webpage",
        "title": "The fight against terrorism",
        "author": [{"family": "Akhmedov", "given": "Timur"}],
        "container-title": "Cooperation Register",
        "issued": {"date-parts": [[2024, 5, 14]]},
        "URL": "https://register.example.org/articles/the-fight/",
        "language": "en",
        "note": "After an article. Last modified 2026-11-24",
    }


def test_csl_of_an_entry_has_the_day_of_its_last_change():
    found = item(ENTRY)
    assert (found["type"], found["issued"]) == ("entry", {"date-parts": [[2026, 11, 4]]})
    assert "author" not in found


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2024", {"date-parts": [[2024]]}),
        ("2024-05", {"date-parts": [[2024, 5]]}),
        ("2024~", {"date-parts": [[2024]], "circa": True}),
        ("2024/2025-03", {"date-parts": [[2024], [2025, 3]]}),
        ("2024?", {"literal": "2024 (uncertain)"}),
        ("2024/..", {"literal": "since 2024"}),
    ],
)
def test_csl_date_is_as_precise_as_known(when, expected):
    assert item(ARTICLE._replace(date=PartialDate.from_edtf(when)))["issued"] == expected


def test_csl_keeps_letters_and_names_of_one_word():
    found = item(RUSSIAN._replace(authors=("UNOCT", "Анна Ким"), title='Оʻ «»\n\\ "'))
    assert found["author"] == [{"literal": "UNOCT"}, {"family": "Ким", "given": "Анна"}]
    assert found["title"] == 'Оʻ «»\n\\ "'
    assert "Ким" in csl_json(RUSSIAN._replace(authors=("Анна Ким",)))


def test_tags_without_what_is_not_known():
    found = tags(ARTICLE._replace(authors=(), date=None), "Institute")
    names = [name for name, _content in found]
    assert not {"citation_author", "citation_publication_date", "DC.date", "DC.rights"} & set(names)
    assert [content for name, content in found if content == ""] == []
