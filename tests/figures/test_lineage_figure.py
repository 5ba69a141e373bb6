"""The picture of a lineage: its arrows, its list and the register say the same."""

import pytest
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperation.figures.lineage import BOX, boxes_of, draw
from cooperation.models import Record, Relation
from cooperation.queries.lineage import KINDS, Lineage
from tests.support.factories import (
    AgreementFactory,
    EventFactory,
    EvidenceFactory,
    InitiativeFactory,
    RelationFactory,
)
from tests.support.figures import HOSTILE, links_in, overlapping, parse
from tests.support.pages import body_of


def no_note(relation):
    return ""


def note(relation):
    return f"#{relation.pk}"


def arrows(drawing):
    """Return the addresses to which the arrows of a picture lead."""
    found = [each for each in parse(drawing.markup).iter("a") if each.find("path") is not None]
    return [each.get("href") for each in found if "M" in each.find("path").get("d", "")]


def corners(box):
    return box.x, box.y, box.x + BOX, box.y + box.height


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=25, unique=True))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_descent_is_drawn_once_and_nothing_lies_outside(db, ends):
    Relation.objects.all().delete()
    records = [InitiativeFactory(title_en=f"Record number {number}") for number in range(8)]
    for younger, older in ends:
        if younger != older:
            pair = {"subject": records[younger], "object": records[older]}
            RelationFactory(verb="follows", **pair)
    lineage = Lineage(records[0])
    if not lineage:
        return
    drawing = draw(lineage, note)
    expected = sorted(f"#{each.relation.pk}" for each in lineage.descents)
    assert sorted(arrows(drawing)) == expected
    assert sorted(row[1].href for row in drawing.rows) == expected
    boxes, width, height = boxes_of(lineage)
    found = [corners(box) for box in boxes.values()]
    assert len(found) == len(lineage.steps)
    assert overlapping(found) == []
    outside = [box for box in found if min(box) < 0 or box[2] > width or box[3] > height]
    assert outside == []
    assert str(draw(Lineage(records[0]), note).markup) == str(drawing.markup)


def test_arrows_are_the_rows_of_the_list_and_of_the_register(content):
    checked = 0
    for record in Record.objects.published().filter(kind__in=KINDS):
        lineage = Lineage(record)
        if not lineage:
            continue
        drawing = draw(lineage, note)
        told = {f"{row[0].text}: {row[1].text} {row[2].text}" for row in drawing.rows}
        expected = {f"{d.younger.title}: {d.label} {d.older.title}" for d in lineage.descents}
        assert told == expected
        named = {name.split(" (")[0] for _href, name in links_in(parse(drawing.markup))}
        assert {each.split(" (")[0] for each in expected} <= named
        shown = {href for href, _name in links_in(parse(drawing.markup))}
        others = {r.get_absolute_url() for r in lineage.records.values()}
        assert others - shown <= {record.get_absolute_url()}
        checked += 1
    assert checked > 10


def test_boxes_stand_from_the_older_to_the_younger(db):
    event, agreement = EventFactory(), AgreementFactory()
    initiative = InitiativeFactory()
    RelationFactory(subject=agreement, verb="adopted_at", object=event)
    RelationFactory(subject=initiative, verb="under", object=agreement)
    boxes, _width, _height = boxes_of(Lineage(agreement))
    in_order = sorted(boxes.values(), key=lambda box: box.x)
    assert [box.record.pk for box in in_order] == [event.pk, agreement.pk, initiative.pk]


def test_hostile_title_stays_text(client, db):
    event = EventFactory(title_en=HOSTILE.replace("\x00", "")[:300])
    agreement = AgreementFactory()
    RelationFactory(subject=agreement, verb="adopted_at", object=event)
    drawing = draw(Lineage(agreement), no_note)
    for text in (str(drawing.markup), drawing.file("https://x.example", "").decode()):
        assert "<script" not in text
        assert "<svg onload" not in text
    body = body_of(client.get(agreement.get_absolute_url()))
    assert "<script>alert" not in body
    assert escape("<script>alert(1)</script>") in body


def test_arrow_leads_to_the_note_of_the_page(client, db):
    event, agreement = EventFactory(), AgreementFactory()
    relation = RelationFactory(subject=agreement, verb="adopted_at", object=event)
    initiative = InitiativeFactory()
    further = RelationFactory(subject=initiative, verb="under", object=agreement)
    EvidenceFactory(record=agreement, field="", relation=relation)
    EvidenceFactory(record=initiative, field="", relation=further)
    body = body_of(client.get(event.get_absolute_url()))
    start = body.index('id="lineage"')
    picture = body[start : body.index("</details>", start)]
    assert picture.count('href="#note-1"') == 2
    assert 'id="note-1"' in body
    assert 'id="note-2"' not in body
    assert picture.count(f'href="{initiative.get_absolute_url()}"') > 1


@pytest.mark.parametrize(("status", "answer"), [("draft", 404), ("withdrawn", 410)])
def test_hidden_records_are_never_drawn(client, db, status, answer):
    event, agreement = EventFactory(), AgreementFactory(title_en="Secret agreement")
    RelationFactory(subject=agreement, verb="adopted_at", object=event)
    file = f"{event.get_absolute_url()}lineage.svg"
    assert "Secret" in body_of(client.get(event.get_absolute_url()))
    assert "Secret" in body_of(client.get(file))
    Record.objects.filter(pk=agreement.pk).update(status=status)
    assert "Secret" not in body_of(client.get(event.get_absolute_url()))
    assert client.get(file).status_code == 404
    assert client.get(f"{agreement.get_absolute_url()}lineage.svg").status_code == answer


def test_file_stands_for_itself(client, content):
    response = client.get("/agreements/roadmap-2022/lineage.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    body = body_of(response)
    assert "class=" not in body
    assert "http://127.0.0.1:8000/agreements/roadmap-2024-2025/" in body
    assert 'href="#lineage-event"' in body
    assert 'id="lineage-event"' in body


def test_what_is_too_much_is_said(db):
    agreement = AgreementFactory()
    for _n in range(10):
        RelationFactory(subject=InitiativeFactory(), verb="under", object=agreement)
    notes = draw(Lineage(agreement), no_note).notes
    assert "4 more relations are not drawn." in notes
