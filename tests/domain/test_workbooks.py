"""Cells of XLSX: dates as precise as they show, no errors and no formulas as values."""

import io
import re
import zipfile
from datetime import datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from cooperation.formats import workbooks
from cooperation.formats.cell_dates import date_text
from cooperation.formats.sheets import read_lines
from cooperation.formats.xstrings import escape_xstring, unescape_xstring

DAY = datetime(2022, 3, 1)


def read(book, change=None):
    """Return the cells and problems of the rows of a workbook; ``change`` edits the XML."""
    file = io.BytesIO()
    book.save(file)
    if change:
        file = repacked(file, change)
    return read_file(file)


def read_file(file):
    found = read_lines(io.BytesIO(file.getvalue()), "t.xlsx", [], (99, 99, 10**7))
    rows = [[without_empty_end(cells), problems] for _line, cells, problems in found["lines"]]
    return found["sheet"], rows


def without_empty_end(cells):
    return cells[: max(place for place, cell in enumerate(cells, 1) if cell)]


def repacked(file, change):
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()) if name.endswith("sheet1.xml") else data)
    return made


FORMATS = {
    "2022-03": (
        *("mmm-yy", "yyyy-mm", "mmmm yyyy", r"[$-419]mmmm\ yyyy;@", r"[$-409]mmm\-yy;@"),
        *("mm/yyyy", "MMMM YYYY", 'mmmm yyyy"г."', 'yyyy"年"m"月"', "mmmmm-yy", "[Red]yyyy/mm"),
    ),
    "2022": ("yyyy", "yy", 'yyyy"-yil"', r"yyyy\ \y\i\l", "[$-419]yyyy;@"),
    "2022-03-01": (
        *("mm-dd-yy", "d-mmm-yy", "dd.mm.yyyy", r"yyyy\-mm\-dd;@", 'd "de" mmmm "de" yyyy'),
        *(r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "ddd d mmm yyyy", "m/d/yy h:mm"),
    ),
    None: (
        *("d-mmm", "mmmm", "dddd", "dddd mmmm yyyy", "h:mm", "[h]:mm", "mm:ss.0", "QQ yyyy"),
        *("[<44000]yyyy;mmm-yy", "e", "ггг", "dd", "General", ""),
    ),
}


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [(each, text) for text, formats in FORMATS.items() for each in formats],
)
def test_format_decides_how_precise_a_date_is(number_format, expected):
    assert date_text(DAY, number_format) == expected


def test_time_of_day_is_read_only_behind_a_whole_day():
    noon = DAY.replace(hour=12)
    assert date_text(noon, "m/d/yy h:mm") == "2022-03-01 12:00:00"
    assert date_text(noon, "mm-dd-yy") == "2022-03-01"
    assert date_text(noon, "mmm-yy h:mm") is None
    assert (date_text(time(9, 30), "h:mm"), date_text(time(9, 30), "mmm-yy")) == ("09:30:00", None)
    assert date_text(timedelta(hours=30), "[h]:mm") is None


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_dates_are_read_from_cells_in_both_date_systems(epoch):
    book = Workbook()
    if epoch:
        book.epoch = epoch
    for number_format in ("mmm-yy", "yyyy", "dd.mm.yyyy", "d-mmm"):
        book.active.append([DAY])
        book.active.cell(book.active.max_row, 1).number_format = number_format
    problem = {"cell": "Sheet!A4", "value": "d-mmm"}
    assert read(book)[1] == [
        [["2022-03"], []],
        [["2022"], []],
        [["2022-03-01"], []],
        [["d-mmm"], [[0, "d-mmm", str(workbooks.UNCLEAR_DATE), problem]]],
    ]


def test_built_in_format_of_a_typed_month_is_a_month():
    book = Workbook()
    book.active.append([DAY])
    book.active["A1"].number_format = "mmm-yy"
    file = io.BytesIO()
    book.save(file)
    assert b'numFmtId="17"' in zipfile.ZipFile(file).read("xl/styles.xml")
    assert read(book) == ("Sheet", [[["2022-03"], []]])


def test_formula_without_a_result_and_errors_are_problems():
    book = Workbook()
    book.active.title = "Sheet 1"
    book.active.append(["a", "=A1", "=1+1", '=IF(1,"")', "#REF!", "text"])
    book.active["E1"].data_type = "e"

    def with_results(xml):
        xml = re.sub(r"<f>1\+1</f><v ?/?>(</v>)?", "<f>1+1</f><v>2</v>", xml)
        return xml.replace('r="D1"', 'r="D1" t="str"')

    sheet, [[cells, problems]] = read(book, with_results)
    assert (sheet, cells) == ("Sheet 1", ["a", "=A1", "2", "", "#REF!", "text"])
    assert [(place, message, about["cell"]) for place, _value, message, about in problems] == [
        (1, str(workbooks.NO_RESULT), "Sheet 1!B1"),
        (4, str(workbooks.ERROR), "Sheet 1!E1"),
    ]


def test_formula_whose_result_is_an_error_is_a_problem():
    book = Workbook()
    book.active.append(["=NA()"])
    change = r'<c r="A1" t="e"><f>NA()</f><v>#N/A</v></c>'
    _sheet, [[cells, [[place, value, *_message]]]] = read(
        book, lambda xml: re.sub(r'<c r="A1".*?</c>', change, xml)
    )
    assert (cells, place, value) == (["#N/A"], 0, "#N/A")


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.text("_x0041F\x01\r", max_size=20))
@example("_x0041_")
@example("_x005F_x0041_")
@example("\x01x0041_\ufffe")
def test_escape_of_characters_comes_back(text):
    assert unescape_xstring(escape_xstring(text)) == text


@pytest.mark.parametrize("is_shared", [False, True])
def test_escaped_texts_are_read_from_cells_and_from_shared_strings(is_shared):
    texts = ["a\x01b", "_x0041_", "x005F_", "_x005F_x0041_", "a\rb", "c\u2028d", "half _xD800_"]
    book = Workbook(write_only=True)
    book.create_sheet("T").append([escape_xstring(text) for text in texts])
    file = io.BytesIO()
    book.save(file)
    if is_shared:  # saved again, as a spreadsheet does
        book, file = load_workbook(file), io.BytesIO()
        book.save(file)
    assert read_file(file) == ("T", [[texts, []]])
