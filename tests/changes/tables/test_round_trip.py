"""What is exported and imported again is unchanged, whatever it holds."""

import io
from collections import Counter

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from cooperation.changes import drafts
from cooperation.changes.tables import cells
from cooperation.changes.tables.columns import columns_of
from cooperation.exports.about import About
from cooperation.exports.editor_tables import write_workbook
from cooperation.models import Draft, Record
from cooperation.snapshots.capture import capture
from tests.support.databases import database_hash
from tests.support.effort import few_or_many, try_each
from tests.support.factories import AgreementFactory, PartnerFactory
from tests.support.pages import list_address
from tests.support.records import KINDS, full_record
from tests.support.tables import (
    as_csv,
    as_xlsx,
    checked,
    exported,
    messages,
    outcomes,
    taken_in,
)

pytestmark = pytest.mark.django_db

LETTERS = "abЯoʻ;\\,\"'=+-@ \n\tё/«"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("make", [lambda lines: lines, as_xlsx])
def test_export_and_import_change_nothing(kind, make, editor):
    record = full_record(kind, editor)
    lines = exported(kind)
    before = database_hash()
    begun = checked(make(lines), kind, editor)
    slugs = [line[0] for line in lines[1:]]
    assert record.slug in slugs
    assert outcomes(begun) == [(n, "same", slug) for n, slug in enumerate(slugs, 2)]
    begun.confirm(is_publishing=True)
    begun.continue_for(60)
    assert (begun.stage, database_hash()) == ("done", before)


@pytest.mark.parametrize("kind", KINDS)
def test_table_makes_a_like_record_of_a_new_address(kind, editor):
    full_record(kind, editor)
    heading, *_others, line = exported(kind)
    copy = ["a-copy", *line[1:-1], ""]
    begun = taken_in([heading, copy], kind, editor)
    assert outcomes(begun, "write") == [(2, "new", "a-copy")]
    assert exported(kind)[-1][:-1] == copy[:-1]
    made = Record.objects.get(kind=kind, slug="a-copy")
    assert (made.status, made.created_by) == ("draft", editor)


def test_headings_are_those_of_the_kind():
    assert [column.heading for column in columns_of("partner")] == [
        "title_en", "title_ru", "title_uz", "summary_en", "summary_ru", "summary_uz", "when",
        "type", "short_name_en", "short_name_ru", "short_name_uz",
        "party_to", "represented_at", "member_of", "part_of", "partner_of", "topics",
        "inverse:signed_by", "inverse:approved_by", "inverse:instrument_of",
        "inverse:deposited_with", "inverse:disseminated_by", "inverse:hosted_by",
        "inverse:held_with", "inverse:initiated_by", "inverse:carried_out_by",
        "inverse:supported_by", "inverse:member_of", "inverse:post_at", "inverse:part_of",
        "inverse:partner_of", "inverse:covers", "aliases",
    ]  # fmt: skip


@given(texts=st.lists(st.text(LETTERS, min_size=1, max_size=12), max_size=4))
def test_texts_in_one_cell_come_back(texts):
    plain = list(dict.fromkeys(filter(None, (" ".join(text.split()) for text in texts))))
    assert cells.split(cells.joined(plain)) == plain


HOSTILE = [
    "=1+1", "+998 71 200", "-5", "@name", "'=quoted", "\t=1", "＝1+1", "#REF!", "#N/A", "Err:502",
    "a\x01b", "\x7fc", "_x0041_", "_x005F_x0041_", "x005F_", "a\rb", "a\r\nb\n\nc", "a\u2028b",
    "a\u200bb", "\u200b", "\ufeffa", "so\xadft", "\u202eabc", "Cafe\u0301", "Кийи\u0306в",
    'say "so"', "'tis", "a;b\\;c", "a,b\tc", "  spaces  ", "\xa0no break\xa0",
    "007", "1.500", "1,234.5", "1e5", "2022", "March 2022", "2022-03", "5/12/2023", "TRUE", "null",
    "Ўзбекистон", "Oʻzbekiston", "اتفاقية", "协议", "🙂👩‍👩‍👧", "�", "\ufffe",
    "(too long)", "x" * 32_767, "🙂" * 16_384, "\x01" * 6_000, "x" * 40_000,
]  # fmt: skip
DATES = ["2022", "2022-03", "2022-03-14", "2022-03~", "2024/2025", "2016/..", "1900", "0999-01-01"]


def as_workbook(kind):
    """Return the list of a kind as the desk gives it, an XLSX file."""
    keys = list(Record.objects.of_kind(kind).order_by("pk").values_list("pk", flat=True))
    file = io.BytesIO()
    write_workbook(file, kind, keys, About("List", [], "", ""))
    return file.getvalue()


def saved_again(data):
    """Return a workbook as another program saves it, with its texts in one place."""
    file = io.BytesIO()
    load_workbook(io.BytesIO(data)).save(file)
    return file.getvalue()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_hostile_texts_and_dates_come_back_unchanged(editor, language):
    for number, text in enumerate([*HOSTILE, *DATES]):
        agreement = AgreementFactory(
            title_en="T", when=DATES[number % len(DATES)], venue_ru=text[:200], type="roadmap"
        )
        titles = {"title_en": text[:300], "summary_en": text, "summary_uz": text}
        Record.objects.filter(pk=agreement.pk).update(**titles)
        agreement.aliases.create(text=text[:200])
    before = database_hash()
    with translation.override(language):
        book = as_workbook("agreement")
        tables = [as_csv(exported("agreement")), book, saved_again(book)]
        found = [outcomes(checked(table, "agreement", editor)) for table in tables]
    same = {"same": len(HOSTILE) + len(DATES)}
    assert [Counter(outcome for _line, outcome, _slug in rows) for rows in found] == [same] * 3
    assert database_hash() == before


@pytest.mark.parametrize("prefix", ["", "/ru", "/uz"])
@pytest.mark.parametrize("kind", ["agreement", "event"])
def test_list_for_readers_is_understood_in_every_language(client, editor, kind, prefix):
    record = full_record(kind)
    answer = client.get(f"{prefix}{list_address(kind)}export.xlsx")
    begun = checked(answer.getvalue(), kind, editor)
    assert (messages(begun), outcomes(begun)) == ([], [(2, "same", record.slug)])
    ignored = begun.about["ignored"]
    assert not {"Title", "Название", "Parties", "Стороны", "Tomonlar", "Темы"} & {*ignored}
    assert len(ignored) > 5


@few_or_many(6, 50)
def test_odd_texts_come_back(editor, examples):
    def come_back(texts):
        Record.objects.filter(kind="partner").delete()
        partner = PartnerFactory(title_en=texts[0], summary_ru=texts[1])
        partner.aliases.create(text=texts[2])
        for lines in (exported("partner"), as_xlsx(exported("partner"))):
            begun = checked(lines, "partner", editor)
            assert outcomes(begun) == [(2, "same", partner.slug)]

    three = st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=3, max_size=3)
    try_each(examples, come_back, texts=three)


def test_draft_is_exported_as_editors_see_it(editor):
    agreement = AgreementFactory(title_en="As it is")
    snapshot = capture(agreement)
    snapshot[0]["fields"]["title_en"] = "As it is to be"
    drafts.save_draft(agreement, snapshot, editor)
    heading, line = exported("agreement")
    assert line[heading.index("title_en")] == "As it is to be"
    assert outcomes(checked([heading, line], "agreement", editor)) == [(2, "same", agreement.slug)]
    assert Draft.objects.count() == 1
