"""A form again as it was opened, and what becomes of typing when the record has been deleted."""

from cooperation.models import Agreement, Record
from cooperation.snapshots.capture import capture
from tests.support.databases import database_hash
from tests.support.desk import answer, both_open, errors_of, form_of, headings
from tests.support.factories import AgreementFactory, PartnerFactory, RelationFactory
from tests.support.forms import new_part, sent_back


def registered():
    """Return the snapshots of all records."""
    return [capture(record.as_kind()) for record in Record.objects.order_by("pk")]


def reopened(client, record, typed, **more):
    return client.post(form_of(record), {"_reopen": "1", "opened": typed()["opened"], **more})


def test_form_is_reopened_as_it_was_and_merges_what_was_typed(editor_client):
    record = AgreementFactory(title_en="Before")
    record.provisions.create(text_en="First")
    typed = both_open(editor_client, record)
    row = new_part("provisions", 1, text_en="Theirs", order=2)
    editor_client.post(form_of(record), typed(title_en="Theirs", **row))
    before = registered()
    form = reopened(editor_client, record, typed, typing="0a1b2c3d")
    assert (form.status_code, registered()) == (200, before)
    again = sent_back(form, summary_en="Mine", **{"provisions-0-DELETE": "on"})
    assert (again["title_en"], again["provisions-TOTAL_FORMS"]) == ("Before", 1)
    assert form.context["restored"] == "0a1b2c3d"
    response = editor_client.post(form_of(record), again)
    assert headings(response) == []
    editor_client.post(form_of(record), answer(response))
    record.refresh_from_db()
    assert (record.title_en, record.summary_en) == ("Theirs", "Mine")
    assert [part.text_en for part in record.provisions.all()] == ["Theirs"]


def test_form_is_not_reopened_from_what_this_site_did_not_make(editor_client):
    record = AgreementFactory(title_en="Now")
    form = editor_client.post(form_of(record), {"_reopen": "1", "opened": "forged"})
    assert (form.status_code, sent_back(form)["title_en"]) == (200, "Now")


def test_reader_of_the_desk_cannot_reopen_to_change(client, author, looker):
    record = AgreementFactory(status="draft")
    client.force_login(author)
    typed = both_open(client, record)
    client.force_login(looker)
    form = reopened(client, record, typed)
    assert (form.status_code, form.context["has_change_permission"]) == (200, False)


def gone(client, record):
    """Return what a form holds of a record that is deleted while it is open."""
    typed = both_open(client, record)
    record.relations_as_object.all().delete()
    type(record).objects.filter(pk=record.pk).delete()
    return typed


def test_typing_into_a_deleted_record_is_shown_and_makes_it_again(editor_client):
    relation = RelationFactory()
    record, address = relation.object, form_of(relation.object)
    record.aliases.create(text="Old name")
    pk, slug = record.pk, record.slug
    typed = gone(editor_client, record)
    partner = PartnerFactory()
    row = new_part("relations_as_object", 1, verb="party_to", subject=partner.pk, order=2)
    before = database_hash()
    response = editor_client.post(address, typed(title_en="Typed", **row))
    assert (response.status_code, database_hash()) == (404, before)
    text = response.content.decode()
    assert "Typed" in text and str(partner) in text
    again = editor_client.post(address, {"gone": response.context["sealed"], "typing": "0a1b2c3d"})
    assert (again.status_code, again.url) == (302, address)
    assert again.cookies["saved-0a1b2c3d"].value == "1"
    record = Agreement.objects.get(pk=pk)
    assert (record.title_en, record.slug, record.status) == ("Typed", slug, "draft")
    assert {each.subject_id for each in record.relations_as_object.all()} == {
        relation.subject_id,
        partner.pk,
    }
    assert [each.text for each in record.aliases.all()] == ["Old name"]


def test_deleted_record_comes_back_beside_the_one_that_took_its_address(editor_client):
    record = AgreementFactory(slug="taken", title_en="Mine")
    typed = gone(editor_client, record)
    other = AgreementFactory(slug="taken", title_en="Other")
    response = editor_client.post(form_of(record), typed(summary_en="Typed"))
    editor_client.post(form_of(record), {"gone": response.context["sealed"]})
    rows = Agreement.objects.order_by("pk").values_list("pk", "slug", "title_en", "summary_en")
    assert sorted(rows) == sorted(
        [(record.pk, "taken-2", "Mine", "Typed"), (other.pk, "taken", "Other", None)]
    )


def test_wrong_typing_into_a_deleted_record_is_said_and_can_be_put_right(editor_client):
    record = AgreementFactory()
    typed = gone(editor_client, record)
    response = editor_client.post(form_of(record), typed(title_en="Typed", when="31.02.2022"))
    assert "is not a date" in errors_of(response)
    response = editor_client.post(form_of(record), sent_back(response, when="2022"))
    assert (response.status_code, "Typed" in response.content.decode()) == (404, True)
    assert Record.objects.count() == 0


def test_record_that_two_make_again_is_merged(editor_client):
    record = AgreementFactory()
    typed = gone(editor_client, record)
    pages = [
        editor_client.post(form_of(record), typed(**each))
        for each in ({"title_en": "First"}, {"summary_en": "Second"})
    ]
    for page in pages:
        response = editor_client.post(form_of(record), {"gone": page.context["sealed"]})
    assert headings(response) == []
    editor_client.post(form_of(record), answer(response))
    saved = Record.objects.get(pk=record.pk)
    assert (saved.title_en, saved.summary_en) == ("First", "Second")


def test_address_of_no_record_says_so(editor_client):
    for number in ("99", "0", "x", "9" * 30):
        response = editor_client.get(f"/admin/cooperation/agreement/{number}/change/")
        assert response.status_code == 404
        assert "Perhaps somebody has deleted it." in response.content.decode()


def test_page_tells_who_deleted_the_record_and_when(editor_client):
    record = AgreementFactory(title_en="Old")
    address = form_of(record)
    editor_client.post(address.replace("/change/", "/delete/"), {"post": "yes"})
    text = editor_client.get(address).content.decode()
    assert "editor has deleted “Old” (" in text


def test_record_is_made_again_only_from_a_page_of_this_site(editor_client, client, author):
    record = AgreementFactory()
    typed = gone(editor_client, record)
    assert editor_client.post(form_of(record), {"gone": typed()["opened"]}).status_code == 403
    page = editor_client.post(form_of(record), typed(title_en="Typed"))
    other = {"gone": page.context["sealed"]}
    address = f"/admin/cooperation/agreement/{record.pk + 1}/change/"
    assert editor_client.post(address, other).status_code == 403
    editor_client.logout()
    author.groups.clear()
    client.force_login(author)
    assert client.post(form_of(record), other).status_code == 403
