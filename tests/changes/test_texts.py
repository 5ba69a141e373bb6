"""What may stand in a text, whatever the door it comes by."""

import csv
import io
import json
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from cooperation.changes import load_content
from cooperation.changes.errors import Invalid
from cooperation.changes.import_article import import_article
from cooperation.changes.items.save import save_item
from cooperation.changes.save import Edit, save
from cooperation.domain.texts.cleaning import (
    DirectionError,
    check_direction,
    clean_html,
    clean_line,
    clean_prose,
)
from cooperation.exports.about import About
from cooperation.exports.editor_tables import write_workbook
from cooperation.models import Article, Comment, Page, Partner, Record, SiteSettings
from cooperation.snapshots import items
from cooperation.snapshots.capture import capture
from tests.support.databases import database_hash
from tests.support.desk import form_of
from tests.support.door import changed
from tests.support.factories import AgreementFactory, PartnerFactory
from tests.support.forms import sent_back
from tests.support.pages import list_address
from tests.support.tables import checked, exported, messages, outcomes, taken_in

UNSEEN = ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u3164", "\u2800"]
UNSEEN += ["\u202e\u202c", "\u200e \u115f"]
HOSTILE = {
    "A\x01 pact\x1f": "A pact",
    "Co\u00adoper\u200bation\ufeff": "Cooperation",
    "Pact\u2028of\x0btwo": "Pact of two",
    unicodedata.normalize("NFD", "Йод и ўт"): "Йод и ўт",
    "NUL\x00 and \x85next": "NUL and  next",
    "lone \ud800 half": "lone  half",
}
TURNED = ["pay \u202e001", "\u2067pact", "pact\u202c", "a\u2066b\u202cc\u2069"]
PAIRED = ["a \u202bשלום\u202c b", "\u2068name\u2069", "\u200fשלום\u200e", "می\u200cخواهم"]
PAIRED += ["👩\u200d🚀"]
REMEDY = "Type these words again by hand."


@pytest.mark.parametrize("text", HOSTILE)
def test_what_nobody_sees_goes_without_a_word(text):
    assert clean_line(text) == HOSTILE[text]
    assert clean_line(clean_line(text)) == clean_line(text)


@pytest.mark.parametrize("text", UNSEEN)
def test_text_that_shows_nothing_is_empty(text):
    assert (clean_line(text), clean_prose(text), clean_html(f"<p>{text}</p>")) == ("", "", "")


@pytest.mark.parametrize("text", PAIRED)
def test_signs_that_belong_to_a_script_stay(text):
    check_direction(text)
    assert clean_line(text) == text


def test_lines_and_tabs_of_prose_stay():
    assert clean_prose("a\tb\r\nc\rd\x85e\u2029f") == "a\tb\r\nc\nd\ne\nf"


@pytest.mark.parametrize("text", [*TURNED, "one \u202dtwo\nthree\u202c"])
def test_half_a_pair_of_directions_is_refused(text):
    with pytest.raises(DirectionError, match=REMEDY):
        check_direction(text)


# The form


def typed(client, record=None, **fields):
    """Send the form of a partner with these texts, and return the response."""
    address = form_of(record) if record else reverse("admin:cooperation_partner_add")
    return client.post(address, sent_back(client.get(address), **fields), follow=True)


@pytest.mark.parametrize("text", ["\u200b", "\u3164", "\u202e\u202c"])
def test_form_wants_a_title_that_shows_something(editor_client, text):
    response = typed(editor_client, title_en=text, type="state")
    assert "title_en" in response.context["adminform"].form.errors
    assert not Record.objects.exists()


@pytest.mark.parametrize("text", [*HOSTILE][:4])
def test_form_keeps_what_is_seen(editor_client, text):
    typed(editor_client, title_en=text, type="state", short_name_en="\u200b", summary_en=text)
    partner = Partner.objects.get()
    assert (partner.title_en, partner.short_name_en or "") == (HOSTILE[text], "")
    assert partner.summary_en == clean_prose(text).strip()


def test_form_names_field_value_and_remedy_and_keeps_what_was_typed(editor_client):
    response = typed(editor_client, title_en="pay \u202e001", type="state", summary_en="Kept")
    form = response.context["adminform"].form
    assert [*form.errors] == ["title_en"]
    assert "“pay \ufffd001”" in form.errors["title_en"][0]
    assert "U+202E" in form.errors["title_en"][0] and REMEDY in form.errors["title_en"][0]
    assert form["summary_en"].value() == "Kept"
    assert not Record.objects.exists()


# The other doors


@pytest.mark.parametrize("text", HOSTILE)
def test_door_of_records_keeps_what_is_seen(editor, text):
    partner = PartnerFactory(title_en="A", status="published")
    base = capture(partner)
    save(partner, Edit(changed(base, title_en=text), base), by=editor)
    draft = partner.draft.snapshot[0]["fields"]["title_en"]
    save(partner, Edit(changed(partner.draft.snapshot, title_en=text), partner.draft.snapshot),
         by=editor, publish=True)  # fmt: skip
    partner.refresh_from_db()
    assert (draft, partner.title_en) == (HOSTILE[text], HOSTILE[text])


@pytest.mark.parametrize("text", [*UNSEEN, *TURNED])
def test_door_of_records_refuses_what_cannot_be_cleaned(editor, text):
    partner = PartnerFactory(title_en="A")
    base, before = capture(partner), database_hash()
    with pytest.raises(Invalid, match="title"):
        save(partner, Edit(changed(base, title_en=text), base), by=editor)
    assert database_hash() == before


@pytest.mark.parametrize("text", TURNED)
def test_text_that_stood_there_before_is_no_reason_to_refuse_another(editor, text):
    partner = PartnerFactory(title_en=text)
    base = capture(partner)
    save(partner, Edit(changed(base, summary_en="New"), base), by=editor, publish=True)
    partner.refresh_from_db()
    assert partner.summary_en == "New"


def test_items_are_cleaned_and_refused_alike(administrator):
    page = Page.objects.create(slug="about", title_en="A", body_en="<p>A</p>")
    base = items.capture(page)
    wanted = changed(base, title_en="A\u200bb\x01", body_en="<p>\u3164</p>")
    save_item(page, Edit(wanted, base), by=administrator, publish=True)
    page.refresh_from_db()
    assert (page.title_en, page.body_en) == ("Ab", "")
    settings = SiteSettings.current()
    settings.save()
    base = items.capture(settings)
    for text in (UNSEEN[0], TURNED[0]):
        with pytest.raises(Invalid, match="name"):
            save_item(settings, Edit(changed(base, name_en=text), base), by=administrator)


def test_tables_clean_and_refuse_alike(editor):
    heading = ["slug", "title_en", "type", "summary_en", "aliases"]
    lines = [
        ["a", "A\u200b pact", "state", "co\u00adoperation", "Al\u2060ly; \u200b"],
        ["b", "\u3164", "state", "", ""],
        ["c", "C", "state", "", "pay \u202e001"],
    ]
    begun = taken_in([heading, *lines], "partner", editor)
    assert outcomes(begun) == [(2, "new", "a"), (3, "bad", "b"), (4, "bad", "c")]
    assert [REMEDY in text for text in messages(begun)] == [False, True]
    partner = Partner.objects.get()
    found = (partner.title_en, partner.summary_en, [each.text for each in partner.aliases.all()])
    assert found == ("A pact", "cooperation", ["Ally"])


def test_imported_articles_are_cleaned(editor):
    text = "# A\u200b title\n\n\u202ePaid\u00ad in full.\n\n\u3164\n\n" + unicodedata.normalize(
        "NFD", "Йод и ёлка стоят здесь."
    )
    import_article(text.encode(), "a.md", by=editor)
    article = Article.objects.get()
    assert article.title_en == "A title"
    body = article.body_ru or article.body_en
    assert body == "<p>Paid in full.</p><p>Йод и ёлка стоят здесь.</p>"


def fixture(tmp_path, monkeypatch, title):
    base = {"kind": "topic", "slug": "a", "title_en": title}
    rows = [{"model": "cooperation.record", "fields": base}]
    rows.append({"model": "cooperation.topic", "fields": {"record": ["topic", "a"]}})
    path = tmp_path / "10_topics.json"
    path.write_text(json.dumps(rows))
    monkeypatch.setattr(load_content, "fixture_paths", lambda: [path])


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\ud800" not in text])
def test_fixtures_are_cleaned(db, tmp_path, monkeypatch, text):
    fixture(tmp_path, monkeypatch, text)
    load_content.load()
    assert Record.objects.get().title_en == HOSTILE[text]


@pytest.mark.parametrize("text", ["\u200b", "pay \u202e001"])
def test_fixtures_that_cannot_be_cleaned_are_refused(db, tmp_path, monkeypatch, text):
    fixture(tmp_path, monkeypatch, text)
    with pytest.raises(Exception, match=r"10_topics\.json, row 1 .*title_en"):
        load_content.load()
    assert not Record.objects.exists()


@pytest.mark.parametrize("text", ["\u200b", "pay \u202e001"])
def test_comments_are_cleaned_and_refused_alike(db, text):
    with pytest.raises(ValidationError) as refusal:
        Comment(record=PartnerFactory().record, text=text).full_clean()
    assert [*refusal.value.message_dict] == ["text"]
    comment = Comment(record=PartnerFactory().record, text="Ti\u00adny\x01", name="\u2800")
    comment.full_clean()
    assert (comment.text, comment.name) == ("Tiny", "")


# Exports of what stood there before


STORABLE = [text for text in HOSTILE if "\ud800" not in text and "\x00" not in text]
ROUND = [*STORABLE, *TURNED, *UNSEEN]


def workbook_lines(kind):
    keys = list(Record.objects.of_kind(kind).order_by("pk").values_list("pk", flat=True))
    file = io.BytesIO()
    write_workbook(file, kind, keys, About("Partners", [], "", ""))
    return [[cell or "" for cell in row] for row in load_workbook(file).worksheets[0].values], file


def test_tables_of_hostile_texts_leave_and_come_back_unchanged(editor):
    for number, text in enumerate(ROUND):
        partner = PartnerFactory(title_en=f"P{number} {text}", summary_ru=text, short_name_en=text)
        partner.aliases.create(text=f"{text}{number}")
    PartnerFactory(title_en="\u3164")
    before, slugs = database_hash(), [line[0] for line in exported("partner")[1:]]
    lines, file = workbook_lines("partner")
    for table in (exported("partner"), lines, file.getvalue()):
        begun = checked(table, "partner", editor)
        assert outcomes(begun) == [(n, "same", slug) for n, slug in enumerate(slugs, 2)]
        begun.confirm(is_publishing=True)
        begun.continue_for(60)
    assert database_hash() == before


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lists_for_readers_with_hostile_texts_are_files(client, db, form):
    for number, text in enumerate(ROUND):
        AgreementFactory(title_en=f"{number} {text}", summary_en=text)
    response = client.get(f"{list_address('agreement')}export.{form}")
    assert response.status_code == 200
    data = b"".join(response.streaming_content)
    if form == "csv":
        rows = [*csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    else:
        rows = [*load_workbook(io.BytesIO(data)).worksheets[0].values]
    assert len(rows) == len(ROUND) + 1
