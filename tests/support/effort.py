"""How often a test tries: often enough in make test, thousands of times in make trial."""

import pytest
from hypothesis import HealthCheck, given, settings


def few_or_many(few, many):
    """Give a test its ``examples``: few of them, and many in make trial."""
    return pytest.mark.parametrize("examples", [few, pytest.param(many, marks=pytest.mark.trial)])


def try_each(examples, check, **strategies):
    """Call a check with that number of examples of each strategy."""
    limits = settings(max_examples=examples, database=None, suppress_health_check=list(HealthCheck))
    limits(given(**strategies)(check))()
