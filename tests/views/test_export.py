"""Lists as files: the same rows in the same order, honest, safe, and described."""

import csv
import io
import json
from datetime import date

import openpyxl
import pytest
from django.utils.translation import override

from cooperation.domain.basis import Basis
from cooperation.formats.xstrings import unescape_xstring
from cooperation.models import Figure, OtherClaim, Record, SiteSettings
from cooperation.queries import representation
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
)
from tests.support.pages import KINDS, body_of, list_address, notices_in, text_of

FORMS = ("csv", "xlsx", "json", "jsonl")
BOM = "\ufeff".encode()


def export(client, kind, form="csv", query="", prefix=""):
    response = client.get(f"{prefix}{list_address(kind)}export.{form}{query}")
    assert response.status_code == 200
    return response.getvalue()


def rows_of(client, kind, query="", prefix=""):
    """Return the rows of a CSV file as {heading: cell}."""
    content = export(client, kind, "csv", query, prefix)
    assert content.startswith(BOM)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def workbook_of(client, kind, query=""):
    return openpyxl.load_workbook(io.BytesIO(export(client, kind, "xlsx", query)))


def test_dates_numbers_and_gaps_come_through_as_they_are(client, db):
    event = EventFactory(slug="e", title_en="Conference", when="March 2022", summary_en="So.")
    EvidenceFactory(record=event, field="when")
    EvidenceFactory(
        record=event, field="place", basis=Basis.NOT_STATED, article=None, quote="", note=""
    )
    Figure.objects.create(record=event, qualifier="over", value=400, unit_en="participants")
    RelationFactory(subject__title_en="UN", verb="represented_at", object=event, role_en="observer")
    [row] = rows_of(client, "event")
    assert row == {
        "Title": "Conference",
        "Type": "Meeting",
        "Date": "March 2022",
        "Date: EDTF": "2022-03",
        "Date: earliest": "2022-03-01",
        "Date: latest": "2022-03-31",
        "Date: precision": "month",
        "Date: basis": "stated",
        "Place": "not stated in the source",
        "Format": "not yet checked",
        "Status": "not yet checked",
        "Held by": "not yet checked",
        "Initiated by": "not yet checked",
        "Who was represented": "UN (observer)",
        "Outcomes": "not yet checked",
        "Topics": "",
        "Figures": "over 400 participants",
        "Also known as": "",
        "Summary": "So.",
        "Last changed": event.updated_at.isoformat(timespec="seconds"),
        "Page": "http://127.0.0.1:8000/events/e/",
        "ID": "http://127.0.0.1:8000/events/e/",
    }


def test_file_says_if_no_licence_is_stated(client, db):
    SiteSettings.objects.create(licence="")
    about = json.loads(export(client, "topic", "json"))["about"]
    assert about["licence"] == "not stated; ask the owner of the site"


def test_empty_date_says_why_and_has_no_days(client, db):
    AgreementFactory()
    [row] = rows_of(client, "agreement")
    names = ("", ": EDTF", ": earliest", ": latest", ": precision", ": basis")
    found = [row[f"Period of validity{name}"] for name in names]
    assert found == ["not yet checked", "", "", "", "", "not_checked"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_empty_list_is_a_file_with_headings(client, db, kind, form):
    content = export(client, kind, form)
    if form == "csv":
        assert content.decode("utf-8-sig").splitlines()[0].startswith("Title,")
        assert content.count(b"\r\n") == 1
    elif form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        assert (sheet["A1"].value, sheet.max_row) == ("Title", 1)
    elif form == "json":
        found = json.loads(content)
        assert (found["records"], found["about"]["count"]) == ([], 0)
    else:
        assert content == b""


def test_rows_are_those_of_all_pages_in_their_order(client, db, monkeypatch):
    monkeypatch.setattr(representation, "CHUNK", 7)
    for number in range(45):
        AgreementFactory(
            title_en=f"{number % 10} {number}", type="roadmap", when=f"{2000 + number}"
        )
        AgreementFactory(type="memorandum")
    AgreementFactory(type="roadmap", status="draft")
    query = "?type=roadmap&sort=title&page=2"
    expected = sorted(f"{number % 10} {number}" for number in range(45))
    assert [row["Title"] for row in rows_of(client, "agreement", query)] == expected
    lines = export(client, "agreement", "jsonl", query).decode().splitlines()
    assert [json.loads(line)["title"] for line in lines] == expected
    records = json.loads(export(client, "agreement", "json", query))["records"]
    assert [record["title"] for record in records] == expected
    sheet = workbook_of(client, "agreement", query).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == expected


def test_records_of_json_are_those_of_the_api(client, content):
    for kind in KINDS:
        listed = client.get(f"/api/v1{list_address(kind)}?limit=100").json()["results"]
        assert json.loads(export(client, kind, "json"))["records"] == listed


HOSTILE = [
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    '=HYPERLINK("https://elsewhere.example";"click")',
    "＝1+1",
    "#REF!",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_formulas_are_defused(client, db, text):
    Record.objects.filter(pk=AgreementFactory(slug="a").pk).update(title_en=text)
    [row] = rows_of(client, "agreement")
    expected = text if text == "#REF!" else f"'{text}"
    assert row["Title"] == expected
    cell = workbook_of(client, "agreement").worksheets[0]["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert unescape_xstring(cell.value).strip() == text.strip()


@pytest.mark.parametrize("text", ["a,b", 'say "so"', "two\nlines", "Oʻzbekiston", "Ёлка; 🙂"])
def test_texts_come_back_as_they_were(client, db, text):
    AgreementFactory(title_en=text)
    assert rows_of(client, "agreement")[0]["Title"] == text
    assert workbook_of(client, "agreement").worksheets[0]["A2"].value == text


def test_workbook_takes_what_its_format_cannot_hold(client, db):
    AgreementFactory(title_en="a\x0bb\x1fc", summary_en="x" * 40_000, when="1899-12-31")
    sheet = workbook_of(client, "agreement").worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    row = dict(zip(headings, (cell.value for cell in sheet[2]), strict=True))
    assert unescape_xstring(row["Title"]) == "a\x0bb\x1fc"
    assert row["Date: earliest"] == "1899-12-31"
    assert (len(row["Summary"]), row["Summary"][-2:]) == (32_767, "x…")


def test_workbook_has_typed_columns_and_its_head_stays(client, db):
    initiative = FACTORIES["initiative"](when="14 May 2024", count=4)
    sheet = workbook_of(client, "initiative").worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    row = dict(zip(headings, sheet[2], strict=True))
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert (row["Number"].value, row["Number"].data_type) == (4, "n")
    dates = [row[name] for name in ("Date: EDTF", "Date: earliest")]
    assert [(cell.value, cell.data_type) for cell in dates] == [("2024-05-14", "s")] * 2
    assert {cell.number_format for cell in dates} == {"@"}
    assert row["Last changed"].value == initiative.updated_at.isoformat(timespec="seconds")
    assert row["Last changed"].value.endswith("+00:00")


def test_second_sheet_says_what_the_file_is(client, db, time_machine):
    time_machine.move_to("2026-11-28T12:00:00Z", tick=False)
    AgreementFactory(type="roadmap")
    book = workbook_of(client, "agreement", "?type=roadmap&sort=title&page=3")
    assert book.sheetnames == ["Agreements", "About this file"]
    facts = dict(book["About this file"].iter_rows(values_only=True))
    assert facts == {
        "Register": "Cooperation Register",
        "List": "Agreements",
        "Filters in use": "Type: Roadmap",
        "Order": "By title",
        "Number of records": 1,
        "Exported on": "2026-11-28",
        "Licence of the data": "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/",
        "Source": "http://127.0.0.1:8000/agreements/?type=roadmap&sort=title",
    }


def test_json_says_what_the_file_is(client, db, time_machine):
    time_machine.move_to("2026-11-28T12:00:00Z", tick=False)
    about = json.loads(export(client, "topic", "json"))["about"]
    assert about == {
        "register": "Cooperation Register",
        "list": "Topics",
        "filters": "none",
        "order": "By title",
        "count": 0,
        "date": "2026-11-28",
        "licence": "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/",
        "source": "http://127.0.0.1:8000/topics/",
    }


@pytest.mark.parametrize(("prefix", "expected"), [("/ru", "Повестка"), ("/uz", "Agenda")])
def test_file_is_in_the_language_of_its_address(client, db, prefix, expected):
    AgreementFactory(title_en="Agenda", title_ru="Повестка", when="March 2022")
    with override(None):  # whatever is in use when the file is read
        [row] = rows_of(client, "agreement", prefix=prefix)
    values = list(row.values())
    assert values[0] == expected
    assert f"http://127.0.0.1:8000{prefix}/agreements/" in next(
        value for value in values if value.endswith("/") and prefix in value
    )


@pytest.mark.parametrize("form", FORMS)
def test_wrong_filter_gives_the_page_of_the_list(client, db, form):
    response = client.get(f"/agreements/export.{form}?type=zz")
    same = client.get("/agreements/?type=zz")
    assert (response.status_code, same.status_code) == (400, 400)
    assert notices_in(response) == notices_in(same)
    assert body_of(response) == body_of(same)


@pytest.mark.parametrize("form", ["zip", "CSV", "csv.gz", "xls", "../csv"])
def test_other_formats_are_not_there(client, db, form):
    assert client.get(f"/agreements/export.{form}").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_file_is_named_for_its_list_and_day(client, db, form, time_machine):
    time_machine.move_to("2026-11-28T12:00:00Z", tick=False)
    response = client.get(f"/people/export.{form}")
    response.getvalue()  # read to its end, as browsers do
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="people-2026-11-28.{form}"'
    )
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert (
        client.head(f"/people/export.{form}").headers["Content-Disposition"]
        == (response.headers["Content-Disposition"])
    )
    assert client.post(f"/people/export.{form}").status_code == 405


def test_list_offers_its_files_with_the_filters_in_use(client, db):
    AgreementFactory(type="roadmap")
    AgreementFactory(type="roadmap")
    AgreementFactory()
    page = body_of(client.get("/ru/agreements/?type=roadmap&sort=title&page=1&utm_x=1"))
    for form in FORMS:
        assert (
            f'href="/ru/agreements/export.{form}?type=roadmap&amp;sort=title" rel="nofollow"'
            in page
        )
    assert "Download these 2 records as CSV, XLSX, JSON, JSON Lines" in text_of(
        body_of(client.get("/agreements/?type=roadmap"))
    ).replace(" ,", ",")


def test_words_of_other_sources_do_not_stand_in_for_values(client, db):
    partner = PartnerFactory(title_en="A")
    OtherClaim.objects.create(record=partner, field="title", text_en="B", reason_en="Older.")
    assert [row["Title"] for row in rows_of(client, "partner")] == ["A"]


def test_days_are_days(client, db):
    EventFactory(when="since 2020")
    [row] = rows_of(client, "event")
    assert date.fromisoformat(row["Date: earliest"]) == date(2020, 1, 1)
    assert row["Date: latest"] == ""
