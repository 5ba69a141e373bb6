"""The API does what its OpenAPI document says, whatever is asked of it.

Schemathesis makes requests from the document, right and wrong ones, and compares each answer with
it. About so many are made in all, shared out among the operations. The long run, which tries more
parameters together, is for the trial.
"""

import pytest
import schemathesis
from django.test.client import ClientHandler
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode

from cooperation.models import Record
from tests.support.api import PATHS
from tests.support.effort import few_or_many

OPERATIONS = 3 * len(PATHS) + 1
GROUPS = {"root": "/api/v1/$", **PATHS}

CONFIG = SchemathesisConfig.from_dict(
    # A partner that is not there or a day that is none: no schema can tell.
    {"checks": {"positive_data_acceptance": {"expected-statuses": ["200", "400", "404"]}}}
)
PLAIN = {"Accept-Encoding": "identity"}


HANDLER = ClientHandler()


def app(environ, start_response):
    """Answer as the client of Django’s tests does, inside the transaction of the test.

    The handler of a server ends each request by closing connections that are in a transaction.
    """
    response = HANDLER(environ)
    start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return [response.content]


@pytest.fixture
def described(content, settings):
    settings.API_REQUESTS_PER_MINUTE = 0
    settings.ALLOWED_HOSTS = ["localhost"]
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=CONFIG)


@few_or_many(500, 5_000)
@pytest.mark.parametrize("group", GROUPS)
def test_answers_are_as_described(described, group, examples):
    share = examples // OPERATIONS
    counts = [
        asked(operation.ok(), values_that_exist(group), share // 2)
        for operation in described.include(path_regex=f"^{GROUPS[group]}").get_all_operations()
    ]
    # The root has one parameter with three values: of right requests there are but a few.
    expected, least = (1, share // 2 + 4) if group == "root" else (3, share // 2 * 2)
    assert (len(counts), min(counts) >= least) == (expected, True)


def values_that_exist(group):
    """Return {parameter: values}, so that not every right request ends in “no such record”."""
    slugs = {}
    for kind, slug in Record.objects.published().values_list("kind", "slug"):
        slugs.setdefault(kind, []).append(slug)
    known = {name: slugs[name] for name in ("partner", "person", "topic")}
    known["date"] = ["2022", "March 2022", "2022/2024", "about 2022", "since 2020"]
    return known | {"slug": slugs.get(group, [])}


@st.composite
def sensible(draw, cases, values):
    """Draw a case in which most of what only the register knows is right."""
    case = draw(cases)
    for given_values in (case.query, case.path_parameters):
        for name in set(given_values or ()) & set(values):
            given_values[name] = draw(st.sampled_from([given_values[name], *values[name]]))
    if case.query and draw(st.booleans()):
        case.query.pop("cursor", None)
    return case


def asked(operation, values, number):
    """Make a number of right and of wrong requests of one operation; return how many it got."""
    count = 0

    def ask(case):
        nonlocal count
        count += 1
        case.call_and_validate(headers=PLAIN)

    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        cases = operation.as_strategy(generation_mode=mode)
        if mode is GenerationMode.POSITIVE:
            cases = sensible(cases, values)
        limits = settings(
            max_examples=number,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        limits(given(case=cases)(ask))()
    return count
