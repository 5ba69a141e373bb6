"""A filter finds the same records wherever it is used: on the page, in the API, in a file.

Another place that takes the filters of the lists is one more function in SOURCES.
"""

import csv
import io
import json
import re

import pytest
from django.http import QueryDict
from hypothesis import strategies as st

from cooperation.filters import FILTERS
from cooperation.models import Record
from tests.support.effort import few_or_many, try_each
from tests.support.pages import KINDS, body_of, list_address


def from_pages(client, kind, query):
    found, number = [], 1
    while True:
        page = body_of(client.get(f"{list_address(kind)}?{query}&page={number}"))
        found += re.findall(r'<a class="row__title" href="[^"]*/([^"/]+)/"', page)
        if 'rel="next"' not in page:
            return found
        number += 1


def from_api(client, kind, query):
    found, address = [], f"/api/v1{list_address(kind)}?{query}&limit=7&fields=slug"
    while address:
        answer = client.get(address).json()
        found += [each["slug"] for each in answer["results"]]
        address = answer["next"]
    return found


def from_csv(client, kind, query):
    content = client.get(f"{list_address(kind)}export.csv?{query}").getvalue()
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [row["ID"].rstrip("/").rsplit("/", 1)[1] for row in rows]


def from_json_lines(client, kind, query):
    content = client.get(f"{list_address(kind)}export.jsonl?{query}").getvalue()
    return [json.loads(line)["slug"] for line in content.splitlines()]


SOURCES = {"page": from_pages, "api": from_api, "csv": from_csv, "jsonl": from_json_lines}


def values_of(kind):
    """Return {name of a filter: values that it takes}, for every filter of a list."""
    slugs = {}
    for each, slug in Record.objects.published().order_by("pk").values_list("kind", "slug"):
        slugs.setdefault(each, []).append(slug)
    known = {
        "q": ["roadmap", "Uzbekistan", "council of experts", "Узбекистан", "zz", "oʻ"],
        "date": ["2022", "March 2022", "2023/2024", "about 2022", "since 2023", "1900"],
        "place": ["tashkent", "Dushanbe", "zz"],
        **{name: slugs[name] for name in ("partner", "topic", "person")},
    }
    choices = {
        name: [key for key, _label in each.extra["choices"]]
        for name, each in FILTERS[kind].base_filters.items()
        if "choices" in each.extra
    }
    values = known | choices
    return {name: values[name] for name in FILTERS[kind].base_filters}


@few_or_many(3, 200)
@pytest.mark.parametrize("kind", KINDS)
def test_a_filter_finds_the_same_everywhere(client, content, kind, examples, settings_for_many):
    values = values_of(kind)
    queries = st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(found) for name, found in values.items()}
    )
    met = set()

    def compare(chosen):
        met.update(chosen)
        query = QueryDict(mutable=True)
        query.update(chosen)
        address = query.urlencode()
        found = {name: read(client, kind, address) for name, read in SOURCES.items()}
        assert found == dict.fromkeys(SOURCES, found["page"]), address

    compare({})
    for name, possible in values.items():
        for value in possible[:examples]:
            compare({name: value})
    try_each(examples, compare, chosen=queries)
    assert met == set(values)


@pytest.fixture
def settings_for_many(settings):
    settings.API_REQUESTS_PER_MINUTE = 0
