"""Drafts and withdrawals at their time, with and without the command."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from cooperation.changes import drafts
from cooperation.models import Draft, Record, Revision, SiteSettings
from cooperation.snapshots.capture import capture
from tests.support.factories import AgreementFactory

HOUR = timedelta(hours=1)


def scheduled(record, title, user=None, **fields):
    """Give a record a draft with another title, due an hour ago unless ``publish_at`` says so."""
    snapshot = capture(record)
    snapshot[0]["fields"]["title_en"] = title
    draft = drafts.save_draft(record, snapshot, user)
    fields = {"publish_at": timezone.now() - HOUR, "scheduled_by": user, **fields}
    Draft.objects.filter(pk=draft.pk).update(**fields)
    return draft


def run(capsys):
    call_command("publish_due")
    return capsys.readouterr().out


def test_drafts_go_live_at_their_time_and_once(db, editor, capsys):
    record, later = AgreementFactory(slug="one"), AgreementFactory(title_en="Waits")
    scheduled(record, "In force", editor, note="It enters into force.", is_major=True)
    scheduled(later, "Later", publish_at=timezone.now() + HOUR)
    assert run(capsys) == "Published the draft of agreement/one.\n"
    assert run(capsys) == ""
    record.refresh_from_db()
    later.refresh_from_db()
    assert (record.title, later.title, Draft.objects.count()) == ("In force", "Waits", 1)
    last = record.revisions.newest_first().first()
    assert (last.note, last.is_major, last.made_by) == ("It enters into force.", True, editor)
    with time_machine.travel(timezone.now() + 2 * HOUR, tick=False):
        run(capsys)
    later.refresh_from_db()
    assert later.title == "Later"


def test_record_is_withdrawn_for_readers_at_once_and_by_the_command_for_the_history(
    client, db, capsys
):
    record = AgreementFactory(slug="one", withdraw_at=timezone.now() + HOUR)
    address = record.get_absolute_url()
    assert (client.get(address).status_code, record.is_published) == (200, True)
    with time_machine.travel(timezone.now() + 2 * HOUR, tick=False):
        assert (client.get(address).status_code >= 400, record.is_published) == (True, False)
        assert not Revision.objects.filter(act="withdrawn").exists()
        assert run(capsys) == "Withdrew agreement/one.\n"
        assert run(capsys) == ""
    assert [each.act for each in Revision.objects.newest_first()] == ["withdrawn", "loaded"]
    record.refresh_from_db()
    assert record.status == "withdrawn"


def test_withdrawn_record_that_is_published_again_stays(editor_client, db):
    record = AgreementFactory(withdraw_at=timezone.now() - HOUR, status="withdrawn")
    ticked = {"action": "publish_selected", "_selected_action": [record.pk]}
    editor_client.post("/admin/cooperation/agreement/", ticked)
    record.refresh_from_db()
    assert (record.is_published, record.withdraw_at) == (True, None)


def test_what_cannot_go_live_is_named_and_the_others_do(db, capsys):
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviewed_kinds": ["agreement"]})
    unapproved = AgreementFactory(slug="unapproved", title_en="Before")
    scheduled(unapproved, "After")
    with pytest.raises(CommandError, match="1"):
        run(capsys)
    told = capsys.readouterr().err
    assert "agreement/unapproved did not go live: “Before” is not published: somebody else" in told
    SiteSettings.objects.update(reviewed_kinds=[])
    moved, fine = AgreementFactory(slug="moved", title_en="Before"), AgreementFactory(slug="fine")
    scheduled(moved, "After")
    scheduled(fine, "After")
    Record.objects.filter(pk=moved.pk).update(title_en="Loaded")
    with pytest.raises(CommandError):
        run(capsys)
    out, err = capsys.readouterr()
    assert (
        out
        == "Published the draft of agreement/unapproved.\nPublished the draft of agreement/fine.\n"
    )
    assert "agreement/moved did not go live" in err
    assert "same places" in Draft.objects.get().problem


@pytest.mark.postgresql
def test_two_runs_at_once_publish_each_draft_once(transactional_db):
    records = [AgreementFactory() for _ in range(5)]
    for record in records:
        scheduled(record, "After")
    start, failures = Barrier(2), []

    def run_once():
        try:
            start.wait()
            call_command("publish_due")
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run_once) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Record.objects.filter(title_en="After").count() == 5
    published = Revision.objects.filter(act="published")
    assert published.count() == published.values("record").distinct().count() == 5
