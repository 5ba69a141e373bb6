"""The review queue of mentions, and the scans that saving a record starts."""

import pytest

from cooperation.models import Alias, Mention, Record
from cooperation.sourcing import mentions
from cooperation.sourcing.passages import store
from tests.support.factories import AgreementFactory, ArticleFactory, PartnerFactory
from tests.support.forms import new_part, sent_back

LIST = "/admin/cooperation/mention/"
BODY = "<p>The Blue Plan and the Red Plan. The Plan &lt;is&gt; good. PARTNER came.</p>"


@pytest.fixture
def blue(db):
    return AgreementFactory(title_en="Blue Plan", type="action_plan", slug="blue")


@pytest.fixture
def red(db):
    return AgreementFactory(title_en="Red Plan", type="action_plan", slug="red")


@pytest.fixture
def article(blue, red):
    article = ArticleFactory(body_en=BODY)
    store(article)
    mentions.scan(article)
    return article


@pytest.fixture
def waiting(article):
    return Mention.objects.pending().get()


def address(mention):
    return f"{LIST}{mention.pk}/change/"


def choose(client, mention, **typed):
    """Send the form of a mention with this choice; return the answer."""
    return client.post(address(mention), sent_back(client.get(address(mention)), **typed))


def outcome(mention):
    mention.refresh_from_db()
    return str(mention.state), mention.record and mention.record.slug, mention.decided_by


def test_queue_shows_first_what_waits_with_its_words_marked(editor_client, waiting):
    page = editor_client.get(LIST)
    shown = [mention.text for mention in page.context["cl"].result_list]
    assert shown == ["The Plan", "Blue Plan", "Red Plan"]
    html = page.content.decode()
    assert "<mark>The Plan</mark> &lt;is&gt; good." in html
    assert "<div>Blue Plan (Agreement)</div><div>Red Plan (Agreement)</div>" in html
    assert editor_client.get(f"{LIST}?state__exact=pending&q=plan").status_code == 200


@pytest.mark.parametrize("number", [1, 5])
def test_queue_takes_as_many_queries_however_long(
    editor_client, article, django_assert_num_queries, number
):
    article.body_en = "".join(f"<p>The Blue Plan {n}. The Plan {n}.</p>" for n in range(number))
    article.save()
    store(article)
    mentions.scan(article)
    with django_assert_num_queries(9):
        editor_client.get(LIST)


def test_candidate_is_confirmed(editor_client, editor, waiting, red):
    assert choose(editor_client, waiting, decision=red.pk).status_code == 302
    assert outcome(waiting) == ("confirmed", "red", editor)
    assert waiting.decided_at is not None


def test_mention_is_rejected(editor_client, editor, waiting):
    choose(editor_client, waiting, decision="nothing")
    assert outcome(waiting) == ("rejected", None, editor)


def test_mention_points_elsewhere(editor_client, editor, waiting):
    other = AgreementFactory(slug="other")
    choose(editor_client, waiting, decision="elsewhere", record=other.pk)
    assert outcome(waiting) == ("confirmed", "other", editor)


@pytest.mark.parametrize("typed", [{"decision": "elsewhere"}, {"decision": "12345"}, {}])
def test_choice_must_be_made(editor_client, waiting, typed):
    answer = choose(editor_client, waiting, **typed)
    assert answer.context["errors"]
    assert outcome(waiting) == ("pending", None, None)


def test_link_found_by_name_can_be_taken_away(editor_client, editor, article):
    mention = Mention.objects.get(text="Blue Plan")
    form = editor_client.get(address(mention)).context["adminform"].form
    assert form["decision"].value() == str(mention.record_id)
    choose(editor_client, mention, decision="nothing")
    mentions.scan(article)
    assert outcome(mention) == ("rejected", None, editor)


def test_decided_mention_leaves_the_queue_and_can_be_decided_anew(editor_client, waiting, red):
    choose(editor_client, waiting, decision="nothing")
    assert list(Mention.objects.pending()) == []
    choose(editor_client, waiting, decision=red.pk)
    assert outcome(waiting)[:2] == ("confirmed", "red")


def act(client, action, *mentions):
    keys = [mention.pk for mention in mentions]
    return client.post(LIST, {"action": action, "_selected_action": keys}, follow=True)


def test_several_are_confirmed_where_only_one_record_is_suggested(editor_client, editor, waiting):
    sure = Mention.objects.get(text="Blue Plan")
    html = act(editor_client, "confirm_selected", sure, waiting).content.decode()
    assert "1 mention is decided." in html
    assert "1 of them has no or several possible records: open it and choose." in html
    assert outcome(sure) == ("confirmed", "blue", editor)
    assert outcome(waiting) == ("pending", None, None)


def test_several_are_rejected(editor_client, editor, waiting):
    act(editor_client, "reject_selected", waiting)
    assert outcome(waiting) == ("rejected", None, editor)


def test_author_may_neither_see_nor_decide(client, author, waiting, red):
    client.force_login(author)
    assert [client.get(place).status_code for place in (LIST, address(waiting))] == [403, 403]
    assert client.post(address(waiting), {"decision": red.pk}).status_code == 403
    assert "mention" not in client.get("/admin/").content.decode()


def test_nobody_adds_or_deletes_by_hand(admin_client, waiting):
    assert admin_client.get(f"{LIST}add/").status_code == 403
    assert admin_client.get(f"{LIST}{waiting.pk}/delete/").status_code == 403


# What saving a record does


def form_of(record):
    return f"/admin/cooperation/{record._meta.model_name}/{record.pk}/change/"


def save(client, record, **typed):
    answer = client.post(form_of(record), sent_back(client.get(form_of(record)), **typed))
    assert answer.status_code == 302


def words():
    return sorted(Mention.objects.certain().values_list("text", flat=True))


def test_saved_article_is_scanned(editor_client, article):
    save(editor_client, article, body_en="<p>Only the Red Plan.</p>")
    assert words() == ["Red Plan"]


def test_renamed_record_is_looked_for_again(editor_client, article, blue):
    save(editor_client, blue, title_en="Green Plan")
    assert words() == ["Red Plan"]
    save(editor_client, blue, title_en="Blue Plan")
    assert words() == ["Blue Plan", "Red Plan"]


def test_added_and_taken_away_other_name_is_looked_for(editor_client, article, blue):
    row = new_part("aliases", text="is", basis="stated", note="")
    save(editor_client, blue, **row)
    assert words() == ["Blue Plan", "Red Plan", "is"]
    save(editor_client, blue, **{"aliases-0-DELETE": "on"})
    assert not Alias.objects.exists()
    assert words() == ["Blue Plan", "Red Plan"]


def test_short_name_of_a_partner_is_looked_for(editor_client, article):
    save(editor_client, PartnerFactory(title_en="A partner"), short_name_en="PARTNER")
    assert words() == ["Blue Plan", "PARTNER", "Red Plan"]


def test_saving_without_new_names_scans_nothing(editor_client, article, blue, monkeypatch):
    scanned = []
    known = mentions.KnownNames
    monkeypatch.setattr(mentions, "KnownNames", lambda: scanned.append("names read") or known())
    save(editor_client, blue, summary_en="A plan.")
    assert scanned == []


@pytest.mark.parametrize("is_action", [True, False])
def test_deleted_record_is_no_candidate_any_more(editor_client, waiting, article, blue, is_action):
    if is_action:
        typed = {"action": "delete_selected", "_selected_action": [blue.pk], "post": "yes"}
        editor_client.post("/admin/cooperation/agreement/", typed)
    else:
        editor_client.post(form_of(blue).replace("change", "delete"), {"post": "yes"})
    assert not Record.objects.filter(pk=blue.pk).exists()
    assert words() == ["Red Plan"]
    assert [str(record) for record in Mention.objects.pending().get().suggested] == ["Red Plan"]
