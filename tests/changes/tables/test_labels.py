"""Tables in the words that people see: labels of columns and values, no address, plain refusals."""

import io

import pytest
from django.utils.translation import override
from openpyxl import Workbook

from cooperation.changes.tables.columns import labels_of, table_columns
from cooperation.domain.languages import CODES
from cooperation.models import Agreement, Record
from tests.support.factories import (
    AgreementFactory,
    EvidenceFactory,
    PartnerFactory,
    TopicFactory,
    WorkingGroupFactory,
)
from tests.support.records import KINDS
from tests.support.tables import as_csv, checked, messages, outcomes, problems, taken_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_this_process")]

IN_WORDS = {
    "en": ["Title", "Type", "Parties", "Legally binding", "Period of validity", "Topics"],
    "ru": ["Название", "Вид", "Стороны", "Юридическая обязательность", "Срок действия", "Темы"],
    "uz": ["Nomi", "Turi", "Tomonlar", "Yuridik majburiyligi", "Amal qilish muddati", "Mavzular"],
}
VALUES = {
    "en": ["The pact", "Memorandum of understanding", "Uzbekistan", "Yes", "2024–2025", "Water"],
    "ru": [
        "The pact",
        "Меморандум о взаимопонимании",
        "Узбекистан",
        "Да",
        "2024–2025 годы",
        "Вода",
    ],
    "uz": ["The pact", "anglashuv Memorandumi", "Oʻzbekiston", "Ha", "2024–2025", "Suv"],
}


@pytest.mark.parametrize("code", CODES)
def test_labels_of_columns_and_values_are_read_in_every_language(editor, code):
    PartnerFactory(slug="uz", title_en="Uzbekistan", title_ru="Узбекистан", title_uz="Oʻzbekiston")
    TopicFactory(slug="water", title_en="Water", title_ru="Вода", title_uz="Suv")
    begun = taken_in([IN_WORDS[code], VALUES[code]], "agreement", editor)
    assert (messages(begun), outcomes(begun, "write")) == ([], [(2, "new", "the-pact")])
    made = Agreement.objects.get()
    assert (made.type, made.binding, made.validity.edtf) == ("memorandum", "yes", "2024/2025")
    relations = made.relations_as_object.values_list("subject__slug", flat=True)
    assert [*relations] == ["uz"]
    assert [*made.relations_as_subject.values_list("object__slug", flat=True)] == ["water"]


@pytest.mark.parametrize("kind", KINDS)
def test_label_of_each_column_leads_to_it_alone(editor, kind):
    for code in CODES:
        with override(code):
            headings = [*labels_of(kind).values()]
        begun = checked(as_csv([headings, ["" for _each in headings]] * 2), kind, editor)
        assert begun.about["headings"] == [column.heading for column in table_columns(kind)]


@pytest.mark.parametrize("apostrophe", "ʻ'‘’`ʼ")
def test_apostrophes_of_labels_are_all_alike(editor, apostrophe):
    agreement = AgreementFactory(binding="")
    heading, no = (text.replace("ʻ", apostrophe) for text in ("Oʻtkazilgan joy", "yoʻq"))
    lines = [["slug", heading, "Yuridik majburiy"], [agreement.slug, "Toshkent", no]]
    begun = checked(lines, "agreement", editor)
    assert (messages(begun), begun.about["headings"]) == ([], ["slug", "venue_en", "binding"])


def test_address_is_made_as_the_form_makes_it(editor):
    AgreementFactory(slug="pact", title_en="Another")
    lines = [["Title", "Type"], ["Pact!", "roadmap"], ["Договор", "roadmap"]]
    begun = taken_in(lines, "agreement", editor)
    assert outcomes(begun, "write") == [(2, "new", "pact-2"), (3, "new", "dogovor")]


def test_same_title_without_an_address_is_asked(editor):
    AgreementFactory(slug="pact", title_en="Pact")
    begun = checked([["Title", "Type"], ["Pact", "roadmap"]], "agreement", editor)
    assert messages(begun) == [
        "“pact” has this title already. Type that address, or another title."
    ]


def test_refusals_name_labels_and_cells(editor):
    lines = [["Title", "Type"], ["A", "picnic"]]
    begun = checked(lines, "event", editor)
    assert messages(begun) == [
        "“picnic” is none of the choices. Type one of: Conference; Meeting; Signing; Visit; "
        "Training; Other."
    ]
    assert begun.cell_name(2, "type") == "B2"
    assert begun.cell_name(2, "slug") == ""


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "#DIV/0!", "#ЗНАЧ!", " #name? ", "Err:502"])
def test_error_of_a_spreadsheet_is_no_title(editor, text):
    begun = checked([["Title", "Type"], [text, "roadmap"]], "agreement", editor)
    assert messages(begun) == [
        f"“{text.strip()}” is an error of a spreadsheet. Correct the formula, or type the value."
    ]
    assert problems(begun) == [(2, "title_en", text.strip())]


def test_formula_in_csv_is_refused_and_a_text_with_an_apostrophe_is_not(editor):
    lines = [["Title", "Type"], ["=SUM(A1:A3)", "roadmap"], ["'=a", "roadmap"], ["+b", "roadmap"]]
    begun = checked(lines, "agreement", editor)
    assert messages(begun) == [
        "“A2” holds a formula, and CSV keeps no results. Type its result; if it is a text, put an "
        "apostrophe before it."
    ]
    assert [row[1] for row in outcomes(begun)] == ["bad", "new", "new"]


def test_cells_of_a_workbook_that_cannot_be_trusted_are_named(editor):
    book, file = Workbook(), io.BytesIO()
    book.active.title = "Sheet1"
    for row in (["Title", "Type"], ["=A1", "roadmap"], ["A", "roadmap"]):
        book.active.append(row)
    book.save(file)
    begun = checked(file.getvalue(), "agreement", editor)
    assert messages(begun) == [
        "“Sheet1!A2” holds a formula without its result. Open the file in a spreadsheet, which "
        "works it out, save it, and choose it again; or type the value."
    ]
    assert (problems(begun), begun.cell_name(2, "title_en")) == (
        [(2, "title_en", "=A1")],
        "Sheet1!A2",
    )
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1,500", "en", []),
        ("1 500", "ru", []),
        ("1.500", "en", ["“1.500” can be read in two ways. Type 1500 or 1.5."]),
        ("1,500", "uz", ["“1,500” can be read in two ways. Type 1500 or 1.5."]),
    ],
)
def test_count_is_read_by_the_language_of_the_desk(editor, text, language, expected):
    group = WorkingGroupFactory(count=4)
    with override(language):
        begun = checked([["slug", "count"], [group.slug, text]], "working_group", editor)
        found = messages(begun)
    if language == "uz":
        assert [len(found), problems(begun)] == [1, [(2, "count", text)]]
    else:
        assert found == expected


def test_value_in_other_words_keeps_the_evidence_of_its_claim(editor):
    agreement = AgreementFactory(status="draft", when="2022-03")
    EvidenceFactory(record=agreement, field="when", basis="not_stated", article=None, quote="")
    begun = checked([["slug", "Date"], [agreement.slug, "March 2022"]], "agreement", editor)
    assert outcomes(begun) == [(2, "same", agreement.slug)]
