"""Whatever people do one after another, the promises of the register hold."""

import pytest
from django.test import TestCase

from tests.support.effort import few_or_many
from tests.support.histories import random_history
from tests.support.history_beginning import Beginning
from tests.support.promises import Sight, broken, underived

pytestmark = pytest.mark.django_db


@pytest.fixture
def play(history_people, tmp_path, monkeypatch):
    """Return a function that plays steps and returns (what is broken, after how many steps)."""
    beginning = Beginning(history_people, tmp_path, monkeypatch)

    def play(steps):
        with beginning.world() as world:
            return _first_fault(world, steps, beginning.first)

    return play


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
