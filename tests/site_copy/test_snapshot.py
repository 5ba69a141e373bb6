"""The copy of the site: whole, without links that lead nowhere, the same each time."""

import datetime
from unittest.mock import patch

import pytest
from django.core.management import CommandError
from django.utils import timezone

from cooperation.changes.consequences import history
from cooperation.changes.use_case import allow_writes
from cooperation.formats import manifests
from cooperation.models import Agreement, Record, Revision
from cooperation.site_copy.pages import NOT_IN_COPY
from cooperation.views.base import RecordListView
from tests.support.copies import (
    SECRET,
    broken_links,
    small_register,
    snapshot,
    texts_of,
    verified,
)
from tests.support.factories import AgreementFactory, PartnerFactory

PAGES = ("index.html", "agreements/pact/index.html", "topics/page.2/index.html")
FILES = ("agreements/pact.ttl", "agreements/pact/cite.json", "feeds/all.atom", "events.ics")
FILES += ("data/agreements.jsonl", "network.svg", "search-index.js")


@pytest.fixture(autouse=True)
def short_lists(monkeypatch):
    """Let lists have a second page without many records."""
    monkeypatch.setattr(RecordListView, "paginate_by", 2)


def test_copy_is_whole_and_the_same_each_time(db, tmp_path):
    small_register()
    folder, again = tmp_path / "copy", tmp_path / "again"
    assert "which is not there" not in snapshot(folder)
    with patch.object(timezone, "now", lambda: datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)):
        snapshot(again)
    files = texts_of(folder)
    assert {name for name, data in files.items() if data != texts_of(again).get(name)} == set()
    assert files.keys() == texts_of(again).keys()
    assert [name for name in files if name.startswith("media/images/")] != []
    expected = {f"{code}{page}" for code in ("", "ru/", "uz/") for page in PAGES} | {*FILES}
    assert expected - files.keys() == set()
    assert broken_links(folder) == []
    assert [name for name, data in files.items() if SECRET.encode() in data] == []
    assert not any("hidden" in name for name in files)
    pages = {name: data.decode() for name, data in files.items() if name.endswith(".html")}
    for mark in (
        "csrfmiddlewaretoken",
        "nonce=",
        'type="module"',
        'class="filters" method="get" a',
    ):
        assert [name for name, text in pages.items() if mark in text] == []
    assert "Ташкентский пакт" in pages["ru/agreements/pact/index.html"]
    assert '<link rel="canonical" href="http' in pages["agreements/pact/index.html"]
    assert 'http-equiv="Content-Security-Policy"' in pages["index.html"]
    assert f'class="{NOT_IN_COPY}">XLSX' in pages["agreements/index.html"]
    assert 'href="../data/agreements.csv"' in pages["agreements/index.html"]
    assert verified(folder) == ("Everything is as it was made.\n", 0)


def test_register_without_records(db, tmp_path):
    snapshot(tmp_path / "copy")
    assert broken_links(tmp_path / "copy") == []
    manifest = manifests.read(tmp_path / "copy")
    assert (manifest["as_of"], manifest["kind"]) == (None, "register-snapshot")
    assert verified(tmp_path / "copy")[1] == 0


def at(day, **when):
    return datetime.datetime(2024, 5, day, 12, tzinfo=datetime.UTC).replace(**when)


@pytest.fixture
def past(db):
    """A pact renamed on the third, one published on the fourth, one withdrawn on the fifth."""
    pact = AgreementFactory(slug="pact", title_en="Old Name", updated_at=at(1))
    gone = AgreementFactory(slug="gone", title_en="Gone Pact", updated_at=at(1))
    late = AgreementFactory(slug="late", title_en="Late Pact", updated_at=at(4))
    PartnerFactory(slug="draft", title_en=SECRET, status=Record.Status.DRAFT)
    for record, day in ((pact, 1), (gone, 1), (late, 4)):
        history.add_revision(record.record, Revision.Act.PUBLISHED)
        Revision.objects.filter(record=record.pk).update(made_at=at(day))
    Agreement.objects.filter(pk=pact.pk).update(title_en="New Name", updated_at=at(3))
    history.add_revision(
        Record.objects.get(pk=pact.pk), Revision.Act.PUBLISHED, note="Renamed", is_major=True
    )
    Revision.objects.filter(record=pact.pk, number=2).update(made_at=at(3))
    Record.objects.filter(pk=gone.pk).update(status=Record.Status.WITHDRAWN, updated_at=at(5))
    history.add_revision(Record.objects.get(pk=gone.pk), Revision.Act.WITHDRAWN)
    Revision.objects.filter(record=gone.pk, number=2).update(made_at=at(5))
    return pact


def test_copy_as_of_a_day_shows_what_readers_saw_then(past, tmp_path):
    before = list(Record.objects.order_by("pk").values())
    snapshot(tmp_path / "copy", "--as-of", "2024-05-02")
    files = texts_of(tmp_path / "copy")
    everything = b"\n".join(files.values()).decode(errors="replace")
    names = ("Old Name", "Gone Pact", "New Name", "Late Pact", "Renamed", SECRET)
    assert [name in everything for name in names] == [True, True, False, False, False, False]
    assert "agreements/late/index.html" not in files
    assert "Old Name" in files["search-index.js"].decode()
    assert manifests.read(tmp_path / "copy")["as_of"] == "2024-05-02"
    assert broken_links(tmp_path / "copy") == []
    assert list(Record.objects.order_by("pk").values()) == before
    assert Revision.objects.count() == 5


@pytest.mark.parametrize(
    ("typed", "said"),
    [("2024-13-01", "is no day"), ("yesterday", "is no day"), ("2999-01-01", "is not over yet")],
)
def test_wrong_day_is_named(db, tmp_path, typed, said):
    with pytest.raises(CommandError, match=said):
        snapshot(tmp_path / "copy", "--as-of", typed)
    assert not (tmp_path / "copy").exists()


def test_page_that_fails_leaves_the_old_copy(db, tmp_path):
    folder = tmp_path / "copy"
    snapshot(folder)
    before = texts_of(folder)
    failing = patch("cooperation.site_copy.search.index", side_effect=OSError("disk full"))
    with failing, pytest.raises(CommandError, match="disk full"):
        snapshot(folder)
    assert texts_of(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_register_that_changes_meanwhile_gives_no_copy(db, tmp_path):
    def index():
        with allow_writes():
            AgreementFactory()
        return ""

    with (
        patch("cooperation.site_copy.search.index", index),
        pytest.raises(CommandError, match="again"),
    ):
        snapshot(tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["notes.txt", "manifest.json"])
def test_folder_with_something_else_is_left_alone(db, tmp_path, name):
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / name).write_text("{}")
    with pytest.raises(CommandError, match="holds something else"):
        snapshot(tmp_path / "copy")
    assert texts_of(tmp_path / "copy") == {name: b"{}"}
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
