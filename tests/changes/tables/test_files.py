"""Files that are tables, whatever wrote them, and files that are none."""

import io
import random
import zipfile

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cooperation.changes.tables import reading
from cooperation.changes.tables.reading import TableError, read
from cooperation.domain.languages import CODES
from cooperation.domain.verbs import VERBS
from cooperation.formats import sheets
from tests.support.tables import as_csv, as_xlsx

LINES = [["slug", "title_en", "title_ru"], ["a", 'One; "two", three', "Соглашение"], ["b", "", ""]]
ROWS = [(2, LINES[1]), (3, LINES[2])]


pytestmark = pytest.mark.usefixtures("in_this_process")


def read_lines(data, name="table.csv", kind="topic"):
    table = read(data, name, kind)
    return table.headings, table.lines


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_separator_and_encoding_are_recognised(separator, encoding):
    if encoding == "cp1251":  # recognised by the look of its words, of which it must have some
        title = "Соглашение о сотрудничестве в области водных ресурсов и охраны природы"
        lines = [LINES[0], ["a", "One", title]]
        assert read_lines(as_csv(lines, separator, encoding))[1] == [(2, lines[1])]
    else:
        assert read_lines(as_csv(LINES, separator, encoding)) == (LINES[0], ROWS)


def test_note_of_the_separator_is_no_line():
    assert read_lines(b"sep=;\r\n" + as_csv(LINES, ";", "utf-8"))[1] == ROWS


def test_workbook_is_read_as_a_person_would_type_it():
    lines = [["slug", "title_en", "when"], ["a", 2022, None], [None, None, None], ["b", 1.5, True]]
    table = read(as_xlsx(lines), "table.xlsx", "topic")
    assert table.lines == [(2, ["a", "2022", ""]), (4, ["b", "1.5", "True"])]


def test_apostrophe_of_the_export_is_taken_away():
    lines = [["slug", "title_en"], ["a", "'=1+1"], ["b", "''=1+1"], ["c", "'tis"]]
    assert [cells[1] for _number, cells in read_lines(as_csv(lines))[1]] == [
        "=1+1", "'=1+1", "'tis",
    ]  # fmt: skip


def test_row_with_other_cells_than_headings_is_no_guess():
    data = b"slug,title_en\r\na,A,B\r\nb\r\nc,C,\r\n"
    assert read_lines(data)[1] == [(2, None), (3, None), (4, ["c", "C"])]


def test_second_row_about_a_record_is_known():
    lines = [["slug", "title_en"], ["a", ""], ["", "A"], ["a", ""], ["", ""], ["", "B"]]
    assert read(as_csv(lines), "table.csv", "topic").twins == {3: 2, 4: 2}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    ("label", "column"),
    [(VERBS["signed_by"].label, "signed_by"), (VERBS["party_to"].inverse, "parties")],
)
def test_relation_may_be_headed_by_its_label_in_any_language(code, label, column):
    with translation.override(code):
        label = str(label)
    headings, _lines = read_lines(as_csv([["slug", label], ["a", "b"]]), kind="agreement")
    assert headings == ["slug", column]


def packed(**entries):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "“t.csv” is empty. Choose the file with the table."),
        (b"\x00\x01\x02" * 9, str(sheets.NO_TABLE) % {"name": "t.csv"}),
        (b"%PDF-1.7", str(sheets.NO_TABLE) % {"name": "t.csv"}),
        (b"PK\x03\x04 and no more", str(sheets.NO_TABLE) % {"name": "t.csv"}),
        (packed(a="no workbook"), str(sheets.NO_TABLE) % {"name": "t.csv"}),
        (
            b"summary_en\r\nA\r\n",
            "“t.csv” has neither a column “Address” nor a column “Title (English)”, one of which "
            "says what record a row is about. Begin with the template on this page, or with a "
            "table exported from this list.",
        ),
        (
            b"slug,titel_en\r\na,A\r\n",
            "There is no column “titel_en” here. Correct or delete it. Perhaps you mean: title_en.",
        ),
        (
            "slug,Назвние\r\na,A\r\n".encode(),
            "There is no column “Назвние” here. Correct or delete it. Perhaps you mean: Название.",
        ),
        (
            b"slug,title_en,Title\r\na,A,B\r\n",
            "There are two columns “title_en”. Delete one of them.",
        ),
        (
            "Address,Title,Название\r\na,A,B\r\n".encode(),
            "There are two columns “Title”. Delete one of them.",
        ),
        (b"slug,title_en\r\n", "“t.csv” has headings, but no rows. Add rows below them."),
        (
            b'slug,title_en\r\na,"A\r\n',
            "Row 2 of “t.csv” has quotation marks that do not match.",
        ),
        (
            b"slug\r\n" + b"a\r\n" * 20_001,
            "“t.csv” has more than 20000 rows. Import it in parts.",
        ),
    ],
)
def test_what_is_no_table_says_what_to_do(data, message):
    with pytest.raises(TableError) as caught:
        read(data, "t.csv", "topic")
    assert str(caught.value) == message


def test_workbook_that_unpacks_to_too_much_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(reading, "UNPACKED_LIMIT", 1_000_000)
    bomb = packed(**{"xl/sharedStrings.xml": b"0" * 2_000_000})
    assert len(bomb) < 10_000
    with pytest.raises(TableError, match="too large once unpacked"):
        read(bomb, "t.xlsx", "topic")


def test_workbook_with_a_row_far_below_is_read_to_its_end():
    book, file = Workbook(), io.BytesIO()
    book.active.append(["slug", "title_en"])
    book.active["A50000"], book.active["B50000"] = "a", "A"
    book.save(file)
    assert read_lines(file.getvalue()) == (["slug", "title_en"], [(50_000, ["a", "A"])])


def answers(data):
    """Whether a file is read or refused in words; anything else is a fault."""
    try:
        return bool(read(data, "t", "topic"))
    except TableError as error:
        return bool(str(error))


@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    assert answers(data)
    assert answers(b"slug,title_en\r\n" + data)
    assert answers(b"PK\x03\x04" + data)


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10**6))
def test_damaged_files_are_read_or_refused(seed):
    chance = random.Random(seed)  # noqa: S311
    data = bytearray(chance.choice([as_xlsx(LINES), as_csv(LINES), as_csv(LINES, ";", "utf-16")]))
    for _damage in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert answers(bytes(data[: chance.randint(1, len(data))]))
    assert answers(bytes(data))
