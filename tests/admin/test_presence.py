"""Who else has a record open: what is written, what is shown, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError

from cooperation.models import Presence, Record
from cooperation.models.presence import PresenceQuerySet
from tests.support.databases import counted
from tests.support.desk import answer, form_of
from tests.support.factories import AgreementFactory
from tests.support.forms import sent_back

NOON = datetime(2026, 5, 4, 7, tzinfo=UTC)  # 12:00 in Tashkent


@pytest.fixture
def other(django_user_model):
    """Somebody else, who is at no record."""
    return django_user_model.objects.create_user("boris", first_name="Boris", last_name="B.")


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def beat_of(record):
    return form_of(record).replace("/change/", "/presence/")


def beat(client, record, state="open"):
    return client.post(beat_of(record), {"state": state})


def be_at(record, user, **times):
    times = {"opened_at": NOON, "shown_until": NOON + timedelta(minutes=1)} | times
    return Presence.objects.create(record_id=record.pk, user=user, **times)


def told(response):
    return list(map(str, response.context["present"]))


def test_opening_a_form_is_told_to_the_next_editor(editor_client, editor, other, client, clock):
    record = AgreementFactory()
    assert told(editor_client.get(form_of(record))) == []
    (presence,) = Presence.objects.all()
    assert (presence.user, presence.opened_at, presence.shown_until - NOON) == (
        editor,
        NOON,
        Presence.OUT_OF_SIGHT,
    )
    Presence.objects.update(user=other)
    response = editor_client.get(form_of(record))
    assert told(response) == ["Also being edited by Boris B. since 12:00."]
    assert "since 12:00." in response.content.decode()
    assert 'aria-live="polite"' in response.content.decode()


@pytest.mark.parametrize("language", ["", "/ru", "/uz"])
def test_time_is_that_of_the_site(editor_client, other, clock, language):
    record = AgreementFactory()
    be_at(record, other, opened_at=NOON + timedelta(minutes=5))
    (line,) = told(editor_client.get(language + form_of(record)))
    assert "12:05" in line


def test_day_is_named_unless_it_is_today(editor_client, other, clock):
    record = AgreementFactory()
    be_at(record, other, opened_at=NOON - timedelta(days=1))
    assert told(editor_client.get(form_of(record))) == [
        "Also being edited by Boris B. since 3 May 2026, 12:00."
    ]


def test_script_keeps_it_shown_for_two_minutes_and_ends_it(editor_client, editor, other, clock):
    record = AgreementFactory()
    be_at(record, other)
    editor_client.get(form_of(record))
    clock.shift(30)
    assert beat(editor_client, record).json() == {
        "present": ["Also being edited by Boris B. since 12:00."]
    }
    (own,) = Presence.objects.filter(user=editor)
    assert (own.opened_at, own.shown_until - NOON) == (NOON, timedelta(minutes=2, seconds=30))
    clock.shift(40)
    assert beat(editor_client, record).json() == {"present": []}
    beat(editor_client, record, "away")
    own.refresh_from_db()
    assert own.shown_until - NOON == timedelta(minutes=11, seconds=10)
    assert beat(editor_client, record, "left").status_code == 204
    assert not Presence.objects.filter(user=editor).exists()


def test_coming_back_after_it_has_lapsed_is_a_new_coming(editor_client, editor, other, clock):
    record = AgreementFactory()
    be_at(record, editor)
    be_at(record, other)
    clock.shift(3600)
    editor_client.get(form_of(record))
    (own,) = Presence.objects.all()  # what has lapsed is swept away
    assert (own.user, own.opened_at) == (editor, NOON + timedelta(hours=1))


def test_saving_ends_it_and_a_form_with_errors_does_not(editor_client):
    record = AgreementFactory()
    form = editor_client.get(form_of(record))
    response = editor_client.post(form_of(record), sent_back(form, when="31.02.2022"))
    assert (response.status_code, Presence.objects.count()) == (200, 1)
    editor_client.post(form_of(record), sent_back(form))
    assert Presence.objects.count() == 0


def test_trial_of_a_merger_leaves_it_as_it_is_until_the_answer(editor_client):
    record = AgreementFactory()
    form = editor_client.get(form_of(record))
    editor_client.post(form_of(record), sent_back(form, title_en="First"))
    editor_client.get(form_of(record))
    response = editor_client.post(form_of(record), sent_back(form, summary_en="Second"))
    assert (response.status_code, Presence.objects.count()) == (200, 1)
    editor_client.post(form_of(record), answer(response))
    assert Presence.objects.count() == 0


@pytest.mark.parametrize("method", ["renew", "of_account"])
def test_database_that_refuses_breaks_nothing(editor_client, monkeypatch, method):
    def refuse(*args, **kwargs):
        raise DatabaseError

    record = AgreementFactory()
    form = editor_client.get(form_of(record))
    monkeypatch.setattr(PresenceQuerySet, method, refuse)
    assert editor_client.get(form_of(record)).status_code == 200
    assert editor_client.post(form_of(record), sent_back(form)).status_code == 302


def test_who_may_only_look_is_not_present(client, looker):
    record = AgreementFactory()
    client.force_login(looker)
    response = client.get(form_of(record))
    assert (response.status_code, Presence.objects.count()) == (200, 0)
    assert "present" not in response.context
    assert beat(client, record).status_code == 403


def test_script_is_answered_clearly_whatever_it_sends(editor_client, client):
    record = AgreementFactory()
    assert beat(editor_client, record, "x").status_code == 400
    assert editor_client.get(beat_of(record)).status_code == 405
    Record.objects.filter(pk=record.pk).delete()
    assert beat(editor_client, record).status_code == 404
    editor_client.logout()
    assert beat(client, record).status_code == 302


def test_list_names_who_is_at_its_records(editor_client, editor, other, clock):
    records = [AgreementFactory(), AgreementFactory(), AgreementFactory()]
    be_at(records[0], editor)
    listed = "/admin/cooperation/agreement/"
    response, few = counted(lambda: editor_client.get(listed))
    assert "being edited by" not in response.content.decode()
    assert response.content.decode().count('<span class="status" data-status="published">') == 3
    be_at(records[0], other)
    be_at(records[1], other, shown_until=NOON)
    be_at(records[2], other)
    response, many = counted(lambda: editor_client.get(listed))
    assert response.content.decode().count("being edited by Boris B.</span>") == 2
    assert many == few


def test_deleting_a_record_does_not_name_it(editor_client, other, clock):
    record = AgreementFactory()
    be_at(record, other)
    address = form_of(record).replace("/change/", "/delete/")
    assert "presence" not in editor_client.get(address).content.decode().lower()
    editor_client.post(address, {"post": "yes"})
    assert (Record.objects.count(), Presence.objects.count()) == (0, 0)
