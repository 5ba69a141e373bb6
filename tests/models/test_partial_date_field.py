"""Partial dates in the database: what is stored, what is kept beside it, and what is refused."""

import datetime
import json

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, models, transaction

from cooperation.domain.dates import PartialDate
from cooperation.models import Agreement, Event, Record, Relation
from tests.support.factories import AgreementFactory, EventFactory, RelationFactory

DAYS = {
    "2022": ("2022-01-01", "2022-12-31"),
    "2022-03": ("2022-03-01", "2022-03-31"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2022-03-14": ("2022-03-14", "2022-03-14"),
    "2022~": ("2022-01-01", "2022-12-31"),
    "2022-03?": ("2022-03-01", "2022-03-31"),
    "2024/2025": ("2024-01-01", "2025-12-31"),
    "2023-12-05/2023-12-07": ("2023-12-05", "2023-12-07"),
    "2022/..": ("2022-01-01", None),
    "../2022": (None, "2022-12-31"),
    "/2022": (None, "2022-12-31"),
    "2022/": ("2022-01-01", None),
    "": (None, None),
}


def date(edtf):
    return PartialDate.from_edtf(edtf) if edtf else None


def day(text):
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize("edtf", DAYS)
def test_date_is_stored_with_its_days_and_read_back(db, edtf):
    pk = EventFactory(when=date(edtf)).pk
    days = tuple(map(day, DAYS[edtf]))
    [stored] = Record.objects.filter(pk=pk).values_list(
        models.functions.Cast("when", models.TextField()), "when_earliest", "when_latest"
    )
    assert stored == (edtf, *days)
    event = Event.objects.get(pk=pk)
    assert (event.when, event.when_earliest, event.when_latest) == (date(edtf), *days)


def test_days_follow_the_date_whatever_is_assigned(db):
    event = EventFactory(when=date("2022"))
    event.when_earliest = datetime.date(1900, 1, 1)
    event.when = date("2023-05")
    event.save()
    event = Event.objects.get(pk=event.pk)
    assert (event.when_earliest, event.when_latest) == (day("2023-05-01"), day("2023-05-31"))


def test_date_that_is_taken_away_takes_its_days_along(db):
    event = EventFactory(when=date("2022"))
    event.when = None
    event.save()
    event = Event.objects.get(pk=event.pk)
    assert (event.when, event.when_earliest, event.when_latest) == (None, None, None)


@pytest.mark.parametrize("edtf", DAYS)
def test_fixture_keeps_the_days(db, tmp_path, edtf):
    event = EventFactory(slug="event", when=date(edtf))
    relation = RelationFactory(when=date(edtf))
    rows = [Record.objects.get(pk=event.pk), event, relation]
    text = serializers.serialize("json", rows, use_natural_foreign_keys=True)
    assert "_earliest" not in text
    assert {row["fields"].get("when", edtf) or "" for row in json.loads(text)} == {edtf}
    Relation.objects.filter(pk=relation.pk).update(when=date("1990"), when_earliest=None)
    Record.objects.filter(pk=event.pk).update(when=date("1990"), when_earliest=None)
    fixture = tmp_path / "fixture.json"
    fixture.write_text(text, encoding="utf-8")
    call_command("loaddata", str(fixture), verbosity=0)
    expected = tuple(map(day, DAYS[edtf]))
    for model, pk in ((Record, event.pk), (Relation, relation.pk)):
        [days] = model.objects.filter(pk=pk).values_list("when_earliest", "when_latest")
        assert days == expected


@pytest.mark.parametrize("names", [["title"], ["when"], ["when_earliest"], ["kind", "slug"]])
def test_date_and_days_can_be_loaded_later(db, names):
    pk = EventFactory(when=date("2022-03")).pk
    event = Event.objects.only(*names).get(pk=pk)
    assert (event.when, event.when_earliest) == (date("2022-03"), day("2022-03-01"))
    assert event.when_latest == day("2022-03-31")
    event = Event.objects.defer("when", "when_latest").get(pk=pk)
    event.save()
    [days] = Record.objects.filter(pk=pk).values_list("when_earliest", "when_latest")
    assert days == (day("2022-03-01"), day("2022-03-31"))


IMPOSSIBLE = {
    "2022-02-30": (
        "“2022-02-30” is not a date: February 2022 has 28 days. "
        "Type a day such as 2022-02-28, a month such as 2022-02, or a year."
    ),
    "2022-13": (
        "“2022-13” is not a date: there is no month 13. Type a month such as 2022-02, "
        "a year such as 2022, or a period such as 2024/2025."
    ),
    "0000": "“0000” is not a date: a year has four digits, from 0001 to 9999.",
    "2025/2022": (
        "“2025/2022” ends (2022) before it starts (2025). "
        "Type the earlier date first, each date with its own year."
    ),
    "yesterday": (
        "“yesterday” is not a date that can be read. Type a day such as 2022-03-14, a month such "
        "as 2022-03 or “March 2022”, a year such as 2022, or a period such as 2024/2025; "
        "“about 2022”, “2022?” and “since 2022” are possible too."
    ),
}


@pytest.mark.parametrize("typed", IMPOSSIBLE)
@pytest.mark.parametrize(("model", "field"), [(Event, "when"), (Agreement, "validity")])
def test_impossible_date_is_refused_with_its_remedy(model, field, typed):
    with pytest.raises(ValidationError) as refused:
        model._meta.get_field(field).clean(typed, None)
    assert refused.value.messages == [IMPOSSIBLE[typed]]
    with pytest.raises(ValidationError) as refused:
        setattr(model(), field, typed)
    assert refused.value.messages == [IMPOSSIBLE[typed]]


@pytest.mark.parametrize("typed", ["March 2022", "март 2022", "2022-03", "03.2022"])
def test_typed_date_is_read_when_it_is_checked(db, typed):
    agreement = AgreementFactory.build(when=typed, slug="a", kind="agreement")
    agreement.clean_fields()
    assert agreement.when == date("2022-03")


@pytest.mark.parametrize("model", [Record, Relation, Agreement])
def test_database_refuses_days_in_the_wrong_order(db, model):
    field = "validity" if model is Agreement else "when"
    row = RelationFactory(object=AgreementFactory())
    pk = {Record: row.object_id, Relation: row.pk, Agreement: row.object_id}[model]
    rows = model.objects.filter(pk=pk)
    wrong = {f"{field}_earliest": day("2022-01-02"), f"{field}_latest": day("2022-01-01")}
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**wrong)
    for start, end in (("2022-01-01", "2022-01-01"), (None, "2022-01-01"), ("2022-01-01", None)):
        rows.update(**{f"{field}_earliest": day(start), f"{field}_latest": day(end)})


@pytest.mark.parametrize("edtf", ["2022", "2024/2025", "2022~", "../2022"])
def test_date_can_be_looked_up(db, edtf):
    for each in filter(None, DAYS):
        EventFactory(title_en=each, when=date(each))
    assert [event.title for event in Event.objects.filter(when=date(edtf))] == [edtf]
    assert [event.title for event in Event.objects.filter(when=edtf)] == [edtf]
