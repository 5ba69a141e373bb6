"""Pages of records as they are not now: previews of drafts, and how they were on a day."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from cooperation.changes import drafts
from cooperation.changes.consequences import history
from cooperation.changes.preview_links import SALT, token_of
from cooperation.models import Comment, Record
from cooperation.snapshots.capture import capture
from tests.support.databases import database_hash
from tests.support.desk import page_of, save
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    EvidenceFactory,
    RelationFactory,
    WorkingGroupFactory,
)


def drafted(record, **fields):
    """Give a record a draft with other fields."""
    snapshot = capture(record)
    snapshot[0]["fields"] |= fields
    drafts.save_draft(record, snapshot)


def preview(record, language=""):
    return f"{language}/preview/{token_of(record.record)}/"


@pytest.mark.parametrize("status", ["draft", "published", "withdrawn"])
@pytest.mark.parametrize("factory", [*FACTORIES.values(), WorkingGroupFactory])
def test_preview_shows_the_page_with_the_draft_and_changes_nothing(client, db, factory, status):
    record = factory(title_en="As it is", title_ru="Как есть", status=status)
    if record.kind == "working_group":
        Record.objects.filter(pk=record.council_id).update(status="published")
    drafted(record, title_en="As it is to be", title_ru="Как будет")
    before = database_hash()
    for language, title in (("", "As it is to be"), ("/ru", "Как будет")):
        response = client.get(preview(record, language))
        page = response.content.decode()
        assert (response.status_code, title in page) == (200, True)
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in response.headers["Cache-Control"]
    assert database_hash() == before


def test_preview_shows_relations_and_evidence_of_the_draft(client, db):
    record, article = AgreementFactory(), ArticleFactory()
    relation = RelationFactory(object=record, subject__title_en="The partner")
    EvidenceFactory(record=record, field="", relation=relation, article=article)
    partner, wanted = relation.subject, capture(record)
    relation.delete()
    drafts.save_draft(record, wanted)
    assert partner.title not in client.get(record.get_absolute_url()).content.decode()
    page = client.get(preview(record)).content.decode()
    assert partner.title in page
    assert article.get_absolute_url() in page


def test_preview_hides_what_is_not_public(client, db):
    relation = RelationFactory(subject__status="draft", subject__title_en="A secret partner")
    page = client.get(preview(relation.object)).content.decode()
    assert "A secret partner" not in page


def test_previewed_article_has_its_new_sentences(client, db):
    article = ArticleFactory()
    wanted = capture(article)
    wanted[1]["fields"]["body_en"] += "<p>Quite a new sentence.</p>"
    drafts.save_draft(article, wanted)
    page = client.get(preview(article)).content.decode()
    assert "Quite a new sentence." in page
    assert not article.passages.exists()


def test_link_ends_after_a_week_and_cannot_be_made_up(client, db):
    record = AgreementFactory()
    address = preview(record)
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23), tick=False):
        assert client.get(address).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert client.get(address).status_code == 410
        assert client.post(address, {"text": "Late"}).status_code == 410
    for token in ("nonsense", address.split("/")[2][:-1], signing.dumps(record.pk, salt="other")):
        assert client.get(f"/preview/{token}/").status_code == 410
    assert client.get(f"/preview/{signing.dumps(999, salt=SALT)}/").status_code == 410


def test_outsider_comments_by_the_link(client, db):
    record = AgreementFactory(status="draft")
    response = client.post(preview(record), {"name": "Delegation", "text": "The day is wrong."})
    assert response.status_code == 302
    assert "The editors have your comment" in client.get(response.url).content.decode()
    comment = Comment.objects.get()
    assert (comment.record_id, comment.author, comment.name, comment.text) == (
        record.pk,
        None,
        "Delegation",
        "The day is wrong.",
    )
    wrong = client.post(preview(record), {"name": "Delegation", "text": ""})
    assert (wrong.status_code, 'value="Delegation"' in wrong.content.decode()) == (400, True)


def test_comments_from_outside_have_an_end(client, db, monkeypatch):
    monkeypatch.setattr("cooperation.views.preview.MOST_COMMENTS", 1)
    record = AgreementFactory()
    client.post(preview(record), {"text": "One"})
    assert client.post(preview(record), {"text": "Two"}).status_code == 400
    assert Comment.objects.count() == 1


def test_staff_sees_the_preview_framed_in_each_language_and_width(editor_client):
    record = AgreementFactory()
    save(editor_client, record, title_en="Draft", _save="1")
    response = editor_client.get(f"{page_of(record, 'preview')}?in=ru&width=telephone")
    page = response.content.decode()
    assert ('width="360"' in page, "/ru/preview/" in page) == (True, True)
    assert "frame-src 'self'" in response.headers["Content-Security-Policy"]
    framed = editor_client.get(preview(record))
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in framed.headers["Content-Security-Policy"]
    plain = editor_client.get(record.get_absolute_url())
    assert plain.headers["X-Frame-Options"] == "DENY"


# As of a day


def changed_on(record, day, **fields):
    """Publish a change of a record at noon of a day."""
    with time_machine.travel(f"{day}T12:00:00+05:00", tick=False):
        history.add_first_revision(record)
        Record.objects.filter(pk=record.pk).update(updated_at=timezone.now(), **fields)
        record.refresh_from_db()
        act = "published" if record.status == "published" else record.status
        history.add_revision(record.record, act)


@pytest.fixture
def changed(db):
    """A record that was public from 3 March 2024 on, and changed its title on 5 May."""
    with time_machine.travel("2024-03-03T12:00:00+05:00", tick=False):
        record = AgreementFactory(title_en="First title")
    changed_on(record, "2024-05-05", title_en="Second title")
    changed_on(record, "2024-06-06", title_en="Third title")
    return record


@pytest.mark.parametrize(
    ("day", "title"),
    [
        ("2024-03-03", "First title"),
        ("2024-05-04", "First title"),
        ("2024-05-05", "Second title"),
        ("2024-06-05", "Second title"),
        ("2024-06-06", "Third title"),
    ],
)
def test_page_as_of_a_day_is_as_it_was(client, changed, day, title):
    before = database_hash()
    response = client.get(changed.get_absolute_url(), {"as-of": day})
    page = response.content.decode()
    assert (response.status_code, f"<h1>{title}" in page) == (200, True)
    assert "This is the page as it was at the end of" in page
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert database_hash() == before
    page = client.get(changed.get_absolute_url()).content.decode()
    assert ("Third title" in page, "as it was at the end" in page) == (True, False)


@pytest.mark.parametrize(
    ("day", "status"),
    [("2024-03-02", 404), ("3024-01-01", 404), ("2024-02-31", 400), ("x", 400), ("", 400)],
)
def test_day_without_a_page_says_so(client, changed, day, status):
    response = client.get(changed.get_absolute_url(), {"as-of": day})
    assert response.status_code == status
    assert "Current version" in response.content.decode()


def test_day_on_which_it_was_withdrawn_has_no_page(client, changed):
    changed_on(changed, "2024-07-07", status="withdrawn")
    changed_on(changed, "2024-08-08", status="published")
    address = changed.get_absolute_url()
    answers = [
        client.get(address, {"as-of": f"2024-{day}"}).status_code
        for day in ("07-06", "07-07", "08-08")
    ]
    assert answers == [200, 404, 200]


def test_what_is_withdrawn_now_is_not_shown_as_it_was(client, changed):
    changed_on(changed, "2024-07-07", status="withdrawn")
    shown = client.get(changed.get_absolute_url(), {"as-of": "2024-05-05"})
    assert (shown.status_code >= 400, "Second title" in shown.content.decode()) == (True, False)


def test_page_as_it_was_hides_what_is_no_longer_public(client, db):
    with time_machine.travel("2024-03-03T12:00:00+05:00", tick=False):
        relation = RelationFactory(subject__title_en="Withdrawn since")
    record = relation.object
    changed_on(record, "2024-05-05", title_en="Changed")
    address = record.get_absolute_url()
    assert "Withdrawn since" in client.get(address, {"as-of": "2024-04-04"}).content.decode()
    Record.objects.filter(pk=relation.subject_id).update(status="withdrawn")
    assert "Withdrawn since" not in client.get(address, {"as-of": "2024-04-04"}).content.decode()


def test_foot_of_a_page_asks_for_a_day(client, changed):
    page = client.get(reverse("agreement-detail", args=[changed.slug])).content.decode()
    assert 'name="as-of"' in page
