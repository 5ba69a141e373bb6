"""From a sentence of an article to a record with its evidence."""

import pytest
from django.urls import reverse

from cooperation.models import Agreement, Evidence, Figure, Passage
from cooperation.sourcing.passages import store
from tests.support.desk import form_of
from tests.support.factories import AgreementFactory, ArticleFactory, EvidenceFactory
from tests.support.forms import sent_back

FIRST, SECOND = "The parties signed it in March 2022.", "Over 400 people came."


@pytest.fixture
def article(db):
    article = ArticleFactory(body_en=f"<h2>Part</h2><p>{FIRST} {SECOND}</p>")
    store(article)
    return article


def sentence_page(text):
    key = Passage.objects.get(text=text).pk
    return reverse("admin:cooperation_article_sentence", args=[key])


def test_coverage_counts_the_open_sentences(editor_client, article):
    address = reverse("admin:cooperation_article_coverage", args=[article.pk])
    assert "2 sentences are still open" in editor_client.get(address).content.decode()
    evidence = EvidenceFactory(article=article, quote=FIRST)
    page = editor_client.get(address).content.decode()
    assert "1 sentence is still open" in page
    assert f"<li>{evidence.record} – Date</li>" in page


def test_translated_sentence_is_left_to_the_original(editor_client, article):
    article.body_ru = "<h2>Часть</h2><p>Стороны подписали это. Приехало много людей.</p>"
    article.body_uz = "<h2>Qism</h2><p>Imzolandi.</p>"
    article.save()
    store(article)
    address = reverse("admin:cooperation_article_coverage", args=[article.pk])
    page = editor_client.get(address).content.decode()
    assert "3 sentences are still open" in page
    assert ("Стороны" in page, "Imzolandi." in page) == (False, True)


def test_sentence_can_be_called_narrative_and_back(editor_client, article):
    passage = Passage.objects.get(text=SECOND)
    address = reverse("admin:cooperation_article_narrative", args=[passage.pk])
    marks = []
    for _time in range(2):
        assert editor_client.post(address).url.endswith(f"coverage/#{passage.address}")
        passage.refresh_from_db()
        marks.append(passage.is_narrative)
    assert marks == [True, False]
    assert editor_client.get(address).status_code == 405


def test_new_record_starts_with_words_date_and_evidence(editor_client, article):
    typed = {"kind": "agreement", "words": "The memorandum"}
    opened = editor_client.post(sentence_page(FIRST), typed).url
    form = editor_client.get(opened)
    shown = form.context["adminform"].form
    assert (shown["title_en"].value(), shown["when"].value()) == ("The memorandum", "March 2022")
    data = sent_back(form, type="memorandum")
    for formset in form.context["inline_admin_formsets"]:
        for row in formset.formset.extra_forms:
            data |= {field.html_name: field.value() for field in row if field.value()}
    assert editor_client.post(opened, data).status_code == 302
    record = Agreement.objects.get()
    assert (record.title, record.when.edtf, record.status) == ("The memorandum", "2022-03", "draft")
    assert sorted(record.evidence.values_list("field", "quote")) == [
        ("title", FIRST),
        ("when", FIRST),
    ]
    assert {item.passage.text for item in Evidence.objects.all()} == {FIRST}


def test_new_record_starts_with_the_figures_of_the_sentence(editor_client, article):
    opened = editor_client.post(sentence_page(SECOND), {"kind": "event", "words": "Meeting"}).url
    form = editor_client.get(opened)
    data = sent_back(form, type="meeting")
    for formset in form.context["inline_admin_formsets"]:
        for row in formset.formset.extra_forms:
            data |= {field.html_name: field.value() for field in row if field.value()}
    assert editor_client.post(opened, data).status_code == 302
    [figure] = Figure.objects.all()
    assert str(figure) == "over 400 people"
    assert [(item.quote, item.passage.text) for item in figure.evidence.all()] == [(SECOND, SECOND)]


def test_desk_names_what_waits(editor_client, article):
    assert "You have no new tasks." in editor_client.get("/admin/").content.decode()
    orphan = EvidenceFactory(article=article, quote="Gone.")
    inference = EvidenceFactory(basis="inferred", article=None, quote="", note="Why")
    inference.premises.create(words="Lost.")
    page = editor_client.get("/admin/").content.decode()
    assert "1 value whose source has changed" in page
    assert "1 inference with a missing premise" in page
    for evidence in (orphan, inference):
        assert f'href="{form_of(evidence.record.as_kind())}"' in page


def test_existing_record_opens_with_a_row_of_evidence(editor_client, article):
    record = AgreementFactory()
    opened = editor_client.post(sentence_page(SECOND), {"record": record.pk}).url
    assert opened.startswith(form_of(record))
    page = editor_client.get(opened).content.decode()
    assert f">\n{SECOND}</textarea>" in page


def test_new_record_needs_words(editor_client, article):
    page = editor_client.post(sentence_page(FIRST), {"kind": "event", "words": " "})
    assert "This field is required." in page.content.decode()


@pytest.mark.parametrize("junk", ["x", "", "00000000-0000-0000-0000-000000000000", "\x00"])
def test_form_opened_from_no_sentence_is_empty(editor_client, article, junk):
    page = editor_client.get("/admin/cooperation/agreement/add/", {"passage": junk})
    assert page.context["adminform"].form["title_en"].value() is None


def test_coverage_needs_the_right_to_see_articles(client, django_user_model, article):
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))
    address = reverse("admin:cooperation_article_coverage", args=[article.pk])
    assert client.get(address).status_code == 403
    assert client.get(sentence_page(FIRST)).status_code == 403
