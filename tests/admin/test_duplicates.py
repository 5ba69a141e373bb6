"""Merging a duplicate in the admin: the choice, the look at what will happen, the merger."""

import pytest
from django.urls import reverse

from cooperation.models import Mention, OldAddress, Record, SearchEntry
from cooperation.sourcing.mentions import scan_all
from cooperation.sourcing.passages import store
from tests.support.databases import database_hash
from tests.support.desk import form_of
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    CouncilFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
    WorkingGroupFactory,
)
from tests.support.forms import sent_back
from tests.support.pages import body_of, text_of

ALL = [*FACTORIES.values(), WorkingGroupFactory]


def page_of(duplicate, survivor=None):
    address = reverse(f"admin:cooperation_{duplicate._meta.model_name}_merge", args=[duplicate.pk])
    return f"{address}?into={survivor.pk}" if survivor else address


def confirm(client, duplicate, survivor, page=None):
    """Press “Merge” on the page that shows what will happen."""
    page = page or client.get(page_of(duplicate, survivor))
    typed = {"seen": page.context["seen"], "note": "Twice"}
    return client.post(page_of(duplicate, survivor), typed)


def told(response, name):
    return [(sort.label, sort.rows) for sort in getattr(response.context["summary"], name)]


@pytest.mark.parametrize("factory", ALL)
def test_every_kind_is_merged_after_a_look(editor_client, editor, factory):
    survivor, duplicate = factory(title_en="Stays"), factory(title_en="Goes")
    assert page_of(duplicate) in page_of(duplicate, survivor)
    assert 'href="../merge/"' in body_of(editor_client.get(form_of(duplicate)))
    assert editor_client.get(page_of(duplicate)).status_code == 200
    before = database_hash()
    assert editor_client.get(page_of(duplicate, survivor)).status_code == 200
    assert database_hash() == before
    response = confirm(editor_client, duplicate, survivor)
    assert (response.status_code, response.url) == (302, form_of(survivor))
    assert Record.objects.get(pk=duplicate.pk).status == "withdrawn"
    assert [alias.text for alias in survivor.aliases.all()] == ["Goes"]
    notes = {each.record_id: each.note for each in editor_revisions(editor)}
    assert notes == {
        survivor.pk: "“Goes” was merged into it. Twice",
        duplicate.pk: "Merged into “Stays”. Twice",
    }
    for record in (survivor, duplicate):
        history = text_of(body_of(editor_client.get(form_of(record).replace("change", "history"))))
        assert "“Goes” was merged into “Stays”." in history


def editor_revisions(editor):
    revisions = Record._meta.get_field("revisions").related_model.objects
    return revisions.filter(made_by=editor).exclude(note="")


def test_page_says_in_words_what_will_happen(editor_client):
    survivor = PartnerFactory(title_en="UNODC", summary_en="Ours", slug="unodc")
    duplicate = PartnerFactory(title_en="UN Office", summary_en="Theirs", short_name_en="UNO")
    pact, other = AgreementFactory(title_en="Pact"), AgreementFactory(title_en="Roadmap")
    for partner in (survivor, duplicate):
        RelationFactory(subject=partner, object=pact)
    RelationFactory(subject=duplicate, object=other)
    RelationFactory(subject=survivor, verb="part_of", object=duplicate)
    EvidenceFactory(record=duplicate, field="title")
    EvidenceFactory(record=survivor, field="short_name", basis="not_stated", article=None, quote="")
    page = editor_client.get(page_of(duplicate, survivor))
    assert told(page, "moved") == [("Relations", ["UNODC party to Roadmap"])]
    assert told(page, "joined") == [("Relations", ["UNODC party to Pact"])]
    assert told(page, "dropped") == [("Relations", ["UNODC part of UN Office"])]
    assert told(page, "left") == [("Evidence", ["Name"])]
    assert told(page, "ended") == [("Evidence", ["Short name"])]
    assert page.context["summary"].names == ["UN Office"]
    assert page.context["summary"].taken == [("Short name", "", "UNO")]
    assert page.context["summary"].differing == [
        ("Title", "UNODC", "UN Office"),
        ("Summary", "Ours", "Theirs"),
    ]
    words = text_of(body_of(page))
    for text in ("Readers see it at once.", "party to Roadmap", duplicate.slug, "Theirs", "UNO"):
        assert text in words


def test_what_leads_to_councils_topics_and_articles_is_counted(editor_client):
    survivor, duplicate = CouncilFactory(), CouncilFactory()
    WorkingGroupFactory(council=duplicate, title_en="On law")
    assert "Working groups: On law" in text_of(
        body_of(editor_client.get(page_of(duplicate, survivor)))
    )
    survivor, duplicate = TopicFactory(), TopicFactory()
    AgreementFactory().provisions.create(text_en="It.", topic=duplicate)
    page = text_of(body_of(editor_client.get(page_of(duplicate, survivor))))
    assert "1 provision of agreements" in page
    survivor, duplicate = ArticleFactory(), ArticleFactory(body_en="<p>They left.</p>")
    EvidenceFactory(article=duplicate, quote="They left.")
    page = text_of(body_of(editor_client.get(page_of(duplicate, survivor))))
    assert "1 quotation stays with the duplicate" in page


def test_somebody_who_changes_one_of_the_two_is_seen_before_anything_is_merged(editor_client):
    survivor, duplicate = TopicFactory(), TopicFactory()
    for changed in (survivor, duplicate):
        page = editor_client.get(page_of(duplicate, survivor))
        form = editor_client.get(form_of(changed))
        editor_client.post(form_of(changed), sent_back(form, summary_en="Changed meanwhile"))
        again = confirm(editor_client, duplicate, survivor, page)
        assert (again.status_code, again.context["has_changed"]) == (200, True)
        assert not OldAddress.objects.exists()
    assert confirm(editor_client, duplicate, survivor, again).status_code == 302


def test_wrong_choices_are_refused_and_nothing_is_changed(editor_client):
    topic, partner = TopicFactory(title_en="T"), PartnerFactory()
    draft = TopicFactory(status="draft", title_en="D")
    before = database_hash()
    expected = {
        page_of(topic, topic): "A record cannot be merged into itself. Choose another record.",
        page_of(topic, partner): "There is no such record of this kind.",
        page_of(topic, draft): "“D” is not published. Publish it first",
        f"{page_of(topic)}?into=x": "There is no such record of this kind.",
        f"{page_of(topic)}?into={10**30}": "There is no such record of this kind.",
        f"{page_of(topic)}?into=": "This field is required.",
    }
    for address, words in expected.items():
        for response in (editor_client.get(address), editor_client.post(address)):
            assert words in text_of(body_of(response)), address
    assert database_hash() == before


def test_confirmation_that_this_site_did_not_make_is_refused(editor_client):
    survivor, duplicate, other = TopicFactory(), TopicFactory(), TopicFactory()
    page = editor_client.get(page_of(other, survivor))
    for seen in ("", "x", page.context["seen"]):
        response = editor_client.post(page_of(duplicate, survivor), {"seen": seen})
        assert response.status_code == 403
    assert not OldAddress.objects.exists()


def test_only_those_who_may_publish_merge(client, author):
    survivor, duplicate = (TopicFactory(status="draft") for _n in range(2))
    client.force_login(author)
    assert 'href="../merge/"' not in body_of(client.get(form_of(duplicate)))
    assert client.get(page_of(duplicate, survivor)).status_code == 403
    assert client.post(page_of(duplicate, survivor)).status_code == 403
    client.logout()
    assert client.get(page_of(duplicate, survivor)).status_code == 302


def test_record_that_is_not_there_is_not_found(editor_client):
    address = reverse("admin:cooperation_topic_merge", args=[999])
    assert editor_client.get(address).status_code == 404


def test_merged_duplicate_keeps_its_address_until_it_is_published_again(editor_client):
    survivor, duplicate = TopicFactory(slug="a"), TopicFactory(slug="b")
    confirm(editor_client, duplicate, survivor)
    form = editor_client.get(form_of(duplicate))
    refused = editor_client.post(form_of(duplicate), sent_back(form, slug="c"))
    assert "This record was merged into another" in text_of(body_of(refused))
    other = TopicFactory(slug="d", status="draft")
    form = editor_client.get(form_of(other))
    refused = editor_client.post(form_of(other), sent_back(form, slug="b"))
    assert "is the address of another record" in text_of(body_of(refused))


def test_mentions_and_search_follow(editor_client, django_capture_on_commit_callbacks):
    survivor = EventFactory(title_en="Tashkent Conference")
    duplicate = EventFactory(title_en="Conference of Tashkent")
    article = ArticleFactory(body_en="<p>The Conference of Tashkent began.</p>")
    store(article)
    scan_all()
    with django_capture_on_commit_callbacks(execute=True):
        confirm(editor_client, duplicate, survivor)
    assert [(row.record_id, row.state) for row in Mention.objects.all()] == [
        (survivor.pk, "linked")
    ]
    entries = SearchEntry.objects.filter(part="name").values_list("record", "text")
    assert list(entries) == [(survivor.pk, "Conference of Tashkent")]


def test_choice_offers_the_same_kind_and_no_merged_duplicate(editor_client):
    survivor, duplicate = EventFactory(title_en="Meeting A"), EventFactory(title_en="Meeting B")
    AgreementFactory(title_en="Meeting C")
    search = (
        "/admin/autocomplete/?app_label=cooperation&model_name=event&field_name=record&term=Mee"
    )
    names = [row["text"] for row in editor_client.get(search).json()["results"]]
    assert names == ["Meeting A (Event)", "Meeting B (Event)"]
    confirm(editor_client, duplicate, survivor)
    names = [row["text"] for row in editor_client.get(search).json()["results"]]
    assert names == ["Meeting A (Event)"]
