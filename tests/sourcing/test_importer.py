"""Importing texts of different make: what is recognised, kept, proposed and left alone."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import override

from cooperation.changes.addresses import free_slug
from cooperation.changes.import_article import compare, import_article
from cooperation.formats.manuscripts import ManuscriptError, parse_manuscript
from cooperation.models import (
    Agreement,
    Article,
    Event,
    Evidence,
    Figure,
    Manuscript,
    Mention,
    Person,
    Record,
    Relation,
    Suggestion,
)
from cooperation.sourcing import suggestions
from cooperation.sourcing.open_sentences import open_sentences
from tests.support.factories import EventFactory, PartnerFactory, PersonFactory
from tests.support.texts import TEXTS


def bring(name, user=None, **options):
    return import_article((TEXTS / name).read_bytes(), name, user, **options)


# Texts of different make

MADE = {
    # file: language, title, (name, role, institution), date, headings
    "wrapped.txt": ("en", "Two valleys, one orchard",
        ("Anna Hill", "Senior agronomist", "Institute of Orchard Studies"), None,
        ["", "The first years", "What comes next"]),
    "russian_cp1251.txt": ("ru", "Встреча садоводов двух долин",
        ("Мария Соколова", "научный сотрудник", "Института садоводства Верхней долины"), None,
        ["", "ИТОГИ ВСТРЕЧИ", "ПЛАНЫ НА БУДУЩЕЕ"]),
    "russian_headings.txt": ("ru", "САДЫ ВЕРХНЕЙ ДОЛИНЫ", ("Игорь Лесной", "агроном", ""),
        "2022-10-12", ["", "ПЕРВЫЕ ДЕРЕВЬЯ", "НОВЫЕ ДЕРЕВЬЯ"]),
    "utf16.txt": ("en", "River notes", ("Peter Marsh", "editor", "Centre for River Studies"),
        "2020-07-04", [""]),
    "letter.md": ("en", "A network of lighthouses", ("Clara Stone", "", ""), "2023-02-02",
        ["", "Lamps", "Fog"]),
    "page.html": ("en", "Bridges of the delta", ("Tom Reed", "Chief engineer", "Delta University"),
        "2022-05-05", ["", "Materials"]),
    "uzbek_latin.txt": ("uz", "Ikki vodiy bogʻbonlari",
        ("Dilnoza Karimova", "katta ilmiy xodimi", "Bogʻdorchilik instituti"), None,
        ["", "HAMKORLIK"]),
    "uzbek_cyrillic.txt": ("uz", "Икки водий боғбонлари",
        ("Дилноза Каримова", "катта илмий ходими", "Боғдорчилик институти"), None,
        ["", "ҲАМКОРЛИК"]),
    "byline_on_top.txt": ("en", "Salt roads of the north",
        ("Maria Lane", "Researcher", "Institute of Salt Roads"), "2019-11-11", [""]),
    "no_headings.txt": ("en", "", None, None, [""]),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_text_is_recognised(name):
    text = parse_manuscript((TEXTS / name).read_bytes(), name)
    byline = text.byline and (text.byline.name, text.byline.role, text.byline.institution)
    date = str(text.date) if text.date else None
    headings = [part.heading for part in text.parts]
    assert (text.language, text.title, byline, date, headings) == MADE[name]


@pytest.mark.parametrize("name", MADE)
def test_text_becomes_a_draft_with_sentences_and_quotable_suggestions(db, name):
    found = bring(name)
    article = found.kept.article
    assert article.status == Record.Status.DRAFT
    assert article.title_en == (found.text.title or f"Untitled ({name})")
    assert getattr(article, f"body_{found.text.language}") == found.text.html
    assert {passage.language for passage in article.passages.all()} == {found.text.language}
    rows = list(article.suggestions.all())
    assert rows
    assert all(row.passage.text == row.quote for row in rows)
    assert all(evidence.quote_is_in_article() for evidence in article.supports.all())
    assert set(Record.objects.values_list("kind", flat=True)) == {"article"}


def docx(*paragraphs):
    """Return the bytes of a .docx file of (style, text), as a word processor writes it."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("Title", "Title"), ("H1", "heading 1"), ("N", "Normal"))
    )
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{main}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f'<w:styles xmlns:w="{word}">{styles}</w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return packed.getvalue()


def test_docx_is_recognised(db):
    data = docx(
        ("Title", "Mills on the stream"),
        ("N", "The Mill Charter was adopted in March 2017."),
        ("H1", "Wheels"),
        ("N", "Around 12 wheels turn."),
        ("N", "Rosa Field"),
        ("N", "Head of Section at the Museum Council"),
    )
    found = import_article(data, "mills.docx")
    assert found.text.title == "Mills on the stream"
    assert [part.heading for part in found.text.parts] == ["", "Wheels"]
    assert (found.text.byline.name, found.text.byline.role) == ("Rosa Field", "Head of Section")
    assert [(row.kind, row.title) for row in Suggestion.objects.in_order()] == [
        ("agreement", "Mill Charter"),
        ("figure", "Around 12 wheels"),
        ("person", "Rosa Field"),
    ]


# Keeping, repeating, changing


def test_bytes_are_kept_as_they_came(db, editor):
    data = (TEXTS / "russian_cp1251.txt").read_bytes()
    kept = bring("russian_cp1251.txt", editor).kept
    kept.refresh_from_db()
    assert bytes(kept.data) == data
    assert kept.imported_by == editor == kept.article.created_by


def test_same_file_again_changes_nothing(db):
    first = bring("letter.md")
    rows = [Article, Manuscript, Suggestion, Evidence, Record, Relation, Mention]
    before = [list(model.objects.order_by("pk").values()) for model in rows]
    again = import_article((TEXTS / "letter.md").read_bytes(), "other name.md")
    assert (again.state, again.kept) == ("same", first.kept)
    assert [list(model.objects.order_by("pk").values()) for model in rows] == before


def test_changed_file_is_compared_and_not_saved(db):
    bring("no_headings.txt")
    data = (TEXTS / "no_headings.txt").read_bytes().replace(b"April 2018", b"May 2018")
    found = import_article(data, "No_Headings.TXT")
    assert found.state == "changed"
    assert "-In April 2018, the ferrymen signed an agreement on lanterns." in found.diff
    assert "+In May 2018, the ferrymen signed an agreement on lanterns." in found.diff
    assert Manuscript.objects.count() == 1
    assert import_article(data, "no_headings.txt", separate=True).state == "new"
    assert len(set(Article.objects.values_list("slug", flat=True))) == 2


def test_comparing_saves_nothing(db):
    assert compare((TEXTS / "letter.md").read_bytes(), "letter.md").state == "new"
    assert not Record.objects.exists()


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n", b"\x00\x01", b"x" * 50_000_000])
def test_nothing_is_saved_of_what_cannot_be_read(db, data):
    with pytest.raises(ManuscriptError):
        import_article(data, "text.txt")
    assert not Record.objects.exists()
    assert not Manuscript.objects.exists()


def test_nothing_is_saved_by_halves(db, monkeypatch):
    monkeypatch.setattr("cooperation.changes.import_article.save_suggestions", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring("letter.md")
    assert not Record.objects.exists()
    assert not Manuscript.objects.exists()


def test_title_in_another_language_stands_in_for_the_english_one(db):
    article = bring("russian_cp1251.txt").kept.article
    assert article.title_en == article.title_ru == "Встреча садоводов двух долин"
    assert article.body_en in (None, "")
    assert article.slug == "vstrecha-sadovodov-dvukh-dolin"


# Author and date


def test_known_author_is_linked_with_evidence(db):
    person = PersonFactory(title_en="Maria Lane")
    article = bring("byline_on_top.txt").kept.article
    relation = Relation.objects.get()
    assert (relation.subject_id, relation.verb, relation.object_id) == (
        article.pk,
        "written_by",
        person.pk,
    )
    quotes = set(Evidence.objects.values_list("field", "quote"))
    assert quotes == {
        ("", "Maria Lane Researcher at the Institute of Salt Roads"),
        ("when", "11 November 2019"),
    }
    assert not Suggestion.objects.filter(kind="person").exists()


def test_author_whose_name_two_people_bear_is_only_proposed(db):
    PersonFactory(title_en="Maria Lane")
    PersonFactory(title_en="Maria Lane")
    bring("byline_on_top.txt")
    assert not Relation.objects.exists()


def test_unknown_author_is_proposed_and_accepted_with_the_post(db, editor):
    institute = PartnerFactory(title_en="Institute of Salt Roads")
    article = bring("byline_on_top.txt").kept.article
    proposed = Suggestion.objects.get(kind="person")
    assert proposed.is_uncertain
    person = suggestions.accept(proposed, editor, free_slug)
    joined = {
        (each.subject_id, each.verb, each.object_id, each.role_en)
        for each in Relation.objects.all()
    }
    assert (article.pk, "written_by", person.pk) in {each[:3] for each in joined}
    assert (person.pk, "post_at", institute.pk, "Researcher") in joined
    assert Person.objects.get().status == Record.Status.DRAFT


# Accepting and dismissing


def suggested(title):
    return Suggestion.objects.get(title=title)


def test_accepted_agreement_is_a_draft_whose_values_have_evidence(db, editor):
    bring("wrapped.txt")
    record = suggestions.accept(suggested("Orchard Protocol"), editor, free_slug)
    agreement = Agreement.objects.get()
    assert agreement.record == record
    assert (agreement.status, agreement.type, agreement.act, str(agreement.when)) == (
        Record.Status.DRAFT,
        "protocol",
        "signed",
        "2021-06-03",
    )
    evidence = record.evidence.all()
    assert {each.field for each in evidence} == {"title", "type", "act", "when"}
    assert all(each.quote_is_in_article() and each.passage for each in evidence)
    row = suggested("Orchard Protocol")
    assert (row.state, row.record, row.decided_by) == ("accepted", record, editor)


def test_made_up_title_is_inferred(db, editor):
    bring("wrapped.txt")
    record = suggestions.accept(suggested("Signing: Orchard Protocol"), editor, free_slug)
    assert record.evidence.get(field="title").basis == "inferred"


def test_figure_needs_its_record_and_keeps_its_qualifier(db, editor):
    bring("wrapped.txt")
    figure = suggested("About 120 farmers")
    with pytest.raises(ValidationError):
        suggestions.accept(figure, editor, free_slug)
    event = EventFactory()
    suggestions.accept(figure, editor, free_slug, event.record)
    with override("en"):
        assert str(Figure.objects.get()) == "about 120 farmers"
    assert Evidence.objects.get(figure__isnull=False).record_id == event.pk


def test_accepting_for_an_existing_record_adds_only_evidence(db, editor):
    event = EventFactory(title_en="Seminar on fruit", type="training", when="2022")
    bring("wrapped.txt")
    suggestions.accept(suggested("seminar"), editor, free_slug, event.record)
    assert Event.objects.count() == 1
    assert {each.field for each in event.evidence.all()} == {"title", "type"}
    assert str(Event.objects.get().when) == "2022"


def test_record_of_another_kind_is_refused(db, editor):
    bring("wrapped.txt")
    with pytest.raises(ValidationError):
        suggestions.accept(suggested("Orchard Protocol"), editor, free_slug, EventFactory().record)
    assert suggested("Orchard Protocol").state == "pending"


def test_suggestion_is_decided_once_and_dismissal_can_be_taken_back(db, editor):
    bring("wrapped.txt")
    row = suggested("Orchard Protocol")
    suggestions.dismiss(row, editor)
    with pytest.raises(suggestions.AlreadyDecided):
        suggestions.accept(row, editor, free_slug)
    suggestions.reopen(row)
    suggestions.accept(row, editor, free_slug)
    suggestions.reopen(row)
    assert suggested("Orchard Protocol").state == "accepted"
    assert Agreement.objects.count() == 1


def test_supported_sentence_is_no_longer_open(db, editor):
    article = bring("wrapped.txt").kept.article
    before = {each.text for each in open_sentences(article)}
    row = suggested("Orchard Protocol")
    suggestions.accept(row, editor, free_slug)
    assert before - {each.text for each in open_sentences(article)} == {row.quote}


@pytest.mark.parametrize("name", MADE)
def test_every_suggestion_can_be_accepted(db, editor, name):
    bring(name)
    event = EventFactory().record
    for row in Suggestion.objects.in_order():
        suggestions.accept(row, editor, free_slug, event if row.kind == "figure" else None)
    assert not Suggestion.objects.pending().exists()
    assert all(evidence.quote_is_in_article() for evidence in Evidence.objects.all())


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("suggestion_kind_is_known", {"kind": "rumour"}),
        ("suggestion_decided_has_time", {"state": "accepted"}),
        ("suggestion_decided_has_time", {"decided_at": timezone.now()}),
        ("suggestion_doubt_has_reason", {"is_uncertain": True, "why": ""}),
    ],
)
def test_database_refuses_what_no_suggestion_is(db, name, change):
    bring("letter.md")
    with pytest.raises(IntegrityError, match=name):
        Suggestion.objects.filter(kind="agreement").update(**change)


# The command


def test_command_reports_and_saves(db, capsys):
    call_command("import_article", TEXTS / "letter.md")
    printed = capsys.readouterr().out
    assert "Title: A network of lighthouses" in printed
    assert "agreement: Lighthouse Memorandum" in printed
    assert "date: 1 February 2023" in printed
    assert Manuscript.objects.get().sha256 in printed
    call_command("import_article", TEXTS / "letter.md")
    assert "nothing was changed" in capsys.readouterr().out


def test_dry_run_reports_and_saves_nothing(db, capsys):
    call_command("import_article", TEXTS / "letter.md", "--dry-run")
    assert "agreement: Lighthouse Memorandum" in capsys.readouterr().out
    assert not Record.objects.exists()


def test_command_shows_what_differs_and_exits_with_2(db, capsys, tmp_path):
    call_command("import_article", TEXTS / "no_headings.txt")
    changed = tmp_path / "no_headings.txt"
    changed.write_bytes((TEXTS / "no_headings.txt").read_bytes().replace(b"25", b"26"))
    with pytest.raises(SystemExit) as stopped:
        call_command("import_article", changed)
    assert stopped.value.code == 2
    assert "+No fewer than 26 boats carry them." in capsys.readouterr().out
    assert Article.objects.count() == 1


@pytest.mark.parametrize("name", ["missing.txt", "large.txt", "picture.txt"])
def test_command_names_what_is_wrong(db, tmp_path, name):
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(50_000_000)
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(CommandError, match=name):
        call_command("import_article", tmp_path / name)
    assert not Record.objects.exists()


# The source text
