"""Drafts in the form: saved beside what readers see, opened again, published, discarded."""

import pytest
from django.db import connection
from django.test.signals import template_rendered

from cooperation.changes import drafts
from cooperation.changes.consequences import history
from cooperation.models import Draft, Presence, Record, Revision
from tests.support.databases import database_hash
from tests.support.desk import answer, both_open, form_of, headings, page_of, save, titles, told
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    PartnerFactory,
    RelationFactory,
    WorkingGroupFactory,
)
from tests.support.files import pdf, upload
from tests.support.forms import new_part, sent_back


def without_presence():
    """Return the hash of all that the database holds, but for who has a form open."""
    Presence.objects.all().delete()
    return database_hash()


@pytest.mark.parametrize("factory", [*FACTORIES.values(), WorkingGroupFactory])
def test_saving_what_is_public_keeps_a_draft_that_the_form_shows_again(editor_client, factory):
    record = factory(title_en="Public")
    save(editor_client, record, title_en="Draft", _continue="1")
    assert titles(record) == ("Public", "Draft")
    form = editor_client.get(form_of(record))
    assert form.context["adminform"].form["title_en"].value() == "Draft"
    assert "This is the draft." in form.content.decode()
    save(editor_client, record, summary_en="More", _save="1")
    save(editor_client, record, _publish="1", change_note="Ready")
    record = Record.objects.get(pk=record.pk)
    assert (record.title, record.summary, Draft.objects.count()) == ("Draft", "More", 0)
    assert [each.act for each in Revision.objects.newest_first()] == ["published", "loaded"]


def test_rows_that_exist_only_in_the_draft_are_edited_again(editor_client):
    record, partner = AgreementFactory(), PartnerFactory()
    row = new_part("relations_as_object", verb="party_to", subject=partner.pk, order=1)
    save(editor_client, record, _save="1", **row)
    save(editor_client, record, _save="1", **{"relations_as_object-0-role_en": "host"})
    assert not record.relations_as_object.exists()
    save(editor_client, record, _save="1", title_en="And a title")
    save(editor_client, record, _publish="1")
    relation = record.relations_as_object.get()
    assert (relation.subject_id, relation.role_en) == (partner.pk, "host")
    save(editor_client, record, _save="1", **{"relations_as_object-0-DELETE": "on"})
    assert record.relations_as_object.get() == relation
    save(editor_client, record, _publish="1")
    assert not record.relations_as_object.exists()


def test_file_of_a_draft_is_there_when_it_goes_live(
    editor_client, django_capture_on_commit_callbacks
):
    record = AgreementFactory()
    row = new_part("documents", title_en="Text", file=upload(pdf("Words"), "a.pdf"), order=1)
    save(editor_client, record, _save="1", **row)
    assert not record.documents.exists()
    with django_capture_on_commit_callbacks(execute=True):  # the file is read after the commit
        save(editor_client, record, _publish="1")
    document = record.documents.get()
    assert (document.text, document.file.storage.exists(document.file.name)) == ("Words", True)


def test_opening_and_saving_a_draft_changes_nothing_else(editor_client):
    record = AgreementFactory()
    RelationFactory(object=record)
    save(editor_client, record, title_en="Draft", _save="1")
    form = editor_client.get(form_of(record))  # from now on the editor is present
    before = without_presence()
    editor_client.get(form_of(record))
    assert without_presence() == before
    wrong = editor_client.post(form_of(record), sent_back(form, when="13.13.2022", _save="1"))
    assert (wrong.status_code, without_presence()) == (200, before)
    wrong = editor_client.post(form_of(record), sent_back(form, when="13.13.2022", _publish="1"))
    assert (wrong.status_code, without_presence()) == (200, before)
    assert wrong.context["adminform"].form["title_en"].value() == "Draft"


def test_saving_nothing_new_keeps_no_draft(editor_client):
    record = AgreementFactory(title_en="Public")
    save(editor_client, record, _save="1")
    assert not Draft.objects.exists()
    save(editor_client, record, title_en="Draft", _save="1")
    save(editor_client, record, title_en="Public", _save="1")
    assert not Draft.objects.exists()


def test_two_editors_at_one_draft_are_merged_into_it(editor_client):
    record = AgreementFactory(title_en="Public")
    typed = both_open(editor_client, record)
    editor_client.post(form_of(record), typed(title_en="First", _save="1"))
    response = editor_client.post(form_of(record), typed(reference="A/1", _save="1"))
    assert headings(response) == []
    editor_client.post(form_of(record), answer(response))
    assert titles(record) == ("Public", "First")
    assert drafts.draft_of(record).snapshot[1]["fields"]["reference"] == "A/1"
    typed = both_open(editor_client, record)
    editor_client.post(form_of(record), typed(title_en="Second", _save="1"))
    response = editor_client.post(form_of(record), typed(title_en="Third", _save="1"))
    assert len(headings(response)) == 1
    editor_client.post(form_of(record), answer(response, "mine"))
    assert titles(record) == ("Public", "Third")


def test_record_that_moved_on_in_the_same_place_asks_when_the_draft_is_published(editor_client):
    record = AgreementFactory(title_en="Title")
    save(editor_client, record, title_en="Draft", reference="A/1", _save="1")
    Record.objects.filter(pk=record.pk).update(title_en="Loaded", summary_en="Loaded too")
    form = editor_client.get(form_of(record))
    shown = form.context["adminform"].form
    assert (shown["title_en"].value(), shown["summary_en"].value()) == ("Draft", "Loaded too")
    response = editor_client.post(form_of(record), sent_back(form, _publish="1"))
    (question,) = response.context["questions"]
    assert [side.lines for side in (question.base, question.theirs, question.mine)] == [
        [("Title", "Title")],
        [("Title", "Loaded")],
        [("Title", "Draft")],
    ]
    editor_client.post(form_of(record), answer(response, "theirs"))
    record.refresh_from_db()
    assert (record.title, record.reference, titles(record)[1]) == ("Loaded", "A/1", None)


def test_author_saves_drafts_of_what_is_public_and_of_its_evidence(client, author):
    relation = RelationFactory()
    record = relation.object
    client.force_login(author)
    form = client.get(form_of(record))
    assert 'name="_publish"' not in form.content.decode()
    row = {"relations_as_object-0-DELETE": "on"}
    client.post(form_of(record), sent_back(form, title_en="Draft", _publish="1", **row))
    assert titles(record)[1] == "Draft"
    assert list(record.relations_as_object.all()) == [relation]


def test_discarding_asks_first_and_shows_what_goes(editor_client):
    record = AgreementFactory(title_en="Public")
    save(editor_client, record, title_en="Draft", _save="1")
    address = page_of(record, "draft")
    asked = editor_client.post(address, {"do": "discard"})
    assert told(asked)[0] == {"Title": ("Public", "Draft")}
    assert titles(record) == ("Public", "Draft")
    editor_client.post(address, {"do": "discard", "confirmed": "1"})
    assert titles(record) == ("Public", None)


def test_draft_is_compared_with_the_record_and_with_any_revision(editor_client):
    record = AgreementFactory(title_en="One")
    save(editor_client, record, title_en="Two")
    save(editor_client, record, title_en="Three", _save="1")
    address = page_of(record, "compare")
    for query, old in (("from=now&to=draft", "Two"), ("from=1&to=draft", "One")):
        assert told(editor_client.get(f"{address}?{query}"))[0] == {"Title": (old, "Three")}
    assert 'value="draft"' in editor_client.get(page_of(record, "history")).content.decode()


def test_list_says_which_records_have_a_draft(editor_client):
    record = AgreementFactory(title_en="Public")
    AgreementFactory()
    save(editor_client, record, title_en="Draft", _save="1")
    page = editor_client.get("/admin/cooperation/agreement/").content.decode()
    assert page.count("with a draft") == 1


def test_lists_publish_drafts_of_what_is_public(editor_client):
    record, other = AgreementFactory(title_en="Public"), AgreementFactory(title_en="Loaded")
    save(editor_client, record, title_en="Draft", _save="1")
    save(editor_client, other, title_en="Other draft", _save="1")
    Record.objects.filter(pk=other.pk).update(title_en="Loaded since")
    ticked = {"action": "publish_selected", "_selected_action": [record.pk, other.pk]}
    page = editor_client.post("/admin/cooperation/agreement/", ticked, follow=True)
    assert titles(record) == ("Draft", None)
    assert titles(other) == ("Loaded since", "Other draft")
    assert "were changed in the same place" in page.content.decode()


def test_withdrawing_takes_what_was_typed_along(editor_client):
    record = AgreementFactory(title_en="Public")
    save(editor_client, record, title_en="Draft", _save="1")
    save(editor_client, record, summary_en="More", _withdraw="1")
    record = Record.objects.get(pk=record.pk)
    assert (record.status, record.title, record.summary) == ("withdrawn", "Draft", "More")
    assert not Draft.objects.exists()


def test_draft_whose_partner_was_deleted_says_so(editor_client):
    record, partner = AgreementFactory(), PartnerFactory(title_en="Gone")
    row = new_part("relations_as_object", verb="party_to", subject=partner.pk, order=1)
    save(editor_client, record, _save="1", title_en="Draft", **row)
    partner.delete()
    page = editor_client.get(form_of(record)).content.decode()
    assert "The draft cannot keep this" in page
    save(editor_client, record, _publish="1")
    assert (titles(record)[0], record.relations_as_object.count()) == ("Draft", 0)


def test_deleting_a_record_names_its_draft(editor_client):
    record = AgreementFactory(title_en="Public")
    save(editor_client, record, title_en="Draft", _save="1")
    page = editor_client.get(form_of(record).replace("change", "delete"))
    assert "draft of “Public”" in page.content.decode()
    history.add_first_revision(record)
    editor_client.post(form_of(record).replace("change", "delete"), {"post": "yes"})
    assert not Record.objects.filter(pk=record.pk).exists()


def test_forms_of_drafts_render_outside_any_transaction(editor_client):
    """The rollback of the draft is over, so a slow page keeps nobody from saving."""
    record, partner = AgreementFactory(), PartnerFactory()
    row = new_part("relations_as_object", verb="party_to", subject=partner.pk, order=1)
    save(editor_client, record, _save="1", **row)
    relation = Draft.objects.get().snapshot[-1]["pk"]
    proof = new_part(
        "evidence", supports=f"relation:{relation}", basis="outside", note="In a letter.", order=1
    )
    save(editor_client, record, _save="1", **proof)
    outside = list(connection.savepoint_ids)
    depths = []

    def note(**_given):
        depths.append(list(connection.savepoint_ids))

    template_rendered.connect(note)
    try:
        shown = editor_client.get(form_of(record))
        wrong = editor_client.post(form_of(record), sent_back(shown, when="32", _save="1"))
        again = editor_client.post(
            form_of(record), {"_reopen": "1", "opened": sent_back(shown)["opened"]}
        )
        Record.objects.filter(pk=record.pk).delete()
        lost = editor_client.post(form_of(record), sent_back(shown, when="32", _save="1"))
    finally:
        template_rendered.disconnect(note)
    assert (wrong.status_code, depths) == (200, [outside] * len(depths))
    pages = [form.content.decode() for form in (shown, wrong, again, lost)]
    assert [("In a letter." in page, str(partner) in page) for page in pages] == [(True, True)] * 4
