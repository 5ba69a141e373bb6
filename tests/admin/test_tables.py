"""Tables in the admin: exported from a list, looked at before anything is saved, taken in."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from cooperation.models import Draft, Event, Partner, Record
from tests.support import pages
from tests.support.databases import database_hash
from tests.support.factories import FACTORIES, AgreementFactory, PartnerFactory, WorkingGroupFactory
from tests.support.pages import body_of
from tests.support.tables import as_csv, as_xlsx, exported

KINDS = [*FACTORIES.values(), WorkingGroupFactory]
LINES = [["slug", "title_en", "type"], ["uz", "Uzbekistan", "state"], ["bad", "B", "planet"]]


def text_of(response):
    return pages.text_of(body_of(response))


def address(name, model="partner", **kwargs):
    return reverse(f"admin:cooperation_{model}_{name}", kwargs=kwargs)


def upload(client, data, model="partner", name="table.csv"):
    return client.post(address("import_table", model), {"file": SimpleUploadedFile(name, data)})


def preview(client, lines, model="partner"):
    """Bring a table to the page that shows what it will change."""
    journey = upload(client, as_csv(lines), model).url
    page = client.get(journey)
    while "Refresh" in page.headers:
        page = client.get(journey)
    return journey, page


def confirm(client, journey, **typed):
    """Let the good rows be taken in; return the last page."""
    assert client.post(journey, typed).url == journey
    page = client.get(journey)
    while "Refresh" in page.headers:
        page = client.get(journey)
    return page


@pytest.mark.parametrize("factory", KINDS)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_list_is_exported_and_imported_again(editor_client, factory, form):
    record = factory()
    model = record._meta.model_name
    response = editor_client.get(f"{address('export_table', model, form=form)}?q={record.slug}")
    assert response.headers["Content-Disposition"].endswith(f'.{form}"')
    data = b"".join(response.streaming_content)
    before = database_hash()
    page = editor_client.get(upload(editor_client, data, model).url)
    assert page.context["counts"] == [
        ("new", 0), ("changed", 0), ("unchanged", 1), ("with errors", 0),
    ]  # fmt: skip
    assert "There are no rows to import." in text_of(page)
    assert database_hash() == before


def test_list_leads_to_its_tables(editor_client):
    body = body_of(editor_client.get(f"{address('changelist')}?type__exact=state"))
    assert f'{address("export_table", form="xlsx")}?type__exact=state"' in body
    assert address("import_table") in body


def test_filters_and_selection_choose_the_records(editor_client):
    one, two = PartnerFactory(type="state"), PartnerFactory(type="un_body")
    answer = editor_client.get(f"{address('export_table', form='csv')}?type__exact=state")
    assert [line[0] for line in lines_of(answer)] == ["slug", one.slug]
    typed = {"action": "export_csv", "_selected_action": [two.pk]}
    answer = editor_client.post(address("changelist"), typed)
    assert [line[0] for line in lines_of(answer)] == ["slug", two.slug]
    typed["action"] = "export_xlsx"
    answer = editor_client.post(address("changelist"), typed)
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert [row[0].value for row in book.worksheets[0].rows] == ["slug", two.slug]


def lines_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("query", ["when_earliest__year=x", "nothing=1", "type__exact=none"])
def test_odd_filter_of_an_export_is_no_fault(editor_client, query):
    response = editor_client.get(f"{address('export_table', form='csv')}?{query}")
    assert response.status_code in (200, 302)
    assert editor_client.get(address("export_table", form="pdf")).status_code == 404


def test_text_that_no_cell_can_hold_stays_as_it_is(editor_client):
    partner = PartnerFactory(title_en="Long", summary_en="a" * 40_000)
    response = editor_client.get(address("export_table", form="xlsx"))
    data = b"".join(response.streaming_content)
    [headings, row] = load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    said = dict(zip(headings, row, strict=True))["summary_en"]
    assert said == "(too long for a cell; change it in the form)"
    page = editor_client.get(upload(editor_client, data).url)
    assert page.context["counts"][2] == ("unchanged", 1)
    partner.refresh_from_db()
    assert partner.summary_en == "a" * 40_000


def test_preview_names_each_change_and_each_error_in_words(editor_client):
    agreement = AgreementFactory(title_en="Old name")
    PartnerFactory(slug="uz", title_en="Uzbekistan")
    lines = [
        ["slug", "title_en", "type", "parties", "when"],
        [agreement.slug, "New name", "memorandum", "uz", "March 2022"],
        ["new", "Another", "roadmap", "", ""],
        ["bad", "Bad", "picnic", "", "5/12/2023"],
    ]
    before = database_hash()
    _journey, page = preview(editor_client, lines, "agreement")
    text = text_of(page)
    assert page.context["counts"] == [
        ("new", 1), ("changed", 1), ("unchanged", 0), ("with errors", 1),
    ]  # fmt: skip
    for words in (
        "Row 2: New name changed", "March 2022", "Uzbekistan party to New name added",
        "Row 3: Another new", "Roadmap", "Import 2 rows",
        "4 Type (C4) picnic “picnic” is none of the choices.", "4 Date (E4) 5/12/2023",
    ):  # fmt: skip
        assert words in text
    assert database_hash() == before


@pytest.mark.parametrize("code", ["en", "ru", "uz"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_template_is_understood_and_its_example_is_not_imported(editor_client, code, form):
    headers = {"Accept-Language": code}
    editor_client.cookies["django_language"] = code
    answer = editor_client.get(address("table_template", "agreement", form=form), headers=headers)
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="agreements-template.{form}"'
    )
    data = b"".join(answer.streaming_content)
    editor_client.cookies["django_language"] = "en"
    page = editor_client.get(upload(editor_client, data, "agreement").url)
    assert [number for _label, number in page.context["counts"]] == [0, 0, 0, 1]
    [row] = page.context["bad_page"].object_list
    assert [problem["message"] for problem in row["problems"]] == [
        "This is the example row of the template. Delete it."
    ]
    if form == "xlsx":
        book = load_workbook(io.BytesIO(data))
        table, allowed = book.worksheets
        assert [cell.value for cell in table[1]] == [row[0].value for row in allowed][1:]
        assert {cell.number_format for row in table.rows for cell in row} == {"@"}


def test_page_of_the_import_leads_to_the_templates(editor_client, client, looker):
    body = body_of(editor_client.get(address("import_table")))
    for form in ("csv", "xlsx"):
        assert f'href="{address("table_template", form=form)}"' in body
    assert editor_client.get(address("table_template", form="pdf")).status_code == 404
    client.force_login(looker)
    assert client.get(address("table_template", form="csv")).status_code == 403


def test_good_rows_are_taken_in_and_the_others_reported(editor_client):
    journey, _page = preview(editor_client, LINES)
    page = confirm(editor_client, journey, becomes="draft")
    assert page.context["counts"][0] == ("new, not public yet", 1)
    assert "3 Type (C3) planet" in text_of(page)
    assert [*Partner.objects.values_list("slug", "status")] == [("uz", "draft")]
    history = body_of(editor_client.get(address("history", object_id=Partner.objects.get().pk)))
    assert "Imported from a table." in history


def test_editor_may_publish_at_once(editor_client):
    journey, page = preview(editor_client, LINES)
    assert list(page.context["form"].fields) == ["becomes", "note"]
    page = confirm(editor_client, journey, becomes="public", note="From the yearbook")
    assert page.context["counts"][3] == ("public now", 1)
    assert Record.objects.get(slug="uz").status == "published"


def test_wrong_choice_is_asked_again(editor_client):
    journey, _page = preview(editor_client, LINES)
    assert editor_client.post(journey, {"becomes": "x"}).context["form"].errors
    assert not Partner.objects.exists()


def test_author_may_import_drafts_and_publish_nothing(client, author):
    client.force_login(author)
    public = PartnerFactory(title_en="Old")
    lines = [["slug", "title_en", "type"], [public.slug, "New", "state"], ["b", "B", "state"]]
    journey, page = preview(client, lines)
    assert page.context["form"] is None
    confirm(client, journey, becomes="public")
    public.refresh_from_db()
    assert (public.title_en, Draft.objects.get().saved_by) == ("Old", author)
    assert Record.objects.get(slug="b").status == "draft"


def test_looker_exports_and_imports_nothing(client, looker):
    client.force_login(looker)
    PartnerFactory()
    assert client.get(address("export_table", form="csv")).status_code == 200
    assert client.get(address("import_table")).status_code == 403
    assert upload(client, as_csv(LINES)).status_code == 403
    assert "import_table" not in body_of(client.get(address("changelist")))


def test_nobody_sees_the_table_of_another(client, editor, author):
    client.force_login(author)
    journey, _page = preview(client, LINES)
    client.force_login(editor)
    assert client.get(journey).status_code == 404
    assert client.post(journey, {"becomes": "draft"}).status_code == 404


def test_stranger_is_sent_to_the_login(client, db):
    assert client.get(address("export_table", form="csv")).status_code == 302
    assert client.get(address("import_table")).status_code == 302


def test_progress_is_visible_without_a_script(editor_client, monkeypatch):
    monkeypatch.setattr("cooperation.admin.desk.pages.tables.SECONDS", 0)
    monkeypatch.setattr("cooperation.changes.tables.import_job.BATCH", 2)
    lines = [LINES[0], *([f"p-{n}", f"Partner {n}", "state"] for n in range(5))]
    journey = upload(editor_client, as_csv(lines)).url
    seen = [editor_client.get(journey) for _step in range(3)]
    assert [page.headers.get("Refresh") for page in seen] == ["1", "1", None]
    assert [text_of(page).count("Checked: 2 of 5 rows.") for page in seen] == [1, 0, 0]
    assert '<progress id="progress" class="table-progress" value="2" max="5">' in body_of(seen[0])
    assert "Import 5 rows" in text_of(seen[2])
    editor_client.post(journey, {"becomes": "draft"})
    assert "Imported: 2 of 5 rows." in text_of(editor_client.get(journey))
    while "Refresh" in editor_client.get(journey).headers:
        pass
    assert Partner.objects.count() == 5


def test_many_changes_stand_on_several_pages(editor_client):
    lines = [LINES[0], *([f"p-{n}", f"Partner {n}", "state"] for n in range(60))]
    journey, page = preview(editor_client, lines)
    assert "Page 1 of 3" in text_of(page)
    last = editor_client.get(f"{journey}?page=99")
    assert [change["line"] for change in last.context["changes"]] == [*range(52, 62)]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"PK\x03\x04", as_xlsx([["a"]])])
def test_odd_files_come_back_with_words(editor_client, data):
    response = upload(editor_client, data)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]


def test_file_that_is_too_large_is_not_read(editor_client, settings):
    settings.UPLOAD_LIMIT = 10
    assert "Upload a file of at most 10" in text_of(upload(editor_client, as_csv(LINES)))


def test_table_of_another_language_reads_the_same(editor_client, client):
    Event.objects.create(slug="a", title_en="A", type="meeting", when="2022-03")
    english = exported("event")
    client.cookies["django_language"] = "ru"
    answer = client.get(
        address("export_table", "event", form="csv"), headers={"Accept-Language": "ru"}
    )
    assert lines_of(answer) == english
