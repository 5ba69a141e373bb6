"""Whatever people do one after another, the promises of the register hold."""

from io import BytesIO

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import TestCase

from cooperation.changes import load_content
from cooperation.formats.manuscripts import in_subprocess
from cooperation.models import Record
from cooperation.snapshots.capture import capture
from tests.support.effort import few_or_many
from tests.support.histories import World, random_history
from tests.support.promises import Sight, broken, underived
from tests.support.register import make_register, said

pytestmark = pytest.mark.django_db

START = "2026-05-04T08:00:00+00:00"


@pytest.fixture
def people(author, editor, django_user_model):
    administrator = django_user_model.objects.create_user("administrator", is_staff=True)
    administrator.groups.add(Group.objects.get(name="Administrator"))
    return {"author": author, "editor": editor, "administrator": administrator}


@pytest.fixture
def play(people, tmp_path, monkeypatch):
    """Return a function that plays steps and returns (what is broken, after how many steps)."""
    paths = lambda: sorted(tmp_path.glob("*.json"))  # noqa: E731
    monkeypatch.setattr(load_content, "fixture_paths", paths)
    monkeypatch.setattr(in_subprocess, "read_in_subprocess", _read_here)
    with time_machine.travel(START, tick=False):
        make_register()
        first = Sight.now()
        pacts = Record.objects.of_kind("agreement")
        approved = {pact.pk: [said(capture(pact))] for pact in pacts}

    def play(steps):
        for path in paths():
            path.unlink()
        with time_machine.travel(START, tick=False) as clock, transaction.atomic():
            world = World(people, clock, tmp_path, approved)
            fault = _first_fault(world, steps, first)
            transaction.set_rollback(True)
        return fault

    return play


def _read_here(reader, data, name, error):
    """Read a file in this process: how files are read apart is tested elsewhere."""
    return reader(BytesIO(data), name)


def _first_fault(world, steps, before):
    for step in steps:
        with TestCase.captureOnCommitCallbacks(execute=True):
            was_refused = world.play(step)
        after = Sight.now(before)
        if fault := broken(world, step, was_refused, before, after):
            return fault
        before = after
    return underived()


def shortest(play, steps):
    """Leave out what is not needed to break a promise; return the rest."""
    for place in reversed(range(len(steps))):
        fewer = steps[:place] + steps[place + 1 :]
        if play(fewer):
            steps = fewer
    return steps


@few_or_many(200, 2000)
def test_promises_hold_in_random_histories(play, examples):
    for seed in range(examples):
        steps = random_history(seed)
        if play(steps):
            needed = shortest(play, steps)
            told = "\n".join(f"  {step}" for step in needed)
            pytest.fail(f"history {seed}: {play(needed)}\nafter\n{told}")
