"""Old addresses and the content that is loaded: neither takes anything from the other."""

import json

import pytest
from django.core.management import call_command

from cooperation.changes import load_content
from cooperation.changes.consequences import history, redirects
from cooperation.changes.merge_duplicate import merge_duplicate
from cooperation.models import (
    Evidence,
    LoadedContent,
    OldAddress,
    Page,
    Record,
    Relation,
    SiteSettings,
)

pytestmark = pytest.mark.django_db


def topic(slug, **fields):
    record = {"kind": "topic", "slug": slug, "title_en": slug.title(), "status": "published"}
    times = dict.fromkeys(["created_at", "updated_at"], "2026-11-24T09:00:00Z")
    return [
        {"model": "cooperation.record", "fields": record | times | fields},
        {"model": "cooperation.topic", "fields": {"record": ["topic", slug]}},
    ]


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Return what loads rows as the only fixture."""
    monkeypatch.setattr(load_content, "fixture_paths", lambda: sorted(tmp_path.glob("*.json")))

    def load(*rows):
        (tmp_path / "10_topics.json").write_text(json.dumps(rows))
        return load_content.load()

    return load


def move(slug, to):
    """Change the address of a record as its form does."""
    record = Record.objects.get(slug=slug)
    history.add_first_revision(record)
    Record.objects.filter(pk=record.pk).update(slug=to)
    history.add_revision(record, history.Act.PUBLISHED)


def known():
    rows = OldAddress.objects.select_related("record")
    return {row.slug: row.record and row.record.slug for row in rows}


def test_record_that_editors_have_moved_stays_where_it_is(load):
    load(*topic("a"), *topic("b"))
    move("a", "c")
    report = load(*topic("a", summary_en="New"), *topic("b"))
    assert (report.updated, report.differences) == (1, [])
    assert (Record.objects.get(slug="c").summary_en, known()) == ("New", {"a": "c"})


def test_new_record_takes_no_address_that_leads_to_another(load):
    move_to = load(*topic("a")), move("a", "b")
    assert move_to[0].added == 2
    LoadedContent.objects.all().delete()
    report = load(*topic("a"))
    assert report.differences == [
        "10_topics.json, row 1: Topic “A” is new, but its address leads to another record; "
        "it is left out."
    ]
    assert (Record.objects.count(), known()) == (1, {"a": "b"})
    assert load(*topic("a")).is_silent


def test_record_that_goes_from_the_fixtures_is_gone_until_it_comes_back(load, client):
    load(*topic("a"), *topic("b", status="draft"))
    load()
    assert known() == {"a": None}
    assert [client.get(f"/topics/{slug}/").status_code for slug in "ab"] == [410, 404]
    load(*topic("a"))
    assert (known(), client.get("/topics/a/").status_code) == ({}, 200)


def test_record_to_which_an_old_address_leads_is_not_deleted(load):
    load(*topic("a"))
    redirects.redirect("topic", "z", Record.objects.get().pk, "changed")
    assert load(*topic("b")).differences == [
        "10_topics.json, row 1: Topic “A” is no longer in the fixtures, but is used here; it stays."
    ]
    assert known() == {"z": "a"}


def test_dump_takes_old_addresses_along_and_loads_back(tmp_path, monkeypatch):
    load_content.load()
    un, isrs = (Record.objects.get(kind="partner", slug=slug) for slug in ("un", "isrs"))
    merge_duplicate(un, isrs)
    move("isrs", "institute")
    before = known()
    assert before == {"un": "institute", "isrs": "institute"}
    call_command("dump_content", tmp_path, verbosity=0)
    for model in (Relation, Evidence, *reversed(Record.__subclasses__()), Page, SiteSettings):
        model.objects.all().delete()
    OldAddress.objects.all().delete()
    LoadedContent.objects.all().delete()
    monkeypatch.setattr(load_content, "fixture_paths", lambda: sorted(tmp_path.glob("*.json")))
    assert load_content.load().differences == []
    assert known() == before
    assert load_content.load().is_silent
    call_command("dump_content", tmp_path / "again", verbosity=0)
    for path in tmp_path.glob("*.json"):
        assert (tmp_path / "again" / path.name).read_text() == path.read_text()
