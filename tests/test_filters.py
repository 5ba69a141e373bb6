"""A thousand bad addresses: no list and no detail may break, and each says what it left aside."""

import random
from urllib.parse import quote, quote_plus

import pytest

from tests.support.effort import few_or_many
from tests.support.factories import FACTORIES
from tests.support.pages import KINDS, list_address, notices_in

SEED = 20260504
LEFT_ASIDE = "was ignored."
NOTHING_LISTED = "Correct or remove these filters to see results:"

NAMES = [
    "partner",
    "topic",
    "person",
    "date",
    "type",
    "state",
    "binding",
    "format",
    "sort",
    "match",
]
UNKNOWN = ["colour", "", "q[]", "id__in", "__proto__", "Q", "a" * 3000, "имя", "o‘z", "\0", "<b>"]
VALUES = [
    "\0", "a\0b", "\r\n\t", "\u202e\u200b", "\ud7ff", "😀" * 50, "x" * 20_000, "٣", "-1", "1e400",
    "' OR 1=1 --", "'; DROP TABLE cooperation_record; --", '") UNION SELECT 1 --', "%s%(x)s{0}",
    "<script>alert(1)</script>", "{{ 7|add:7 }}", "../../etc/passwd", "(((((((((", "[a-", "\\",
    "2022-02-30", "2022-13", "0000", "99999-01-01", "2025/2022", "../..", "5/12/2023", "вчера",
    "null", "None", "true", "NaN", "9" * 5000,
]  # fmt: skip
RAW = ["%", "%zz", "%ED%A0%80", "%C0%AF", "%FF%FE", "%00", "%u0041", "&&&", ";", "=", "%25%30%30"]


def bad_query(chance):
    """Return a query with at least one unknown name or one value that no choice has."""
    pairs = []
    for _ in range(chance.randint(1, 4)):
        name = chance.choice([*NAMES, "q", "place", "page", *UNKNOWN])
        value = chance.choice([quote_plus(chance.choice(VALUES)), chance.choice(RAW)])
        pairs += [f"{quote(name, safe='[]')}={value}"] * chance.choice([1, 1, 2])
    unknown = quote(chance.choice(UNKNOWN[:8]), safe="[]")
    pairs.insert(chance.randrange(len(pairs) + 1), f"{unknown}={chance.choice(RAW)}x")
    return "&".join(pairs)


@few_or_many(30, 125)
@pytest.mark.parametrize("kind", KINDS)
def test_bad_queries_are_answered_with_a_message(client, db, kind, examples):
    chance = random.Random(f"{SEED} {kind}")  # noqa: S311  (the same addresses in each run)
    pages = [list_address(kind), FACTORIES[kind]().get_absolute_url()]
    wrong = []
    for number in range(examples):
        address = f"{pages[number % 2]}?{bad_query(chance)}"
        response = client.get(address)
        told = " ".join(notices_in(response))
        is_told = LEFT_ASIDE in told or (response.status_code == 400 and NOTHING_LISTED in told)
        if response.status_code not in (200, 400) or not is_told:
            wrong.append((response.status_code, told[:200], address[:300]))
    assert wrong == []


@pytest.mark.parametrize("raw", RAW)
@pytest.mark.parametrize("name", ["q", "partner", "date", "page", "sort"])
def test_broken_encoding_is_no_fault(client, db, name, raw):
    assert client.get(f"/agreements/?{name}={raw}").status_code in (200, 400)


@pytest.mark.parametrize("value", ["a " * 100, "' " * 100, "ё" * 200, "(" * 200, "o'" * 100])
@pytest.mark.parametrize("kind", KINDS)
def test_longest_words_are_looked_for(client, db, kind, value):
    FACTORIES[kind]()
    assert client.get(list_address(kind), {"q": value}).status_code == 200


def test_number_of_parameters_is_limited(client, db, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
    query = "&".join(f"a{number}=1" for number in range(1001))
    assert client.get(f"/agreements/?{query}").status_code == 400
