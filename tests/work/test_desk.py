"""What the desk says of the worker, and “Try again”."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cooperation.changes import later
from cooperation.models import Draft, Worker
from cooperation.queries.work_status import WorkStatus
from cooperation.work.loop import Loop
from tests.support.accounts import staff
from tests.support.factories import AgreementFactory
from tests.support.pages import text_of
from tests.support.queues import done, problems, stumble

pytestmark = pytest.mark.usefixtures("waiting")

NOON = "2026-03-02T12:04:00+05:00"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def shown(client):
    return text_of(client.get("/admin/").content.decode())


def fail(clock, task, *arguments):
    """Let a task fail as often as it is tried."""
    task.enqueue(*arguments)
    for pause in (0, 60, 600):
        clock.shift(pause)
        Loop().do_tasks()
    return DBTaskResult.objects.failed().get()


def test_worker_that_is_there_has_nothing_to_say(client, editor):
    client.force_login(editor)
    Loop().tick()
    page = shown(client)
    assert "The worker was last seen at 12:04." in page
    assert "No tasks are waiting." in page


@pytest.mark.parametrize(
    ("minutes", "expected", "is_missing"),
    [
        (None, "The worker has never run.", True),
        (1, "The worker was last seen at 12:04.", False),
        (3, "The worker was last seen on 2 March 2026, 12:04.", True),
    ],
)
@pytest.mark.usefixtures("editor_client")
def test_missing_worker_is_told_with_the_remedy(client, clock, minutes, expected, is_missing):
    if minutes:
        Loop().tick()
        clock.shift(timedelta(minutes=minutes))
    page = shown(client)
    assert expected in page
    assert ("Ask the administrator to start “manage.py work”." in page) is is_missing


def test_what_waits_is_counted_since_the_oldest(client, editor, clock):
    client.force_login(editor)
    stumble.enqueue("x")
    clock.shift(timedelta(minutes=1))
    stumble.enqueue("y")
    stumble.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("not yet")
    assert "2 tasks waiting, the oldest since 2 March 2026, 12:04" in shown(client)


def test_failed_task_is_named_and_done_again(client, editor, clock):
    client.force_login(editor)
    problems.extend(OSError("the disk is gone") for _ in range(3))
    row = fail(clock, stumble, "x")
    page = shown(client)
    assert "OSError: the disk is gone" in page
    answer = client.post(f"/admin/work/{row.pk}/again/", follow=True)
    assert "The task will run again." in text_of(answer.content.decode())
    assert "the disk is gone" not in shown(client)
    Loop().do_tasks()
    assert done == ["x"]
    assert client.post(f"/admin/work/{row.pk}/again/").status_code == 404


def test_failed_task_names_its_record(client, editor, clock):
    record = AgreementFactory(title_en="Water treaty")
    record.documents.create(title_en="Lost", file="documents/lost.pdf")
    fail(clock, later.read_documents, record.pk)
    client.force_login(editor)
    assert "Read the documents of “Water treaty”" in shown(client)


def test_only_those_who_publish_see_it_and_try_again(client, author, clock):
    problems.extend(OSError("the disk is gone") for _ in range(3))
    row = fail(clock, stumble, "x")
    client.force_login(author)
    assert "The worker" not in shown(client)
    assert client.post(f"/admin/work/{row.pk}/again/").status_code == 403
    assert client.get(f"/admin/work/{row.pk}/again/").status_code == 405
    client.logout()
    assert client.post(f"/admin/work/{row.pk}/again/").status_code == 302
    assert DBTaskResult.objects.get(pk=row.pk).status == "FAILED"


def test_queue_itself_is_no_list_of_the_desk(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root"))
    assert "Task Result" not in shown(client)


def late():
    work = WorkStatus()
    return work.is_late, work.waiting


def test_due_work_is_late_after_two_minutes(clock):
    stumble.enqueue("x")
    clock.shift(120)
    assert late() == (False, 1)
    clock.shift(1)
    assert late() == (True, 1)


def test_task_of_a_dead_worker_counts_as_waiting(clock):
    stumble.enqueue("x")
    loop = Loop()
    loop.tick()
    DBTaskResult.objects.ready().filter(task_path__contains="stumble").get().claim(loop.name)
    assert late() == (False, 0)
    clock.shift(121)
    assert late() == (True, 1)
    Worker.objects.mark_alive(loop.name)  # a long task of a living worker is no fault
    assert late() == (False, 0)


def test_draft_with_a_problem_waits_for_its_editor_not_for_the_worker(clock, editor):
    record = AgreementFactory()
    now = timezone.now()
    draft = Draft.objects.create(record=record.record, snapshot=[], base=[], publish_at=now)
    clock.shift(121)
    assert late() == (True, 1)
    draft.problem = "Ask for a review."
    draft.save()
    assert late() == (False, 0)


def test_record_to_be_withdrawn_is_due(clock):
    AgreementFactory(withdraw_at=timezone.now())
    clock.shift(121)
    assert late() == (True, 1)


@pytest.mark.parametrize(("number", "queries"), [(0, 7), (3, 7)])
def test_queries_do_not_grow(django_assert_num_queries, number, queries):
    for each in range(number):
        stumble.enqueue(each)
    with django_assert_num_queries(queries):
        work = WorkStatus()
        assert (work.waiting, work.failed, work.is_missing) == (number, [], True)


def test_staff_of_a_group_with_the_right_see_it(client, django_user_model):
    client.force_login(staff(django_user_model, "chief", "Administrator"))
    assert "The worker has never run." in shown(client)
