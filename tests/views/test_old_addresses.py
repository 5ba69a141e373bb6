"""Addresses that were public once: where they lead, and what they say of what is gone."""

import pytest
from django.utils.translation import override

from cooperation.changes.consequences import history
from cooperation.changes.publish import publish
from cooperation.changes.restore import restore
from cooperation.changes.why import Why
from cooperation.changes.withdraw import withdraw
from cooperation.domain.languages import CODES
from cooperation.models import OldAddress, Record
from tests.support.desk import errors_of, form_of
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    CouncilFactory,
    EventFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
    WorkingGroupFactory,
)
from tests.support.forms import sent_back
from tests.support.pages import body_of, meta_in, text_of, titles_in

pytestmark = pytest.mark.django_db


def move(client, record, slug, **typed):
    """Give a record another address in its form."""
    response = client.post(
        form_of(record), sent_back(client.get(form_of(record)), slug=slug, **typed)
    )
    assert response.status_code == 302, errors_of(response)
    record.refresh_from_db()


def known():
    """Return {old address: the slug of the record to which it leads}."""
    rows = OldAddress.objects.select_related("record")
    return {row.slug: row.record and row.record.slug for row in rows}


def answered(client, address):
    """Return the status of an address and where it leads."""
    response = client.get(address)
    return response.status_code, response.headers.get("Location")


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("factory", FACTORIES.values())
def test_old_addresses_lead_in_one_step_in_each_language(client, editor, factory, language):
    record = factory(slug="a")
    with override(language):
        first = record.get_absolute_url()
    client.force_login(editor)
    move(client, record, "b")
    move(client, record, "c")
    client.logout()
    with override(language):
        now = record.get_absolute_url()
    assert answered(client, f"{first}?page=2&x=%C3%A9") == (301, f"{now}?page=2&x=%C3%A9")
    assert answered(client, first.replace("/a/", "/b/")) == (301, now)
    assert client.get(now).status_code == 200
    assert known() == {"a": "c", "b": "c"}


@pytest.mark.parametrize("language", ["", "/ru", "/uz"])
def test_what_stands_below_an_address_moves_with_it(client, editor, language):
    meeting, record = EventFactory(), AgreementFactory(slug="old")
    RelationFactory(subject=record, verb="adopted_at", object=meeting)
    client.force_login(editor)
    move(client, record, "new")
    client.logout()
    for address in (
        "/agreements/{}/cite.bib",
        "/agreements/{}/cite.ris",
        "/agreements/{}/lineage.svg",
    ):
        old, new = (f"{language}{address.format(slug)}" for slug in ("old", "new"))
        assert answered(client, old) == (301, new)
        assert client.get(new).status_code == 200


@pytest.mark.parametrize("language", ["", "/ru", "/uz"])
def test_page_of_two_partners_follows_either_or_both(client, editor, language):
    one, other = PartnerFactory(slug="a"), PartnerFactory(slug="m")
    client.force_login(editor)
    move(client, one, "z")
    assert answered(client, f"{language}/partners/a/with/m/?page=1") == (
        301,
        f"{language}/partners/m/with/z/?page=1",
    )
    move(client, other, "n")
    client.logout()
    now = f"{language}/partners/n/with/z/"
    for old in ("a/with/m", "m/with/a", "a/with/n", "m/with/z", "z/with/m", "z/with/n"):
        assert answered(client, f"{language}/partners/{old}/") == (301, now)
    assert client.get(now).status_code == 200
    assert client.get(f"{language}/partners/a/with/nobody/").status_code == 404
    withdraw([other])
    assert client.get(f"{language}/partners/a/with/m/").status_code == 410


def test_redirection_is_asked_for_again_each_time(client, editor_client):
    record = AgreementFactory(slug="a")
    move(editor_client, record, "b")
    assert editor_client.get("/agreements/a/").headers["Cache-Control"] == "no-cache"


def test_going_back_to_an_old_address_makes_no_loop(editor_client):
    record = AgreementFactory(slug="a")
    for slug in ("b", "a"):
        move(editor_client, record, slug)
    assert known() == {"b": "a"}
    assert answered(editor_client, "/agreements/a/") == (200, None)
    assert answered(editor_client, "/agreements/b/") == (301, "/agreements/a/")


def test_address_of_a_draft_or_of_what_was_scheduled_leaves_nothing(client, editor):
    client.force_login(editor)
    draft = AgreementFactory(slug="a", status="draft")
    move(client, draft, "b", _publish="1")
    scheduled = AgreementFactory(slug="c", publish_at="2999-01-01T00:00Z")
    move(client, scheduled, "d")
    client.logout()
    assert known() == {}
    assert [client.get(f"/agreements/{slug}/").status_code for slug in "abcd"] == [
        404,
        200,
        404,
        404,
    ]


def test_withdrawn_record_keeps_its_addresses_whatever_happens_to_it(client, editor):
    record = AgreementFactory(slug="a")
    client.force_login(editor)
    move(client, record, "b", _withdraw="1")
    move(client, record, "c")
    client.logout()
    assert [client.get(f"/agreements/{slug}/").status_code for slug in "abc"] == [410, 410, 410]
    publish(record)
    assert [answered(client, f"/agreements/{slug}/") for slug in "ab"] == [
        (301, "/agreements/c/"),
        (301, "/agreements/c/"),
    ]


def test_address_of_another_kind_is_not_meant(client, editor_client):
    move(editor_client, AgreementFactory(slug="a"), "b")
    assert editor_client.get("/events/a/").status_code == 404
    assert editor_client.get("/og/nonsense/a.png").status_code == 404


def test_emptied_address_is_made_from_the_title_anew(editor_client):
    record = AgreementFactory(slug="pact", title_en="Pact")
    move(editor_client, record, "")
    assert (record.slug, known()) == ("pact", {})
    move(editor_client, record, "", title_en="Memorandum")
    assert (record.slug, known()) == ("memorandum", {"pact": "memorandum"})


def test_new_record_gets_no_old_address_of_another(editor_client):
    move(editor_client, AgreementFactory(slug="pact", title_en="The Pact"), "the-pact")
    other = AgreementFactory(status="draft", slug="other")
    form = editor_client.get(form_of(other))
    refused = editor_client.post(form_of(other), sent_back(form, slug="pact"))
    assert (
        "“pact” is an old address of “The Pact” and still leads there. Type another, or leave it "
        "empty." in errors_of(refused)
    )
    move(editor_client, other, "", title_en="Pact")
    assert (other.slug, known()) == ("pact-2", {"pact": "the-pact"})


def test_address_of_a_deleted_record_is_gone_and_given_to_no_other(client, editor):
    client.force_login(editor)
    for status, slug in (("published", "a"), ("withdrawn", "b"), ("draft", "c")):
        record = TopicFactory(slug=slug, status=status)
        client.post(form_of(record).replace("change", "delete"), {"post": "yes"})
    assert not Record.objects.exists()
    draft = TopicFactory(slug="d", status="draft")
    refused = client.post(form_of(draft), sent_back(client.get(form_of(draft)), slug="a"))
    assert "“a” is the address of a deleted record" in errors_of(refused)
    client.logout()
    assert [client.get(f"/topics/{slug}/").status_code for slug in "abcd"] == [410, 410, 404, 404]
    assert "has been deleted" in text_of(body_of(client.get("/topics/a/")))


def test_deleted_in_the_list_is_gone_too(client, editor):
    record = TopicFactory(slug="b")
    client.force_login(editor)
    move(client, record, "c")
    chosen = {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"}
    client.post("/admin/cooperation/topic/", chosen)
    client.logout()
    assert [client.get(f"/topics/{slug}/").status_code for slug in "bc"] == [410, 410]


@pytest.mark.parametrize("factory", FACTORIES.values())
def test_withdrawn_record_is_gone_and_says_why_without_its_content(client, factory):
    record = factory(slug="a", title_en="Its title", summary_en="Its summary")
    address = record.get_absolute_url()
    withdraw([record], why=Why("The source was retracted.", True))
    for language in ("", "/ru", "/uz"):
        response = client.get(f"{language}{address}")
        page = body_of(response)
        assert response.status_code == 410
        assert ("The source was retracted." in page, "Its title" in page, "Its summ" in page) == (
            True,
            False,
            False,
        )
        assert meta_in(response, "robots") == "noindex"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert "no-store" in response.headers["Cache-Control"]
    assert address not in body_of(client.get("/sitemap.xml"))


def test_note_that_is_not_for_readers_stays_among_the_editors(client):
    record = AgreementFactory(slug="a")
    withdraw([record], why=Why("Ask the lawyers."))
    page = text_of(body_of(client.get("/agreements/a/")))
    assert ("Ask the lawyers" in page, "No reason was given." in page) == (False, True)


def test_what_was_never_public_is_not_found(client):
    AgreementFactory(slug="a", status="draft")
    scheduled = AgreementFactory(slug="b", publish_at="2999-01-01T00:00Z")
    assert [client.get(f"/agreements/{slug}/").status_code for slug in "abc"] == [404] * 3
    withdraw([scheduled])
    assert client.get("/agreements/b/").status_code == 404


def test_staff_still_sees_what_is_withdrawn_as_a_preview(editor_client):
    record = AgreementFactory(slug="a", title_en="Its title")
    withdraw([record])
    response = editor_client.get("/agreements/a/")
    assert (response.status_code, "Its title" in body_of(response)) == (200, True)


def test_published_again_it_answers_as_before(client):
    record = AgreementFactory(slug="a")
    withdraw([record])
    publish(record)
    assert client.get("/agreements/a/").status_code == 200


def test_public_pages_take_no_query_for_old_addresses(client, django_assert_max_num_queries):
    CouncilFactory(slug="a")
    client.get("/councils/a/")
    with django_assert_max_num_queries(99) as queries:
        assert client.get("/councils/a/").status_code == 200
    assert "oldaddress" not in str(queries.captured_queries)


def test_revision_leads_to_records_that_have_moved_since(editor_client):
    relation = RelationFactory(role_en="host")
    record, partner = relation.object, relation.subject
    history.add_first_revision(record)
    number = record.revisions.get().snapshot
    move(editor_client, partner, "elsewhere")
    relation.delete()
    restore(record.record, number)
    publish(record.record)
    assert record.relations_as_object.get().subject.slug == "elsewhere"


def test_list_is_filtered_by_the_former_address_of_a_partner(client, editor):
    relation = RelationFactory(subject=PartnerFactory(slug="a"))
    AgreementFactory()
    client.force_login(editor)
    move(client, relation.subject, "b")
    client.logout()
    response = client.get("/agreements/?partner=a")
    assert (response.status_code, titles_in(response)) == (200, [relation.object.title])
    assert '<option value="b" selected>' in body_of(response)
    assert client.get("/agreements/?partner=c").status_code == 400


def test_anchor_of_a_working_group_goes_on_to_answer(client, editor):
    group = WorkingGroupFactory(slug="a")
    client.force_login(editor)
    move(client, group, "b")
    client.logout()
    page = body_of(client.get(group.council.get_absolute_url()))
    assert ('id="b"' in page, '<span id="a">' in page) == (True, True)


def test_notice_of_what_is_gone_is_short_and_takes_few_queries(
    client, django_assert_max_num_queries
):
    record = AgreementFactory(slug="a")
    withdraw([record], why=Why("<b>Why</b>", True))
    client.get("/agreements/a/")
    with django_assert_max_num_queries(8):
        response = client.get("/agreements/a/")
    assert len(response.content) < 60_000
    assert "&lt;b&gt;Why&lt;/b&gt;" in body_of(response)
