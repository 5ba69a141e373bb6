"""/readyz: whether the site is well and what is due is done."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cooperation.version import VERSION
from cooperation.views.health import LATE, PROBLEMS
from cooperation.work.loop import Loop
from tests.support.factories import AgreementFactory

pytestmark = pytest.mark.django_db


def ready(client):
    response = client.get("/readyz")
    answer = response.json()
    assert answer.pop("version") == VERSION
    return response.status_code, answer


def test_ready_without_cache_and_without_session(client):
    response = client.get("/readyz")
    assert response.json() == {"ready": True, "problems": [], "version": VERSION}
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies


def test_late_work_is_told_until_it_is_done(client):
    AgreementFactory(withdraw_at=timezone.now() - timedelta(minutes=3))
    assert ready(client) == (503, {"ready": False, "problems": [LATE]})
    assert client.get("/healthz").status_code == 200
    Loop().tick()
    assert ready(client) == (200, {"ready": True, "problems": []})


def test_work_that_has_just_become_due_is_no_problem(client):
    AgreementFactory(withdraw_at=timezone.now() - timedelta(minutes=1))
    assert ready(client) == (200, {"ready": True, "problems": []})


def test_cache_that_forgets(client, monkeypatch):
    monkeypatch.setattr(cache, "get", lambda key: None, raising=False)
    assert ready(client) == (503, {"ready": False, "problems": [PROBLEMS["cache"]]})


def test_missing_migrations(client):
    [(_app, newest)] = MigrationLoader(connection).graph.leaf_nodes("cooperation")
    MigrationRecorder(connection).record_unapplied("cooperation", newest)
    assert ready(client) == (503, {"ready": False, "problems": [PROBLEMS["migrations"]]})


def test_database_that_fails(client, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("the disk is gone")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", fail)
        found = ready(client)
    problems = [PROBLEMS["database"], PROBLEMS["migrations"]]
    assert found == (503, {"ready": False, "problems": problems})


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading(client, method):
    assert getattr(client, method)("/readyz").status_code == 405
