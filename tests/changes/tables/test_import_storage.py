"""Unfinished imports as files: each part is written once, and all are deleted in time."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cooperation.changes.tables.import_storage import ImportStorage, delete_expired


def stored(age):
    storage = ImportStorage(uuid.uuid4())
    storage.write("about", {"made": (timezone.now() - age).isoformat()})
    storage.write("rows-0", [[2, ["a", "Ўзбекистон"], None]])
    return storage


def test_part_that_is_there_stays():
    storage = ImportStorage.create(name="table.csv")
    storage.write("check-0", ["first"])
    storage.write("check-0", ["second"])
    again = ImportStorage(storage.key)
    assert [again.read(name) for name in ("check-0", "check-1")] == [["first"], None]
    assert again.read("about")["name"] == "table.csv"


@pytest.mark.parametrize(
    ("age", "is_kept"),
    [(timedelta(), True), (timedelta(days=6, hours=23), True), (timedelta(days=7), False)],
)
def test_imports_are_kept_for_seven_days(age, is_kept):
    storage = stored(age)
    delete_expired()
    assert [storage.has(name) for name in ("about", "rows-0")] == [is_kept, is_kept]


def test_import_without_its_first_part_is_deleted():
    storage = ImportStorage(uuid.uuid4())
    storage.write("rows-0", [])
    delete_expired()
    assert not storage.has("rows-0")
