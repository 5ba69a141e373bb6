"""The search entries of records: what they hold, and how they follow what is saved."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperation.changes.accept import accept
from cooperation.changes.consequences.derived import index_later
from cooperation.changes.import_article import import_article
from cooperation.models import (
    Alias,
    Article,
    Document,
    Provision,
    Record,
    SearchEntry,
    SearchWord,
    Statement,
)
from cooperation.queries.search import Search
from cooperation.sourcing import index as indexing
from cooperation.sourcing.index import index, index_all, is_missing
from cooperation.sourcing.passages import store
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    CouncilFactory,
    EventFactory,
    PartnerFactory,
    WorkingGroupFactory,
)
from tests.support.forms import new_part, sent_back

TEXT = (
    b"# Giraffes of the steppe\n\nAn international conference was held in Tashkent on 5 May 2024. "
    b"Zebras came.\n"
)


def entries(record):
    """Return [(part, language, text)] of a record in the order in which they were made."""
    rows = SearchEntry.objects.filter(record=record.pk).order_by("pk")
    return list(rows.values_list("part", "language", "text"))


def form_of(record):
    return reverse(f"admin:cooperation_{record._meta.model_name}_change", args=[record.pk])


def found(text):
    return [result.record.title for group in Search(text).groups for result in group.results]


def test_entries_of_an_agreement(db):
    record = AgreementFactory(
        title_en="Memorandum",
        title_uz="Memorandum (oʻzbekcha)",
        summary_ru="Кратко.",
        reference="A/76/765",
        when="2022-03",
        validity="2024/2025",
        venue_en="Headquarters",
        city_en="New York",
        city_ru="Нью-Йорк",
    )
    Alias.objects.create(record=record, text="MoU")
    Statement.objects.create(record=record, speaker_en="They", text_en="So.", text_ru="Так.")
    Provision.objects.create(agreement=record, text_en="Covers it.", text_uz="Qamraydi.")
    pdf = {"file": "documents/1/a.pdf", "language": "ru", "text": "Слова файла."}
    Document.objects.create(record=record, title_en="Text", title_ru="Текст", **pdf)
    Document.objects.create(record=record, title_en="Scan", file="documents/2/b.pdf", order=2)
    index([record.pk])
    assert entries(record) == [
        ("title", "en", "Memorandum"),
        ("title", "uz", "Memorandum (oʻzbekcha)"),
        ("summary", "ru", "Кратко."),
        ("name", "", "MoU"),
        ("date", "en", "March 2022"),
        ("date", "ru", "март 2022 года"),
        ("date", "uz", "2022-yil mart"),
        ("date", "en", "2024–2025"),
        ("date", "ru", "2024–2025 годы"),
        ("date", "uz", "2024–2025-yillar"),
        ("place", "en", "Headquarters, New York"),
        ("place", "ru", "Нью-Йорк"),
        ("statement", "en", "They: So."),
        ("statement", "ru", "They: Так."),
        ("document", "en", "Text"),
        ("document", "ru", "Текст"),
        ("document", "ru", "Слова файла."),
        ("document", "en", "Scan"),
        ("reference", "", "A/76/765"),
        ("provision", "en", "Covers it."),
        ("provision", "uz", "Qamraydi."),
    ]


def test_entries_of_other_kinds(db):
    council = CouncilFactory(title_en="A", mandate_en="To act.", composition_ru="Эксперты.")
    group = WorkingGroupFactory(title_en="B", council=council, mandate_uz="Ishlash.")
    partner = PartnerFactory(title_en="C", short_name_en="UNOCT", short_name_ru="КТУ")
    event = EventFactory(title_en="D", outcomes_en="It went well.", city_en="Tashkent")
    article = ArticleFactory(title_en="E", body_en="<h2>One</h2><p>Two.</p>", body_ru="<p>Три.</p>")
    store(article)
    index([council.pk, group.pk, partner.pk, event.pk, article.pk])
    assert {str(each): entries(each)[1:] for each in (council, group, partner, event, article)} == {
        "A": [("mandate", "en", "To act."), ("composition", "ru", "Эксперты.")],
        "B": [("mandate", "uz", "Ishlash.")],
        "C": [("name", "en", "UNOCT"), ("name", "ru", "КТУ")],
        "D": [("outcomes", "en", "It went well."), ("place", "en", "Tashkent")],
        "E": [
            ("heading", "en", "One"),
            ("sentence", "en", "Two."),
            ("sentence", "ru", "Три."),
        ],
    }
    passages = {each.passage.text for each in SearchEntry.objects.exclude(passage=None)}
    assert passages == {"One", "Two.", "Три."}


def test_texts_without_words_have_no_entry_and_long_ones_are_cut(db, monkeypatch):
    monkeypatch.setattr(indexing, "LONGEST_TEXT", 12)
    record = AgreementFactory(title_en="—", summary_en="Giraffes and zebras")
    index([record.pk])
    assert entries(record) == [("summary", "en", "Giraffes and zebras")]
    assert (Search("giraffes").total, Search("zebras").total) == (1, 0)


def test_long_document_is_found_by_its_last_word(db, monkeypatch):
    monkeypatch.setattr(indexing, "LONGEST_TEXT", 30)
    record = AgreementFactory(title_en="Treaty")
    text = "Giraffes graze.\n\nOkapis and zebras drink.\n\nQuaggas are gone."
    record.documents.create(title_en="Text", file="text.pdf", size=1, language="en", text=text)
    index([record.pk])
    assert [text for part, _, text in entries(record) if part == "document"] == [
        "Text", "Giraffes graze.", "Okapis and zebras drink.", "Quaggas are gone.",
    ]  # fmt: skip
    assert (Search("okapis").total, Search("quaggas").total) == (1, 1)


def test_words_are_kept_with_the_spelling_that_has_the_fewest_capitals(db):
    AgreementFactory(title_en="Roadmap by UNOCT’s SENIOR staff", summary_en="The roadmap of 2024.")
    AgreementFactory(title_en="Plan", title_uz="Yoʻl XARITASI", title_ru="Дорожная карта")
    index_all()
    assert dict(SearchWord.objects.values_list("form", "spelling")) == {
        "plan": "Plan",
        "roadmap": "roadmap",
        "senior": "SENIOR",
        "staff": "staff",
        "unoct": "UNOCT",
        "xaritasi": "XARITASI",
        "дорожная": "Дорожная",
        "карта": "карта",
    }


def snapshot():
    entry = [field.name for field in SearchEntry._meta.fields if field.name != "id"]
    rows = SearchEntry.objects.order_by("record", "pk").values_list(*entry)
    return list(rows), sorted(SearchWord.objects.values_list("form", "spelling", "head", "tail"))


def test_making_the_index_again_changes_nothing(content, capsys):
    call_command("update_index")
    first = snapshot()
    number, texts = Record.objects.count(), SearchEntry.objects.count()
    call_command("update_index")
    assert snapshot() == first
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"Indexed {number} records: {texts} texts can be found."
    )


def test_making_the_index_again_drops_words_that_are_gone(db):
    record = AgreementFactory(title_en="Giraffe")
    index_all()
    record.title_en = "Zebra"
    record.save()
    index_all()
    assert list(SearchWord.objects.values_list("form", flat=True)) == ["zebra"]


def test_loading_the_content_makes_the_index(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("load_content", verbosity=0)
    assert Record.objects.filter(search_entries=None).count() == 0


def test_missing_index_is_noticed(db):
    assert is_missing() is False
    AgreementFactory()
    assert is_missing() is True
    index_all()
    assert is_missing() is False


# What is saved is found at once


@pytest.mark.parametrize("kind", FACTORIES)
def test_record_saved_in_the_admin_is_found(
    editor_client, django_capture_on_commit_callbacks, kind
):
    record = FACTORIES[kind](title_en="Giraffe")
    index_all()
    form = editor_client.get(form_of(record))
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(form_of(record), sent_back(form, title_en="Zebra"))
    assert (found("giraffe"), found("zebra")) == ([], ["Zebra"])


def test_parts_saved_in_the_admin_are_found(editor_client, django_capture_on_commit_callbacks):
    record = AgreementFactory(title_en="Giraffe")
    form = editor_client.get(form_of(record))
    part = new_part("aliases", text="Okapi", basis="stated")
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(form_of(record), sent_back(form, **part))
    assert found("okapi") == ["Giraffe"]


def test_sentences_saved_in_the_admin_are_found(editor_client, django_capture_on_commit_callbacks):
    article = ArticleFactory(title_en="Giraffe", body_en="<p>Zebras graze.</p>")
    form = editor_client.get(form_of(article))
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(form_of(article), sent_back(form, body_en="<p>Okapis graze.</p>"))
    assert (found("zebras"), found("okapis")) == ([], ["Giraffe"])


def test_deleted_record_is_gone_and_its_entries_trouble_nobody(editor_client):
    record = AgreementFactory(title_en="Giraffe", status="draft")
    index_all()
    address = form_of(record).replace("change", "delete")
    page = editor_client.get(address).content.decode()
    assert "Giraffe" in page
    assert "earch entr" not in page
    assert editor_client.post(address, {"post": "yes"}).status_code == 302
    assert SearchEntry.objects.count() == 0


def test_publishing_and_withdrawing_need_no_indexing(
    editor_client, django_capture_on_commit_callbacks
):
    record = AgreementFactory(title_en="Giraffe", status="draft")
    index_all()
    before = snapshot()
    assert found("giraffe") == []
    selected = {"action": "publish_selected", "_selected_action": [record.pk]}
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        editor_client.post("/admin/cooperation/agreement/", selected)
    assert (found("giraffe"), snapshot(), callbacks) == (["Giraffe"], before, [])


def test_what_is_rolled_back_leaves_no_trace(transactional_db):
    record = AgreementFactory(title_en="Giraffe")
    with pytest.raises(RuntimeError), transaction.atomic():
        index_later(record)
        raise RuntimeError
    assert SearchEntry.objects.count() == 0
    with transaction.atomic():
        index_later(record)
        assert SearchEntry.objects.count() == 0
    assert found("giraffe") == ["Giraffe"]


def test_imported_article_and_accepted_suggestion_are_found(
    editor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        import_article(TEXT, "steppe.md", editor)
    article = Article.objects.get()
    suggestion = article.suggestions.filter(kind="event").first()
    with django_capture_on_commit_callbacks(execute=True):
        event = accept(suggestion, editor)
    assert (found("giraffes"), found("tashkent")) == ([], [])  # both are drafts
    Record.objects.update(status=Record.Status.PUBLISHED)
    assert found("zebras came") == [article.title]
    assert event.title in found(event.title)


def test_failure_to_index_is_no_failure_to_save(transactional_db, monkeypatch, caplog):
    def fail(keys):
        raise RuntimeError("the index is broken")

    monkeypatch.setattr(indexing, "index", fail)
    with transaction.atomic():
        record = AgreementFactory()
        index_later(record)
    assert Record.objects.filter(pk=record.pk).exists()
    assert "the index is broken" in caplog.text


def queries_for(keys):
    with CaptureQueriesContext(connection) as queries:
        index(keys)
    return len(queries)


def test_queries_of_a_batch_however_many_records(db):
    one = queries_for([AgreementFactory().pk])
    assert queries_for([AgreementFactory().pk for _ in range(30)]) == one
