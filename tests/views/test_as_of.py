"""Pages as of a day: what readers were shown then, and nothing written to show it."""

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cooperation.changes.consequences import history
from cooperation.changes.publish import publish as go_live
from cooperation.changes.save import Edit, save
from cooperation.changes.why import Why
from cooperation.changes.withdraw import withdraw
from cooperation.domain import languages
from cooperation.models import OldAddress, Record
from cooperation.snapshots.capture import capture
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
)
from tests.support.pages import text_of
from tests.support.reading import reading_only
from tests.support.records import full_record
from tests.support.rows import make_register

BEFORE, THEN, LATER, LAST = "2024-02-02", "2024-03-03", "2024-05-05", "2024-07-07"

OF_TODAY = (
    r'<section[^>]* aria-labelledby="(lineage|mentions|joins|years)-heading">.*?</section>',
    r'<div class="multiples">.*?</section>',
    r'<(p|div) class="notice.*?</\1>',
    r'<footer class="wrap record-foot">.*?</footer>',
)
"""What a page as of a day leaves out, or says of today."""


def on(day):
    """Let it be noon of a day."""
    return time_machine.travel(f"{day}T12:00:00+05:00", tick=False)


def shown(client, record, language="en", **query):
    """Return what a page says of its record, and when that last changed."""
    with translation.override("en"):
        address = languages.localized_address(record.get_absolute_url(), language)
    with reading_only():
        response = client.get(address, query)
    assert response.status_code == 200
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    changed = re.search(r'<footer class="wrap record-foot">\s*<p>([^<]*)', main)[1]
    for pattern in OF_TODAY:
        main = re.sub(pattern, "", main, flags=re.S)
    return re.sub(r"\s*(<[^>]*>)\s*", r"\n\1 ", main).strip() + changed


def publish(record, day):
    """Keep a record as readers see it from a day on."""
    with on(day):
        Record.objects.filter(pk=record.pk).update(updated_at=f"{day}T12:00:00+05:00")
        history.add_revision(Record.objects.get(pk=record.pk), "published")


def change(record, day, kept=None, **fields):
    """Publish other content of a record; ``kept`` are the models of which its parts stay."""
    with on(day):
        base, own, *rows = capture(record)
        base["fields"] |= fields
        rows = [row for row in rows if kept is None or row["model"] in kept]
        save(Record.objects.get(pk=record.pk), Edit([base, own, *rows]), publish=True)


@pytest.fixture
def agreement(db):
    with on(THEN):
        return full_record("agreement")


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("kind", FACTORIES)
def test_page_as_of_a_day_is_what_readers_were_shown(client, db, kind, language):
    with on(THEN):
        record = full_record(kind)
    publish(record, THEN)
    with on(THEN):
        then = shown(client, record, language)
    texts = {"title_en": "Changed", "title_ru": "Другое", "summary_en": "", "when": None}
    change(record, LATER, kept=["cooperation.document"], **texts)
    now = shown(client, record, language)
    assert now != then
    assert shown(client, record, language, **{"as-of": THEN}) == then
    assert shown(client, record, language, **{"as-of": LATER}) == now


@pytest.mark.parametrize("kind", FACTORIES)
def test_page_of_a_record_without_revisions_is_read_only(client, db, kind):
    with on(THEN):
        record = full_record(kind)
    assert shown(client, record, **{"as-of": LATER}) == shown(client, record)


def test_record_that_moved_was_withdrawn_and_came_back(client, agreement):
    publish(agreement, THEN)
    then = shown(client, agreement)
    change(agreement, LATER, slug="elsewhere", title_en="Renamed")
    with on("2024-06-06"):
        withdraw([Record.objects.get(pk=agreement.pk)])
    with on(LAST):
        go_live(Record.objects.get(pk=agreement.pk))
    old = agreement.get_absolute_url()
    agreement.refresh_from_db()
    new = agreement.get_absolute_url()
    with reading_only():
        assert client.get(old, {"as-of": THEN}).url == f"{new}?as-of={THEN}"
        assert client.get(new, {"as-of": "2024-06-07"}).status_code == 404
        assert client.get(new, {"as-of": BEFORE}).status_code == 404
    assert shown(client, agreement, **{"as-of": THEN}) == then


def test_sentences_are_those_of_the_day(client, db):
    with on(THEN):
        article = full_record("article")
        agreement = AgreementFactory(title_en="Resting agreement")
        EvidenceFactory(record=agreement, article=article)
    publish(article, THEN)
    with on(THEN):
        then = shown(client, article)
    with on(LATER):
        snapshot = capture(article)
        snapshot[1]["fields"]["body_en"] = "<p>Quite another text.</p><p>Over 400 people came.</p>"
        save(Record.objects.get(pk=article.pk), Edit(snapshot), publish=True)
    assert "Resting agreement" in then
    assert "Resting agreement" not in shown(client, article)
    assert shown(client, article, **{"as-of": THEN}) == then


def test_evidence_elsewhere_stands_in_the_text_of_today(client, agreement):
    publish(agreement, THEN)
    article = agreement.evidence.exclude(article=None).first().article
    change(agreement, LATER, title_en="Changed")
    with on(LAST):
        snapshot = capture(article)
        snapshot[1]["fields"]["body_en"] = "<p>Quite another text.</p>"
        save(Record.objects.get(pk=article.pk), Edit(snapshot), publish=True)
    page = shown(client, agreement, **{"as-of": THEN})
    assert "The source has changed and no longer contains these words." in page
    assert "Quite another text" not in page


def test_other_end_has_its_name_of_today(client, db):
    with on(THEN):
        relation = RelationFactory(subject__title_en="Name of then")
    publish(relation.object, THEN)
    then = shown(client, relation.object)
    with on(LATER):
        snapshot = capture(relation.subject)
        snapshot[0]["fields"] |= {"title_en": "Name of today", "slug": "moved"}
        save(Record.objects.get(pk=relation.subject_id), Edit(snapshot), publish=True)
    page = shown(client, relation.object, **{"as-of": THEN})
    old = relation.subject.get_absolute_url()
    assert "Name of today" in page
    assert page.replace("Name of today", "Name of then").replace("/partners/moved/", old) == then


def test_other_end_that_was_deleted_is_left_out(client, agreement):
    with on(THEN):
        plain = shown(client, agreement)
        relation = RelationFactory(object=agreement, subject__title_en="Gone since")
    publish(agreement, THEN)
    assert "Gone since" in shown(client, agreement)
    relation.delete()
    relation.subject.delete()
    assert shown(client, agreement, **{"as-of": THEN}) == plain


def test_other_ends_that_became_one_are_named_once(client, agreement):
    with on(THEN):
        kept = RelationFactory(object=agreement, subject__title_en="The survivor")
        merged = RelationFactory(object=agreement, subject__title_en="The duplicate")
    publish(agreement, THEN)
    duplicate = merged.subject
    merged.delete()
    Record.objects.filter(pk=duplicate.pk).update(status="withdrawn")
    OldAddress.objects.create(
        kind="partner", slug=duplicate.slug, record=kept.subject.record, reason="merged"
    )
    page = shown(client, agreement, **{"as-of": THEN})
    assert (page.count("The survivor"), "The duplicate" in page) == (1, False)


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_public_now_is_not_named(client, agreement, status):
    publish(agreement, THEN)
    assert shown(client, agreement, **{"as-of": THEN}).count("/partners/") > 0
    change(agreement, LATER, title_en="Changed")
    Record.objects.exclude(pk=agreement.pk).update(status=status, title_en="A secret name")
    page = shown(client, agreement, **{"as-of": THEN})
    assert [
        word for word in ("A secret name", "/partners/", "/topics/", "<q") if word in page
    ] == []


def test_what_was_not_public_then_is_not_named(client, db):
    with on(THEN):
        waiting = PartnerFactory(title_en="Came later", status="draft")
        hidden = PartnerFactory(title_en="Was withdrawn then")
        agreement = AgreementFactory()
        for partner in (waiting, hidden):
            RelationFactory(subject=partner, object=agreement)
        history.add_revision(hidden.record, "published")
    with on("2024-03-04"):
        withdraw([hidden.record])
    publish(agreement, "2024-03-05")
    with on(LATER):
        go_live(waiting.record)
        go_live(hidden.record)
    found = {
        day: [
            name
            for name in ("Came later", "Was withdrawn then")
            if name in shown(client, agreement, **{"as-of": day})
        ]
        for day in ("2024-03-05", LATER)
    }
    assert found == {"2024-03-05": [], LATER: ["Came later", "Was withdrawn then"]}


def test_picture_and_file_that_are_gone_are_not_linked(client, agreement):
    publish(agreement, THEN)
    page = shown(client, agreement)
    assert ("images/a.png" in page, "documents/a.pdf" in page) == (True, True)
    change(agreement, LATER, kept=[], image=None)
    page = shown(client, agreement, **{"as-of": THEN})
    assert ("images/a.png" in page, "documents/a.pdf" in page, "> Text" in page) == (
        False,
        False,
        True,
    )


def test_changes_after_the_day_are_not_told(client, agreement):
    publish(agreement, THEN)
    for day, note in ((LATER, "The first change."), (LAST, "The second change.")):
        with on(day):
            base, *rest = capture(agreement)
            base["fields"]["title_en"] = note
            record = Record.objects.get(pk=agreement.pk)
            save(record, Edit([base, *rest]), why=Why(note, True), publish=True)
    page = shown(client, agreement, **{"as-of": "2024-06-06"})
    assert ("The first change." in page, "The second change." in page) == (True, False)


def test_staff_reads_without_writing(editor_client, agreement):
    publish(agreement, THEN)
    with reading_only():
        response = editor_client.get(agreement.get_absolute_url(), {"as-of": THEN})
    assert response.status_code == 200


def form_in(response):
    """Return (earliest, latest, given day) of the form for a day; "" where there is none."""
    found = re.search(r'<input type="date"[^>]* name="as-of"[^>]*>', response.content.decode())
    values = [re.search(rf' {name}="([^"]*)"', found[0]) for name in ("min", "max", "value")]
    return tuple(value[1] if value else "" for value in values)


UNSHOWN = {
    "2030-01-01": (404, "1 January 2030 is still to come", "2030-01-01"),
    "9999-12-31": (404, "31 December 9999 is still to come", "9999-12-31"),
    BEFORE: (404, "This page was not public on 2 February 2024", BEFORE),
    "0001-01-01": (404, "This page was not public on 1 January 0001", "0001-01-01"),
    "2024-06-07": (404, "This page was not public on 7 June 2024", "2024-06-07"),
    "2024-02-30": (400, "“2024-02-30” is not a date", ""),
    "yesterday": (400, "“yesterday” is not a date", ""),
    "": (400, "“” is not a date", ""),
}
"""A day that cannot be shown: the status, the heading, the day that the form keeps."""


@pytest.mark.parametrize("typed", UNSHOWN)
def test_day_that_cannot_be_shown_says_which_can_and_asks_again(client, agreement, typed):
    publish(agreement, THEN)
    with on("2024-06-06"):
        withdraw([Record.objects.get(pk=agreement.pk)])
    with on(LAST):
        go_live(Record.objects.get(pk=agreement.pk))
        response = client.get(agreement.get_absolute_url(), {"as-of": typed})
    status, heading, kept = UNSHOWN[typed]
    words = text_of(response.content.decode())
    assert response.status_code == status
    assert heading in words
    assert "from 3 March 2024 to 7 July 2024. Choose one of these days." in words
    assert form_in(response) == (THEN, LAST, kept)


def test_first_day_is_that_of_the_publication_planned_for_it(client, agreement):
    with on(THEN):
        Record.objects.filter(pk=agreement.pk).update(publish_at=f"{LATER}T09:00:00+05:00")
        history.add_revision(Record.objects.get(pk=agreement.pk), "published")
    with on(LAST):
        response = client.get(agreement.get_absolute_url(), {"as-of": THEN})
    assert form_in(response) == (LATER, LAST, THEN)


def test_page_and_its_past_offer_the_days_that_there_are(client, agreement):
    publish(agreement, THEN)
    change(agreement, LATER, title_en="Changed")
    with on(LAST):
        now = client.get(agreement.get_absolute_url())
        then = client.get(agreement.get_absolute_url(), {"as-of": "2024-04-04"})
    assert form_in(now) == (THEN, LAST, "")
    assert form_in(then) == (THEN, LAST, "2024-04-04")


QUERIES = {
    "article": 19,
    "agreement": 15,
    "council": 18,
    "event": 14,
    "initiative": 14,
    "partner": 14,
    "person": 14,
    "topic": 14,
}
"""Kind to the number of queries of the page of its star: the same however much it shows."""


@pytest.mark.parametrize("number", [1, 3, 40])
def test_queries_however_many_rows(client, db, number):
    with on(THEN):
        stars = make_register(number)
    for star in stars.values():
        publish(star, THEN)
    counted = {}
    for kind, star in stars.items():
        with CaptureQueriesContext(connection) as queries:
            shown(client, star, **{"as-of": THEN})
        counted[kind] = len(queries)
    assert counted == QUERIES
