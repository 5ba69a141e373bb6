"""Fixtures with memory: loading a new version keeps what editors have done."""

import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from cooperation.changes import load_content
from cooperation.changes.content.fixtures import FixtureError
from cooperation.models import (
    Alias,
    Article,
    Evidence,
    LoadedContent,
    Manuscript,
    OutdatedTranslation,
    Page,
    Partner,
    Record,
    Relation,
    Revision,
)
from cooperation.snapshots.parts import raw_queryset
from tests.support.content_files import (
    ALIAS,
    EVIDENCE,
    NEW,
    RELATION,
    ContentFiles,
    part,
    partner,
    relation,
)


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Five partners, a relation, its evidence, another name and a page, as two fixtures."""
    rows = [row for slug in ("alpha", "beta", "gamma", "delta", "omega") for row in partner(slug)]
    rows.append(part("alias", ALIAS, record=["partner", "alpha"], text="Al", basis="stated"))
    others = [
        relation(),
        part(
            "evidence", EVIDENCE,
            record=["partner", "alpha"], relation=RELATION, basis="outside", note="A list.",
        ),
        {"model": "cooperation.page", "fields": {"slug": "about", "title_en": "About"}},
    ]  # fmt: skip
    files = ContentFiles(tmp_path, {"20_partners.json": rows, "80_others.json": others})
    monkeypatch.setattr(load_content, "fixture_paths", lambda: sorted(tmp_path.glob("*.json")))
    return files


def everything():
    """Return all rows of the application, whatever has made them."""
    found = apps.get_app_config("cooperation").get_models(include_auto_created=True)
    return {model: sorted(map(repr, raw_queryset(model).values_list())) for model in found}


def run(capsys, **options):
    """Run load_content; return the lines that it prints."""
    capsys.readouterr()
    call_command("load_content", **options)
    return capsys.readouterr().out.splitlines()


def record(slug):
    return Record.objects.get(slug=slug)


def test_upgrade_overwrites_nothing_and_is_silent_the_second_time(db, files, capsys):
    load_content.load()
    slugs = ["alpha", "beta", "gamma", "delta", "omega"]
    for slug in slugs:
        Record.objects.filter(slug=slug).update(title=f"E {slug}", title_en=f"E {slug}")
        files.change(slug, title_en=f"F {slug}", summary_en=f"More of {slug}.")
    lines = run(capsys)
    assert lines[:-1] == [
        f"20_partners.json, row {2 * n + 1}: Partner “E {slug}”: "
        f"Title stays “E {slug}”; the fixture says “F {slug}”."
        for n, slug in enumerate(slugs)
    ]
    found = Record.objects.order_by("pk").values_list("title", "title_en", "summary_en")
    assert list(found) == [(f"E {s}", f"E {s}", f"More of {s}.") for s in slugs]
    before = everything()
    assert run(capsys) == ["Nothing has changed."]
    assert everything() == before


def test_upgrade_of_the_fixtures_of_the_site_with_five_edited_records(
    db, tmp_path, monkeypatch, capsys
):
    load_content.load()
    for path in load_content.fixture_paths():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(load_content, "fixture_paths", lambda: sorted(tmp_path.glob("*.json")))
    edited = list(Record.objects.order_by("pk")[:5])
    for one in edited:
        Record.objects.filter(pk=one.pk).update(summary_en="Ours.", summary="Ours.")
    for path in tmp_path.glob("*.json"):
        rows = json.loads(path.read_text(encoding="utf-8"))
        for row in rows:
            if "summary_en" in row["fields"]:
                row["fields"]["summary_en"] += " More."
        path.write_text(json.dumps(rows), encoding="utf-8")
    report = load_content.load()
    assert (report.updated, len(report.differences)) == (Record.objects.count() - 5, 5)
    assert Record.objects.filter(summary_en="Ours.").count() == 5
    assert Record.objects.filter(summary_en__endswith=" More.").count() == report.updated
    assert load_content.load().is_silent


def test_what_only_editors_changed_stays_without_a_word(db, files, capsys):
    load_content.load()
    Record.objects.filter(slug="alpha").update(summary_en="Ours.", summary="Ours.")
    assert run(capsys) == ["Nothing has changed."]
    assert record("alpha").summary_en == "Ours."


def test_the_same_change_on_both_sides_is_no_difference(db, files):
    load_content.load()
    Record.objects.filter(slug="alpha").update(summary_en="Same.", summary="Same.")
    files.change("alpha", summary_en="Same.")
    assert load_content.load().is_silent


def test_dry_run_reports_and_writes_nothing(db, files, capsys):
    load_content.load()
    Record.objects.filter(slug="alpha").update(title="Ours", title_en="Ours")
    files.change("alpha", title_en="Theirs", summary_en="New.")
    files.add("20_partners.json", *partner("sigma"))
    before = everything()
    lines = run(capsys, dry_run=True)
    assert lines == [
        "20_partners.json, row 1: Partner “Ours”: Title stays “Ours”; the fixture says “Theirs”.",
        "Would add 2 rows, update 1 and delete 0; nothing was written.",
    ]
    assert everything() == before


def test_strict_ends_with_3_only_if_something_was_reported(db, files, capsys):
    call_command("load_content", strict=True)
    Record.objects.filter(slug="alpha").update(title="Ours", title_en="Ours")
    files.change("alpha", title_en="Theirs")
    with pytest.raises(CommandError, match="Differences were reported: 1") as raised:
        call_command("load_content", strict=True)
    assert raised.value.returncode == 3
    assert run(capsys, strict=True) == ["Nothing has changed."]


def test_rows_deleted_by_editors_stay_deleted_and_are_told_once(db, files):
    load_content.load()
    Relation.objects.all().delete()
    assert load_content.load().differences == [
        "80_others.json, row 1: relation “Alpha partner of Beta” was deleted in the register "
        "and stays deleted."
    ]
    assert load_content.load().is_silent
    files.rows["80_others.json"][0]["fields"]["role_en"] = "host"
    files.write()
    assert len(load_content.load().differences) == 1
    assert not Relation.objects.exists()
    assert not Evidence.objects.exists()


def test_deleted_record_takes_its_parts_along_and_new_ones_are_left_out(db, files):
    load_content.load()
    Relation.objects.all().delete()
    Partner.objects.get(slug="alpha").delete()
    (line,) = load_content.load().differences
    assert line == (
        "20_partners.json, row 1: Partner “Alpha” was deleted in the register and stays deleted."
    )
    files.add("80_others.json", relation("alpha", "gamma", NEW))
    (line,) = load_content.load().differences
    assert line.endswith("is new, but what it belongs to is not here; it is left out.")
    assert load_content.load().is_silent


def test_links_in_texts_of_fixtures_are_completed_or_refused(db, files):
    page = files.rows["80_others.json"][-1]["fields"]
    page["body_en"] = '<p><a href="www.example.org">a</a> <a href="/partners/">b</a></p>'
    files.write()
    load_content.load()
    stored = Page.objects.get().body_en
    assert stored == '<p><a href="https://www.example.org">a</a> <a href="/partners/">b</a></p>'
    page["body_en"] = '<p><a href="news/1">a</a></p>'
    files.write()
    with pytest.raises(FixtureError, match=r"80_others.json, row 3 .*“news/1” is not a full web"):
        load_content.load()


def test_rows_gone_from_the_fixtures_go_if_untouched(db, files):
    load_content.load()
    files.drop(lambda row: row.get("pk") in (RELATION, EVIDENCE, ALIAS))
    files.drop(lambda row: "omega" in (row["fields"].get("slug"), *row["fields"].get("record", ())))
    report = load_content.load()
    assert (report.deleted, report.differences) == (5, [])
    assert not Relation.objects.exists()
    assert not Alias.objects.exists()
    assert not Record.objects.filter(slug="omega").exists()
    assert load_content.load().is_silent


def test_rows_gone_from_the_fixtures_stay_if_changed_or_used(db, files):
    load_content.load()
    Alias.objects.update(text="Ours")
    Relation.objects.create(
        subject=Partner.objects.get(slug="gamma"), verb="partner_of",
        object=Partner.objects.get(slug="omega"),
    )  # fmt: skip
    files.drop(lambda row: row.get("pk") == ALIAS)
    files.drop(lambda row: "omega" in (row["fields"].get("slug"), *row["fields"].get("record", ())))
    report = load_content.load()
    assert (report.deleted, report.differences) == (
        0,
        [
            "20_partners.json, row 9: Partner “Omega” is no longer in the fixtures, "
            "but is used here; it stays.",
            "20_partners.json, row 11: other name “Ours” of “Alpha” is no longer in the fixtures, "
            "but was changed here; it stays.",
        ],
    )
    assert Record.objects.filter(slug="omega").exists()
    assert load_content.load().is_silent


def test_register_without_memory_is_adopted(db, files):
    load_content.load()
    LoadedContent.objects.all().delete()
    Record.objects.filter(slug="alpha").update(title="Ours", title_en="Ours")
    report = load_content.load()
    assert (report.adopted, report.updated, report.differences) == (
        14,
        0,
        ["20_partners.json, row 1: Partner “Ours”: Title stays “Ours”; the fixture says “Alpha”."],
    )
    assert load_content.load().is_silent
    files.change("alpha", title_en="Newer", summary_en="New.")
    assert len(load_content.load().differences) == 1
    assert (record("alpha").title_en, record("alpha").summary_en) == ("Ours", "New.")


def test_record_is_found_again_after_its_address_has_changed(db, files):
    load_content.load()
    Record.objects.filter(slug="alpha").update(slug="ours")
    files.change("alpha", summary_en="New.")
    files.add("80_others.json", relation("alpha", "gamma", NEW))
    assert load_content.load().differences == []
    assert record("ours").summary_en == "New."
    assert Relation.objects.get(pk=NEW).subject.slug == "ours"
    assert load_content.load().is_silent


def test_new_row_that_editors_have_entered_too_is_left_out(db, files):
    load_content.load()
    alpha, gamma = (Partner.objects.get(slug=slug) for slug in ("alpha", "gamma"))
    own = Relation.objects.create(subject=alpha, verb="partner_of", object=gamma)
    files.add("80_others.json", relation("alpha", "gamma", NEW))
    (line,) = load_content.load().differences
    assert line.endswith("is new, but the register holds the same already; it is left out.")
    assert set(Relation.objects.values_list("pk", flat=True).exclude(pk=RELATION)) == {own.pk}
    assert load_content.load().is_silent


def test_row_can_come_again_under_another_key(db, files):
    load_content.load()
    files.drop(lambda row: row.get("pk") in (RELATION, EVIDENCE))
    files.add("80_others.json", relation(pk=NEW))
    report = load_content.load()
    assert (report.added, report.deleted, report.differences) == (1, 2, [])
    assert [str(pk) for pk in Relation.objects.values_list("pk", flat=True)] == [NEW]


def test_public_record_gets_revisions_and_its_translation_is_out_of_date(db, files):
    load_content.load()
    assert not Revision.objects.exists()
    files.change("alpha", title_en="Newer", updated_at="2026-11-25T09:00:00Z")
    load_content.load()
    revisions = Revision.objects.order_by("number").values_list("act", "snapshot")
    assert [(act, s[0]["fields"]["title_en"]) for act, s in revisions] == [
        ("loaded", "Alpha"),
        ("loaded", "Newer"),
    ]
    assert record("alpha").updated_at.isoformat() == "2026-11-25T09:00:00+00:00"
    (outdated,) = OutdatedTranslation.objects.all()
    assert (outdated.field, outdated.language, outdated.original) == ("title", "ru", "Alpha")


def test_page_is_merged_like_a_record(db, files):
    load_content.load()
    Page.objects.update(order=7)
    files.rows["80_others.json"][-1]["fields"] |= {"title_en": "About us", "order": 2}
    files.write()
    (line,) = load_content.load().differences
    assert line.endswith(": Order in the foot stays “7”; the fixture says “2”.")
    assert Page.objects.values_list("title_en", "order").get() == ("About us", 7)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (partner("sigma", when="yesterday")[0], r"row 4 .*partner/sigma.*“when”: .*'yesterday'"),
        (partner("sigma", colour="red")[0], r"row 4 .*“colour”: the model has no such field"),
        (relation("alpha", "nobody", NEW), r"row 4 .*“object”: there is no .*partner/nobody"),
        (relation(), rf"row 4 .*{RELATION}\): is already in 80_others\.json, row 1"),
        (part("alias", NEW, record=["partner", "beta"], text=""), r"row 4 .*alias_has_text"),
        (part("alias", "7x", record=["partner", "beta"], text="B"), r"row 4: .*7x.* UUID"),
        (part("alias", None, record=["partner", "beta"], text="B"), r"row 4: .* needs “pk”"),
        (part("premise", NEW, inference=ALIAS, words="W"), r"row 4 .*“inference”: there is no"),
        (partner("sigma")[0], r"row 4 .*: the row of its kind is missing"),
        (part("session", NEW), r"row 4: LookupError"),
        (part("mention", NEW), r"row 4: cooperation\.mention cannot be loaded from fixtures"),
    ],
)  # fmt: skip
def test_bad_fixture_changes_nothing_and_names_file_row_and_field(db, files, row, message):
    load_content.load()
    before = everything()
    files.change("alpha", title_en="Newer")
    files.add("80_others.json", row)
    with pytest.raises(CommandError, match=rf"Nothing was loaded\. 80_others\.json, {message}"):
        call_command("load_content")
    assert everything() == before


def test_memory_of_fields_and_models_that_are_gone_is_no_hindrance(db, files):
    load_content.load()
    alpha = LoadedContent.objects.get(model="cooperation.record", key="partner/alpha")
    alpha.fields = [*alpha.fields, ["colour", "red"], ["when", "no date"]]
    alpha.save()
    LoadedContent.objects.create(model="cooperation.gone", key="1", file="a", position=1, fields=[])
    report = load_content.load()
    assert (report.updated, report.differences) == (0, [])


def test_file_that_is_no_json_is_named(db, files):
    (files.folder / "80_others.json").write_text("[{")
    with pytest.raises(CommandError, match=r"Nothing was loaded\. 80_others\.json: .*line 1"):
        call_command("load_content")


def test_row_is_remembered_once(db, files):
    load_content.load()
    known = LoadedContent.objects.first()
    with pytest.raises(IntegrityError, match=r"loaded_content_unique|UNIQUE"):
        LoadedContent.objects.create(
            model=known.model, key=known.key, file="a", position=1, fields=[]
        )


def test_article_of_an_imported_file_stays(db, files):
    article = {"kind": "article", "slug": "text", "title_en": "Text"}
    own = {"model": "cooperation.article", "fields": {"record": ["article", "text"]}}
    files.add("80_others.json", {"model": "cooperation.record", "fields": article}, own)
    load_content.load()
    text = Article.objects.get(slug="text")
    Manuscript.objects.create(article=text, name="a.txt", data=b"", sha256="0" * 64)
    gone = files.rows["80_others.json"][-2:]
    files.drop(lambda row: row in gone)
    (line,) = load_content.load().differences
    assert line.endswith("“Text” is no longer in the fixtures, but is used here; it stays.")
    assert Article.objects.filter(pk=text.pk).exists()
