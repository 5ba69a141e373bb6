"""What an editor can do on the form and in the list of a record."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from cooperation.changes.drafts import draft_of
from cooperation.models import Agreement, Article, Evidence, Record, Relation
from tests.support.desk import errors_of, form_of
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
    WorkingGroupFactory,
)
from tests.support.forms import new_part, sent_back

ADD = "/admin/cooperation/agreement/add/"
LIST = "/admin/cooperation/agreement/"


@pytest.mark.parametrize("factory", [*FACTORIES.values(), WorkingGroupFactory])
def test_every_kind_has_list_empty_form_and_filled_form(editor_client, factory):
    record = factory(title_en="Oʻzbekiston – Марказий Осиё")
    model = record._meta.model_name
    for address in (
        reverse(f"admin:cooperation_{model}_changelist") + "?q=осиё",
        reverse(f"admin:cooperation_{model}_add"),
        form_of(record),
    ):
        response = editor_client.get(address)
        assert response.status_code == 200
        assert "unsafe" not in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("factory", [*FACTORIES.values(), WorkingGroupFactory])
def test_saving_an_unchanged_form_changes_nothing(editor_client, factory):
    record = factory()
    before = Record.objects.values().get(pk=record.pk)
    response = editor_client.get(form_of(record))
    assert editor_client.post(form_of(record), sent_back(response)).status_code == 302
    after = Record.objects.values().get(pk=record.pk)
    assert {**after, "updated_at": None} == {**before, "updated_at": None}


def test_new_record_is_a_draft_with_an_address_from_its_title(editor_client, editor):
    form = editor_client.get(ADD)
    typed = {"title_en": "Меморандум: gʻoya", "type": "memorandum", "when": "март 2022 года"}
    assert editor_client.post(ADD, sent_back(form, **typed)).status_code == 302
    record = Agreement.objects.get()
    assert (record.slug, record.status, record.when.edtf, record.created_by) == (
        "memorandum-goya",
        "draft",
        "2022-03",
        editor,
    )


def test_second_record_of_the_same_title_gets_an_address_of_its_own(editor_client):
    for _number in range(2):
        form = editor_client.get(ADD)
        editor_client.post(ADD, sent_back(form, title_en="Roadmap", type="roadmap"))
    assert sorted(Agreement.objects.values_list("slug", flat=True)) == ["roadmap", "roadmap-2"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"when": "31.02.2022"}, "“31.02.2022” is not a date: February 2022 has 28 days."),
        ({"when": "5/12/2023"}, "“5/12/2023” can be read in two ways."),
        ({"title_en": "x" * 301}, "at most 300 characters"),
        ({"title_en": ""}, "This field is required."),
        ({"slug": "taken"}, "“taken” is the address of another record."),
        ({"slug": "not an address"}, "Enter a valid “slug”"),
        ({"when": "March 2022", "gap_when": "not_stated"}, "“Date” has a value and also"),
        ({"city_en": "Tashkent", "gap_place": "not_stated"}, "“Place” has a value and also"),
    ],
)
def test_wrong_value_is_named_and_stays_in_the_form(editor_client, typed, message):
    AgreementFactory(slug="taken")
    form = editor_client.get(ADD)
    response = editor_client.post(
        ADD, sent_back(form, **{"title_en": "A", "type": "roadmap"} | typed)
    )
    assert message in errors_of(response)
    bound = response.context["adminform"].form
    assert {name: bound[name].value() for name in typed} == typed
    assert Agreement.objects.count() == 1


def test_online_event_with_a_place_is_refused(editor_client):
    address = "/admin/cooperation/event/add/"
    typed = {"title_en": "A", "type": "meeting", "format": "online", "city_en": "Tashkent"}
    response = editor_client.post(address, sent_back(editor_client.get(address), **typed))
    assert "An online event has no place." in errors_of(response)


def test_reason_of_an_empty_value_is_kept_shown_and_taken_back(editor_client):
    record = AgreementFactory()
    form = editor_client.get(form_of(record))
    editor_client.post(form_of(record), sent_back(form, gap_when="not_stated"))
    assert list(record.evidence.values_list("field", "basis")) == [("when", "not_stated")]
    form = editor_client.get(form_of(record))
    assert form.context["adminform"].form["gap_when"].value() == "not_stated"
    editor_client.post(form_of(record), sent_back(form, gap_when=""))
    assert list(record.evidence.all()) == []


def test_relation_reads_from_the_side_of_the_record(editor_client):
    agreement, partner = AgreementFactory(), PartnerFactory()
    form = editor_client.get(form_of(agreement))
    row = new_part("relations_as_object", verb="party_to", subject=partner.pk, order=1)
    editor_client.post(form_of(agreement), sent_back(form, **row))
    assert list(Relation.objects.values_list("subject", "verb", "object")) == [
        (partner.pk, "party_to", agreement.pk)
    ]
    assert "party to</option>" in editor_client.get(form_of(partner)).content.decode()
    assert ">party</option>" in editor_client.get(form_of(agreement)).content.decode()


def test_same_relation_typed_twice_is_refused(editor_client):
    partner = PartnerFactory()
    rows = {}
    for number in range(2):
        fields = {"verb": "party_to", "subject": partner.pk, "order": 1}
        rows |= new_part("relations_as_object", number, **fields)
    form = editor_client.get(ADD)
    typed = {"title_en": "A", "type": "roadmap", **rows}
    response = editor_client.post(ADD, sent_back(form, **typed))
    assert "Two rows hold the same relation to the same record." in response.content.decode()
    assert Agreement.objects.count() == 0


def test_relation_between_kinds_that_do_not_fit_is_refused(editor_client):
    agreement, event = AgreementFactory(), EventFactory()
    form = editor_client.get(form_of(agreement))
    row = new_part("relations_as_object", verb="party_to", subject=event.pk, order=1)
    response = editor_client.post(form_of(agreement), sent_back(form, **row))
    assert "“party to” leads from partner to agreement" in errors_of(response)
    assert Relation.objects.count() == 0


def test_evidence_with_other_words_than_the_article_is_refused(editor_client):
    record, article = AgreementFactory(when="2022-03"), ArticleFactory()
    row = {"supports": "field:when", "basis": "stated", "article": article.pk}
    form = editor_client.get(form_of(record))
    wrong = new_part("evidence", quote="The parties signed it in april 2022.", **row)
    response = editor_client.post(form_of(record), sent_back(form, **wrong))
    assert "does not stand in" in errors_of(response)
    right = new_part("evidence", quote="The parties signed it in March 2022.", **row)
    assert editor_client.post(form_of(record), sent_back(form, **right)).status_code == 302
    assert [(item.field, item.article) for item in Evidence.objects.all()] == [("when", article)]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"basis": "stated"}, "A stated value needs an article and the exact words in it."),
        ({"basis": "inferred"}, "The note is empty."),
        ({"basis": "outside"}, "The note is empty."),
    ],
)
def test_evidence_without_what_its_basis_needs_is_refused(editor_client, row, message):
    record = AgreementFactory(when="2022-03")
    form = editor_client.get(form_of(record))
    part = new_part("evidence", supports="field:when", **row)
    response = editor_client.post(form_of(record), sent_back(form, **part))
    assert message in errors_of(response)
    assert Evidence.objects.count() == 0


def test_publish_and_withdraw_from_the_list(editor_client):
    draft, public = AgreementFactory(status="draft"), AgreementFactory()
    chosen = {"_selected_action": [draft.pk, public.pk]}
    editor_client.post(LIST, {"action": "publish_selected", **chosen})
    assert set(Record.objects.values_list("status", flat=True)) == {"published"}
    editor_client.post(LIST, {"action": "withdraw_selected", **chosen})
    assert set(Record.objects.values_list("status", flat=True)) == {"withdrawn"}


def test_address_of_what_was_public_says_that_the_old_one_redirects(editor_client):
    promise = "the old address redirects to the new one"
    for status in ("draft", "published", "withdrawn"):
        form = editor_client.get(form_of(AgreementFactory(status=status)))
        assert (promise in form.content.decode()) is (status != "draft")


def test_author_writes_drafts_but_neither_publishes_nor_changes_what_is_public(client, author):
    client.force_login(author)
    draft, public = AgreementFactory(status="draft"), AgreementFactory(title_en="As it was")
    form = client.get(form_of(draft))
    assert 'name="_publish"' not in form.content.decode()
    client.post(form_of(draft), sent_back(form, title_en="Better", _publish="1"))
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("Better", "draft")
    client.post(LIST, {"action": "publish_selected", "_selected_action": [draft.pk]})
    draft.refresh_from_db()
    assert draft.status == "draft"
    form = client.get(form_of(public))
    client.post(form_of(public), sent_back(form, title_en="Changed", _publish="1"))
    public.refresh_from_db()
    assert (public.title, draft_of(public).snapshot[0]["fields"]["title_en"]) == (
        "As it was",
        "Changed",
    )
    assert client.post(f"{form_of(draft)[:-7]}delete/", {"post": "yes"}).status_code == 403


def test_deletion_of_what_is_used_is_refused_with_names_and_links(editor_client):
    agreement = AgreementFactory(title_en="The memorandum")
    partner = PartnerFactory(title_en="UNODC")
    EvidenceFactory(record=partner, field="title")
    RelationFactory(subject=partner, object=agreement)
    one = editor_client.get(form_of(partner).replace("change", "delete")).content.decode()
    many = editor_client.post(
        "/admin/cooperation/partner/",
        {"action": "delete_selected", "_selected_action": [partner.pk]},
    ).content.decode()
    for page in (one, many):
        assert "UNODC party to The memorandum" in page
        assert "Withdraw the record instead" in page
        assert f'href="{form_of(agreement)}"' in page
    editor_client.post(form_of(partner).replace("change", "delete"), {"post": "yes"})
    assert Record.objects.filter(pk__in=[partner.pk, agreement.pk]).count() == 2


def test_deletion_of_what_nothing_uses_takes_its_parts_along(editor_client):
    record = AgreementFactory(status="draft")
    record.provisions.create(text_en="Exchange of publications")
    EvidenceFactory(record=record)
    response = editor_client.post(form_of(record).replace("change", "delete"), {"post": "yes"})
    assert response.status_code == 302
    assert not Record.objects.filter(pk=record.pk).exists()


def test_deleting_an_account_deletes_no_content(editor_client, editor):
    form = editor_client.get(ADD)
    editor_client.post(ADD, sent_back(form, title_en="Roadmap", type="roadmap"))
    assert LogEntry.objects.filter(user=editor).count() == 1
    editor.delete()
    assert [record.created_by for record in Record.objects.all()] == [None]


def test_sentences_of_an_article_are_offered_verbatim(editor_client):
    article = ArticleFactory(
        body_en="<p>Signed in 2022 &amp; 2023. Over 400 came.</p><h2>Next</h2>"
    )
    address = reverse("admin:cooperation_article_sentences", args=[article.pk])
    assert editor_client.get(address).json() == {
        "sentences": ["Signed in 2022 & 2023.", "Over 400 came.", "Next"]
    }
    editor_client.logout()
    assert editor_client.get(address).status_code == 302


def test_rich_text_is_cleaned_on_the_way_in(editor_client):
    form = editor_client.get("/admin/cooperation/article/add/")
    link = '<p onclick="x()">Text <a href="javascript:x()">a</a></p>'
    typed = sent_back(form, title_en="An article", body_en=link)
    refused = editor_client.post("/admin/cooperation/article/add/", typed)
    assert "A link cannot begin with “javascript:”" in errors_of(refused)
    body = '<p onclick="x()">Text<script>alert(1)</script></p>'
    editor_client.post("/admin/cooperation/article/add/", typed | {"body_en": body})
    stored = Article.objects.get().body
    assert all(word not in stored for word in ("onclick", "script"))
    assert "Text" in stored
