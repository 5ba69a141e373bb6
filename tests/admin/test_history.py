"""The history of a record in the admin: list, comparison, restoring."""

import pytest

from cooperation.changes.consequences import history
from cooperation.models import Draft, Record, Revision
from tests.support.desk import errors_of, form_of, page_of, save, told
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    EvidenceFactory,
    PartnerFactory,
    WorkingGroupFactory,
)
from tests.support.forms import new_part, sent_back


def test_saving_what_is_public_keeps_how_it_was_and_how_it_is(editor_client, editor):
    record = AgreementFactory(title_en="Before")
    save(editor_client, record, title_en="After", change_note="Its real name", is_major="on")
    first, second = Revision.objects.order_by("number")
    assert (first.act, first.snapshot[0]["fields"]["title_en"]) == ("loaded", "Before")
    assert (second.act, second.snapshot[0]["fields"]["title_en"]) == ("published", "After")
    assert (second.note, second.is_major, second.made_by) == ("Its real name", True, editor)


def test_major_change_needs_a_note(editor_client):
    record = AgreementFactory()
    form = editor_client.get(form_of(record))
    response = editor_client.post(form_of(record), sent_back(form, is_major="on"))
    assert "A major change needs a note" in errors_of(response)


def test_drafts_have_no_history_until_they_are_published(editor_client):
    record = AgreementFactory(status="draft")
    save(editor_client, record, title_en="Better")
    assert not Revision.objects.exists()
    assert "No revisions yet" in editor_client.get(page_of(record, "history")).content.decode()
    save(editor_client, record, title_en="Best", _publish="1", change_note="Ready")
    assert [(each.act, each.note) for each in Revision.objects.all()] == [("published", "Ready")]
    save(editor_client, record, _withdraw="1")
    assert [each.act for each in Revision.objects.all()] == ["withdrawn", "published"]


def test_bulk_actions_keep_revisions_too(editor_client, editor):
    records = [AgreementFactory(status="draft"), AgreementFactory(status="draft")]
    chosen = {"action": "publish_selected", "_selected_action": [each.pk for each in records]}
    editor_client.post("/admin/cooperation/agreement/", chosen)
    assert [each.made_by for each in Revision.objects.all()] == [editor, editor]


def test_any_two_are_compared_in_the_order_of_time(editor_client):
    record, partner = AgreementFactory(title_en="One"), PartnerFactory(title_en="UNODC")
    save(editor_client, record, title_en="Two")
    row = new_part("relations_as_object", verb="party_to", subject=partner.pk, order=1)
    save(editor_client, record, **row)
    address = page_of(record, "compare")
    expected = {"Title": ("One", "Two")}
    assert told(editor_client.get(f"{address}?from=1&to=2")) == (expected, [])
    assert told(editor_client.get(f"{address}?from=2&to=1")) == (expected, [])
    values, headings = told(editor_client.get(f"{address}?from=2&to=now"))
    assert headings == [("UNODC party to Two", "added")]
    assert values["Record"] == ("", "UNODC")
    page = editor_client.get(f"{address}?from=1&to=now").content.decode()
    assert "removed:</span>" not in page and ">One<" in page and ">Two<" in page


@pytest.mark.parametrize("query", ["from=9", "from=x", "from=1&to=-1", "from=99999999999999999999"])
def test_revision_that_is_not_there_is_not_found(editor_client, query):
    record = AgreementFactory()
    history.add_first_revision(record)
    assert editor_client.get(f"{page_of(record, 'compare')}?{query}").status_code == 404


@pytest.mark.parametrize("factory", [*FACTORIES.values(), WorkingGroupFactory])
def test_every_kind_is_restored_after_a_look_at_the_difference(editor_client, factory):
    record = factory(title_en="Before")
    save(editor_client, record, title_en="After")
    address = page_of(record, "restore", 1)
    assert told(editor_client.get(address)) == ({"Title": ("After", "Before")}, [])
    assert Record.objects.get(pk=record.pk).title == "After"
    assert editor_client.post(address).url == form_of(record)
    assert Record.objects.get(pk=record.pk).title == "After"
    assert "publish or discard it first" in editor_client.get(address).content.decode().lower()
    save(editor_client, record, change_note="It was right")
    assert Record.objects.get(pk=record.pk).title == "Before"
    last = Revision.objects.newest_first().first()
    assert (last.number, last.act, last.note) == (3, "published", "It was right")


def test_restored_article_has_its_sentences_and_evidence_again(editor_client):
    article = ArticleFactory()
    evidence = EvidenceFactory(article=article)
    save(editor_client, article)
    save(editor_client, article, body_en="<p>Nothing of it.</p>", accept_orphans="on")
    evidence.refresh_from_db()
    assert evidence.passage is None
    editor_client.post(page_of(article, "restore", 1))
    save(editor_client, article)
    evidence.refresh_from_db()
    assert evidence.passage.text == evidence.quote


def test_authors_see_the_history_and_restore_into_a_draft(client, author):
    record = AgreementFactory()
    history.add_first_revision(record)
    client.force_login(author)
    page = client.get(page_of(record, "history")).content.decode()
    assert ("Loaded" in page, page_of(record, "restore", 1) in page) == (True, True)
    assert client.get(f"{page_of(record, 'compare')}?from=1").status_code == 200
    Record.objects.filter(pk=record.pk).update(title_en="Since")
    client.post(page_of(record, "restore", 1))
    assert Record.objects.get(pk=record.pk).title == "Since"
    assert Draft.objects.get().saved_by == author


def test_history_of_what_is_not_there(editor_client, client):
    record = AgreementFactory()
    for name, rest in (("compare", []), ("restore", [1])):
        address = page_of(record, name, *rest).replace(f"/{record.pk}/", "/999/")
        assert editor_client.get(address).status_code == 404
    address = page_of(record, "history").replace(f"/{record.pk}/", "/999/")
    assert editor_client.get(address).status_code == 302


def test_long_history_is_listed_in_pages(editor_client, django_assert_max_num_queries):
    record = AgreementFactory()
    history.add_first_revision(record)
    first = Revision.objects.get()
    Revision.objects.bulk_create(
        Revision(record_id=record.pk, number=number, act="published", snapshot=first.snapshot)
        for number in range(2, 121)
    )
    with django_assert_max_num_queries(12):
        page = editor_client.get(f"{page_of(record, 'history')}?revisions=2")
    assert [each.number for each in page.context["revisions"]] == list(range(70, 20, -1))
