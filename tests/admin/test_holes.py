"""Ways past the door that the desk had: an open form that undoes a withdrawal or a merger."""

import pytest
from django.contrib.admin.models import LogEntry
from django.utils.html import escape

from cooperation.changes import drafts, review
from cooperation.changes.merge_duplicate import merge_duplicate
from cooperation.changes.withdraw import withdraw
from cooperation.models import Draft, Premise, Record, Revision, SiteSettings
from cooperation.snapshots.capture import capture
from tests.support.accounts import staff
from tests.support.desk import errors_of, form_of, page_of
from tests.support.factories import (
    AgreementFactory,
    CouncilFactory,
    EvidenceFactory,
    PartnerFactory,
    WorkingGroupFactory,
)
from tests.support.forms import sent_back

STATUSES = {"published": "Publish changes", "draft": "Save and publish"}
STATUSES |= {"withdrawn": "Publish again"}


def button(page, name="_publish"):
    """Return the tag of a button of a form."""
    start = page.index(f'name="{name}"')
    return page[page.rindex("<", 0, start) : page.index(">", start) + 1]


def status_of(record):
    return Record.objects.get(pk=record.pk).status


@pytest.mark.parametrize("status", STATUSES)
def test_button_says_what_publishing_does(editor_client, status):
    record = AgreementFactory(status=status)
    page = editor_client.get(form_of(record)).content.decode()
    assert f'value="{STATUSES[status]}"' in button(page)
    assert "disabled" not in button(page)


def test_open_form_does_not_undo_a_withdrawal(editor_client, editor):
    record = AgreementFactory(title_en="Before")
    typed = sent_back(editor_client.get(form_of(record)), title_en="Typed", _publish="1")
    withdraw([record.record], by=editor)
    response = editor_client.post(form_of(record), typed, follow=True)
    page = response.content.decode()
    assert "has been withdrawn meanwhile. To publish it, open it and press “Publish again”" in page
    assert (status_of(record), 'value="Publish again"' in button(page)) == ("withdrawn", True)
    assert response.context["adminform"].form["title_en"].value() == "Typed"
    assert Revision.objects.newest_first().first().act == "withdrawn"


def test_open_form_of_a_draft_that_was_withdrawn_keeps_the_draft(editor_client, editor):
    record = AgreementFactory(title_en="Before")
    form = editor_client.get(form_of(record))
    editor_client.post(form_of(record), sent_back(form, title_en="Draft", _save="1"))
    typed = sent_back(editor_client.get(form_of(record)), title_en="Typed", _publish="1")
    withdraw([record.record], by=editor)
    editor_client.post(form_of(record), typed)
    assert (status_of(record), Record.objects.get(pk=record.pk).title) == ("withdrawn", "Before")
    assert Draft.objects.get().snapshot[0]["fields"]["title_en"] == "Typed"


@pytest.mark.parametrize("is_by_list", [True, False])
def test_publishing_again_is_asked_for_and_logged(editor_client, editor, is_by_list):
    record = AgreementFactory()
    withdraw([record.record], by=editor)
    if is_by_list:
        ticked = {"action": "publish_selected", "_selected_action": [record.pk]}
        editor_client.post("/admin/cooperation/agreement/", ticked)
    else:
        form = editor_client.get(form_of(record))
        editor_client.post(form_of(record), sent_back(form, _publish="1"))
    words = LogEntry.objects.latest("pk").get_change_message()
    assert (status_of(record), words) == (
        "published",
        "Published again after it had been withdrawn.",
    )


def test_withdrawal_of_a_council_is_not_undone_by_the_open_form_of_a_group(editor_client, editor):
    group = WorkingGroupFactory(council=CouncilFactory())
    typed = sent_back(editor_client.get(form_of(group)), title_en="Typed", _publish="1")
    withdraw([group.council.record], by=editor)
    page = editor_client.post(form_of(group), typed, follow=True).content.decode()
    assert "has been withdrawn meanwhile" in page
    assert status_of(group) == "withdrawn"


@pytest.mark.parametrize("pressed", ["_publish", "_save", "_withdraw"])
def test_form_still_open_on_a_duplicate_keeps_what_was_typed(editor_client, editor, pressed):
    duplicate, survivor = AgreementFactory(title_en="Two"), AgreementFactory(title_en="One")
    typed = sent_back(editor_client.get(form_of(duplicate)), title_en="Typed", **{pressed: "1"})
    merge_duplicate(duplicate.record, survivor.record, by=editor)
    before = capture(duplicate.record)
    response = editor_client.post(form_of(duplicate), typed)
    assert response.status_code == 200
    assert "“Two” was merged into “One”. Change that record instead." in errors_of(response)
    page = response.content.decode()
    assert f'<a href="{form_of(survivor)}">{escape(survivor)}</a>' in page
    assert response.context["adminform"].form["title_en"].value() == "Typed"
    assert (capture(duplicate.record), Draft.objects.count()) == (before, 0)


def test_form_of_a_duplicate_says_why_its_buttons_are_grey(editor_client, editor):
    duplicate, survivor = AgreementFactory(title_en="Two"), AgreementFactory(title_en="One")
    merge_duplicate(duplicate.record, survivor.record, by=editor)
    page = editor_client.get(form_of(duplicate)).content.decode()
    assert [" disabled" in button(page, name) for name in ("_publish", "_continue")] == [True] * 2
    assert "“Two” was merged into “One”" in page
    assert f'<a href="{form_of(survivor)}">' in page


def test_publishing_is_grey_until_somebody_else_has_approved(
    editor_client, django_user_model, editor
):
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviewed_kinds": ["agreement"]})
    record = AgreementFactory(status="draft")
    for address in (form_of(record), page_of(record, "draft")):
        page = editor_client.get(address).content.decode()
        assert "somebody else must approve it first" in page
    assert " disabled" in button(editor_client.get(form_of(record)).content.decode())
    review.approve(record.record, capture(record.record), staff(django_user_model, "o", "Editor"))
    page = editor_client.get(form_of(record)).content.decode()
    assert " disabled" not in button(page)
    assert 'value="publish"' in editor_client.get(page_of(record, "draft")).content.decode()


def test_discarding_the_draft_of_somebody_else_is_grey_for_authors(client, editor, author):
    record = AgreementFactory()
    live = capture(record.record)
    wanted = [{**live[0], "fields": {**live[0]["fields"], "title_en": "Work"}}, *live[1:]]
    drafts.save_draft(record.record, wanted, editor)
    client.force_login(author)
    page = client.get(page_of(record, "draft")).content.decode()
    start = page.index('value="discard"')
    assert " disabled" in page[start : page.index(">", start)]
    assert "Ask an editor to discard it." in page
    client.force_login(editor)
    page = client.get(page_of(record, "draft")).content.decode()
    start = page.index('value="discard"')
    assert " disabled" not in page[start : page.index(">", start)]


def test_author_who_types_what_is_live_keeps_the_typing_and_the_draft(client, editor, author):
    record = AgreementFactory(title_en="Live")
    client.force_login(editor)
    form = client.get(form_of(record))
    client.post(form_of(record), sent_back(form, title_en="Work", _save="1"))
    client.force_login(author)
    form = client.get(form_of(record))
    response = client.post(form_of(record), sent_back(form, title_en="Live", _save="1"))
    assert "Ask an editor to discard it." in errors_of(response)
    assert response.context["adminform"].form["title_en"].value() == "Live"
    assert Draft.objects.get().snapshot[0]["fields"]["title_en"] == "Work"


@pytest.mark.parametrize("is_by_list", [True, False])
def test_deletion_of_what_a_reviewed_inference_rests_on_is_refused_in_words(
    editor_client, is_by_list
):
    fields = {"basis": "inferred", "article": None, "quote": "", "note": "Since."}
    inference = EvidenceFactory(record=AgreementFactory(title_en="Public"), **fields)
    evidence = EvidenceFactory(record=PartnerFactory(), field="title")
    Premise.objects.create(inference=inference, evidence=evidence, words="The words")
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviewed_kinds": ["agreement"]})
    ticked = {"action": "delete_selected", "_selected_action": [evidence.record.pk]}
    address = form_of(evidence.record.partner).replace("change", "delete")
    if is_by_list:
        address = "/admin/cooperation/partner/"
    response = editor_client.post(address, {"post": "yes", **(ticked if is_by_list else {})})
    assert "first choose another premise in “Public”" in response.content.decode()
    assert Record.objects.filter(pk=evidence.record.pk).exists()
