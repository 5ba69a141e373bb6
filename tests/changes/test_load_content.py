"""Loading the content that comes with the site."""

import json

import pytest
from django.core.management import CommandError, call_command

from cooperation.changes import load_content
from cooperation.models import Record


def test_fixtures_are_loaded_in_the_order_of_their_numbers():
    names = [path.name for path in load_content.fixture_paths()]
    assert names == sorted(names)
    assert names[0].startswith("10_")


def test_loading_twice_changes_nothing(db, capsys):
    call_command("load_content")
    first = list(Record.objects.order_by("pk").values())
    call_command("load_content")
    assert list(Record.objects.order_by("pk").values()) == first
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith(f"the register holds {len(first)} records.")
    assert lines[1:] == ["Nothing has changed."]


def test_if_empty_leaves_a_filled_register_alone(db, capsys):
    Record.objects.create(kind="topic", slug="mine", title_en="Mine")
    call_command("load_content", "--if-empty")
    assert Record.objects.count() == 1
    assert "nothing was loaded" in capsys.readouterr().out


def test_wrong_fixture_is_named_and_nothing_is_loaded(db, tmp_path, monkeypatch):
    good = {
        "model": "cooperation.record",
        "fields": {"kind": "topic", "slug": "a", "title_en": "A"},
    }
    bad = {"model": "cooperation.topic", "fields": {"record": ["topic", "nowhere"]}}
    for name, rows in (("10_good.json", [good]), ("20_bad.json", [bad])):
        (tmp_path / name).write_text(json.dumps(rows))
    paths = sorted(tmp_path.glob("*.json"))
    monkeypatch.setattr(load_content, "fixture_paths", lambda: paths)
    with pytest.raises(CommandError, match=r"20_bad\.json"):
        call_command("load_content")
    assert Record.objects.count() == 0
