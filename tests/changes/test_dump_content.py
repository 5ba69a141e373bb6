"""The register written back as fixtures."""

import json

import pytest
from django.core.management import CommandError, call_command

from cooperation.changes import load_content
from cooperation.models import Alias, Evidence, LoadedContent, Page, Partner, Record, Relation


def texts(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}


def rows(folder, name):
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_dump_of_a_fresh_load_is_the_fixtures_byte_for_byte(db, tmp_path, capsys):
    load_content.load()
    call_command("dump_content", tmp_path)
    assert texts(tmp_path) == {
        path.name: path.read_text(encoding="utf-8") for path in load_content.fixture_paths()
    }
    assert (
        f"Wrote {len(load_content.fixture_paths())} files into {tmp_path}."
        in capsys.readouterr().out
    )


def test_dump_holds_the_edits_and_loads_back(db, tmp_path, monkeypatch):
    load_content.load()
    un = Record.objects.get(slug="un")
    Record.objects.filter(pk=un.pk).update(slug="united-nations", when="1945", summary_ru="")
    Evidence.objects.filter(record__slug="isrs").delete()
    own = Alias.objects.create(record=un, text="The Organization", basis="stated")
    new = Partner.objects.create(slug="new", title_en="New", type="state")
    made = Relation.objects.create(subject=new, verb="part_of", object=un)
    call_command("dump_content", tmp_path)
    partners = rows(tmp_path, "20_partners.json")
    before = json.loads(load_content.fixture_paths()[1].read_text(encoding="utf-8"))
    assert len(partners) == len(before) + 3
    edited = next(row for row in partners if row["fields"].get("slug") == "united-nations")
    names = list(before[0]["fields"])
    names.remove("summary_ru")
    names.insert(names.index("status") + 1, "when")
    assert (list(edited["fields"]), edited["fields"]["when"]) == (names, "1945")
    place = next(n for n, row in enumerate(partners) if row.get("pk") == str(own.pk))
    assert partners[place - 1]["fields"]["record"] == ["partner", "united-nations"]
    assert [row["model"] for row in partners[-2:]] == ["cooperation.record", "cooperation.partner"]
    relations = rows(tmp_path, "80_relations.json")
    assert relations[-1] == {
        "model": "cooperation.relation",
        "pk": str(made.pk),
        "fields": {
            "subject": ["partner", "new"],
            "verb": "part_of",
            "object": ["partner", "united-nations"],
        },
    }
    _load_into_empty(tmp_path, monkeypatch)
    again = tmp_path / "again"
    call_command("dump_content", again)
    assert texts(again) == texts(tmp_path)


def test_dump_without_memory_loads_back(db, tmp_path, monkeypatch):
    load_content.load()
    LoadedContent.objects.all().delete()
    call_command("dump_content", tmp_path)
    fixtures = {path.name: json.loads(path.read_text()) for path in load_content.fixture_paths()}
    assert {path.name: len(rows(tmp_path, path.name)) for path in tmp_path.iterdir()} == {
        name: len(found) for name, found in fixtures.items()
    }
    monkeypatch.setattr(load_content, "fixture_paths", lambda: sorted(tmp_path.glob("*.json")))
    report = load_content.load()
    assert (report.added, report.updated, report.deleted, report.differences) == (0, 0, 0, [])


def _load_into_empty(folder, monkeypatch):
    Relation.objects.all().delete()
    Evidence.objects.all().delete()
    for model in reversed(Record.__subclasses__()):
        model.objects.all().delete()
    Page.objects.all().delete()
    LoadedContent.objects.all().delete()
    monkeypatch.setattr(load_content, "fixture_paths", lambda: sorted(folder.glob("*.json")))
    assert load_content.load().differences == []


def test_folder_that_cannot_be_written_is_named(db, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match=r"Cannot write into .*file: .*Name another folder"):
        call_command("dump_content", tmp_path / "file")
