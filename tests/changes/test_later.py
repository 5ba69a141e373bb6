"""What a change leaves for the worker, in its own transaction."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from cooperation.changes import finish, later
from cooperation.changes.consequences.documents import AT_ONCE
from cooperation.changes.delete import delete
from cooperation.changes.import_article import import_article
from cooperation.changes.save import Edit, save
from cooperation.models import ContentVersion, Document, Mention, Record, SearchEntry
from cooperation.snapshots.capture import capture
from cooperation.sourcing import mentions, passages
from cooperation.work.loop import Loop
from tests.support.desk import form_of
from tests.support.factories import AgreementFactory, ArticleFactory, PartnerFactory
from tests.support.files import pdf, upload
from tests.support.forms import new_part, sent_back
from tests.support.queues import DATABASE
from tests.support.sentences import ENGLISH

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def waiting(settings):
    settings.TASKS = DATABASE


def tasks():
    rows = DBTaskResult.objects.filter(task_path__startswith="cooperation.changes.later.")
    return [(row.task_path.rpartition(".")[2], row.args_kwargs["args"], row.status) for row in rows]


def uploaded(client, pages, record):
    row = new_part("documents", title_en="The text", file=upload(pages, "text.pdf"), order=1)
    typed = sent_back(client.get(form_of(record)), **row) | {"_publish": "1"}
    page = client.post(form_of(record), typed, follow=True)
    return [str(each) for each in page.context["messages"]]


def test_long_document_is_read_by_the_worker(editor_client):
    record = AgreementFactory()
    data = pdf(*[f"{ENGLISH} Page{number}." for number in range(AT_ONCE + 1)])
    [told, *_others] = uploaded(editor_client, data, record)
    assert told.startswith("“The text” has 41 pages: it is read in the background")
    document = Document.objects.get()
    assert (document.size, document.pages, document.text, document.is_scan) == (
        None, None, "", False,
    )  # fmt: skip
    assert tasks() == [("read_documents", [record.pk], "READY")]
    before = ContentVersion.current().number
    Loop().do_tasks()
    document.refresh_from_db()
    assert (document.size, document.pages, document.language) == (len(data), 41, "en")
    assert SearchEntry.objects.filter(record=record.pk, text__contains="Page40.").exists()
    assert ContentVersion.current().number == before + 1
    assert tasks() == [("read_documents", [record.pk], "SUCCESSFUL")]


def test_editor_is_told_at_once_what_a_short_document_lacks(editor_client):
    record = AgreementFactory()
    told = uploaded(editor_client, pdf(*[""] * AT_ONCE), record)
    assert "holds no text, only pictures of its pages" in told[0]
    assert tasks() == [("read_documents", [record.pk], "READY")]
    Loop().do_tasks()
    assert Document.objects.get().pages == AT_ONCE


def unread(record, data, **fields):
    fields = {"title_en": "The text", "file": upload(data, "text.pdf"), **fields}
    return Document.objects.create(record=record, **fields)


def test_document_that_was_replaced_while_it_was_read_keeps_nothing_of_the_old(monkeypatch):
    record = AgreementFactory().record
    document = unread(record, pdf(ENGLISH))
    real = later.documents.read_file

    def read_and_replace(found):
        facts = real(found)
        Document.objects.filter(pk=document.pk).update(file="documents/other.pdf")
        return facts

    monkeypatch.setattr(later.documents, "read_file", read_and_replace)
    later.read_documents.call(record.pk)
    document.refresh_from_db()
    assert (document.size, document.text) == (None, "")


def test_file_that_has_gone_fails_and_the_others_are_read():
    record = AgreementFactory().record
    Document.objects.create(record=record, title_en="Lost", file="documents/lost.pdf", order=1)
    unread(record, pdf(ENGLISH), order=2)
    with pytest.raises(FileNotFoundError):
        later.read_documents.call(record.pk)
    assert list(Document.objects.order_by("order").values_list("pages", flat=True)) == [None, 1]
    assert SearchEntry.objects.filter(text=ENGLISH).exists()


def test_document_of_a_deleted_record_is_no_failure():
    later.read_documents.call(987654)


def articles(number):
    found = [
        ArticleFactory(body_en=f"<p>Number {each}: the Steppe Union met.</p>")
        for each in range(number)
    ]
    for article in found:
        passages.store(article)
    return found


def named(editor):
    """Save a partner that articles name."""
    partner = PartnerFactory(title_en="Other name")
    base, *parts = before = capture(partner)
    wanted = [{**base, "fields": {**base["fields"], "title_en": "Steppe Union"}}, *parts]
    return save(partner, Edit(wanted, before), by=editor, publish=True).record


@pytest.mark.parametrize("number", [1, 30])
def test_articles_of_others_are_searched_for_a_new_name_by_the_worker(editor, number):
    articles(number)
    partner = named(editor)
    assert tasks() == [("scan_mentions", [[partner.pk], [], True], "READY")]
    assert not Mention.objects.filter(record=partner.pk).exists()
    before = ContentVersion.current().number
    Loop().do_tasks()
    assert tasks() == [("scan_mentions", [[partner.pk], [], True], "SUCCESSFUL")]
    assert Mention.objects.filter(record=partner.pk).count() == number
    assert ContentVersion.current().number == before + 1


def test_old_name_is_found_by_the_worker_too(editor):
    [article] = articles(1)
    partner = PartnerFactory(title_en="Steppe Union")
    mentions.scan(article)
    before = capture(partner)
    wanted = [{**before[0], "fields": {**before[0]["fields"], "title_en": "Other"}}, *before[1:]]
    save(partner, Edit(wanted, before), by=editor, publish=True)
    assert list(Mention.objects.values_list("record", flat=True)) == [partner.pk]
    Loop().do_tasks()
    assert list(Mention.objects.values_list("record", flat=True)) == []


def test_name_that_no_article_holds_changes_nothing_that_readers_see(editor):
    partner = named(editor)
    before = ContentVersion.current().number
    Loop().do_tasks()
    assert tasks() == [("scan_mentions", [[partner.pk], [], True], "SUCCESSFUL")]
    assert ContentVersion.current().number == before


def test_name_of_a_draft_changes_nothing_that_readers_see(author):
    articles(1)
    draft = capture(PartnerFactory(title_en="Steppe Union", status="draft"))
    Record.objects.filter(kind="partner").delete()
    record = save(None, Edit(draft), by=author).record
    before = ContentVersion.current().number
    Loop().do_tasks()
    assert tasks() == [("scan_mentions", [[record.pk], [], False], "SUCCESSFUL")]
    assert Mention.objects.exists()
    assert ContentVersion.current().number == before


def test_names_of_many_records_are_looked_for_in_all_articles(django_assert_num_queries):
    found = {article.pk for article in articles(2)}
    partners = [PartnerFactory() for _number in range(mentions.MANY + 1)]
    assert mentions.articles_naming(partners[1:]) == set()
    with django_assert_num_queries(1):
        assert mentions.articles_naming(partners) == found


def test_new_name_of_a_deleted_record_is_no_failure(editor):
    articles(1)
    partner = named(editor)
    delete([partner], editor)
    Loop().do_tasks()
    assert {state for *_task, state in tasks()} == {"SUCCESSFUL"}
    assert not Mention.objects.exists()


def test_article_that_was_changed_does_not_wait_for_the_others(editor, monkeypatch):
    own, *others = articles(3)
    scanned = []
    monkeypatch.setattr(finish, "ARTICLES_AT_ONCE", 1)
    monkeypatch.setattr(finish.mentions, "scan_articles", scanned.append)
    change = finish.ChangedRecord(own.record, None, capture(own), act=None)
    deleted = finish.ChangedRecord(others[0].record, capture(others[0]), None, act=None,
                            articles=tuple(each.pk for each in others))  # fmt: skip
    finish._find_mentions([change, deleted])
    assert scanned == [{own.pk}]
    arguments = [[own.pk], sorted(each.pk for each in others), True]
    assert tasks() == [("scan_mentions", arguments, "READY")]


def test_change_that_is_taken_back_leaves_no_task(editor):
    articles(1)
    with transaction.atomic():
        named(editor)
        assert len(tasks()) == 1
        transaction.set_rollback(True)
    assert tasks() == []


def test_many_articles_that_were_changed_are_searched_by_the_worker(editor, monkeypatch):
    own = articles(2)
    monkeypatch.setattr(finish, "ARTICLES_AT_ONCE", 1)
    finish._find_mentions(
        [finish.ChangedRecord(each.record, None, capture(each), act=None) for each in own]
    )
    keys = sorted(each.pk for each in own)
    assert sorted(tasks()) == [
        ("scan_changed_articles", [keys], "READY"),
        ("scan_mentions", [keys, [], True], "READY"),
    ]
    partner = PartnerFactory(title_en="Steppe Union")
    Loop().do_tasks()
    assert Mention.objects.filter(record=partner.pk).count() == 2


TEXT = b"The Steppe Union met in Tashkent. The parties agreed on the plan of the union.\n"


@pytest.mark.parametrize("is_longer", [False, True])
def test_names_in_a_long_text_are_looked_for_by_the_worker(editor, monkeypatch, is_longer):
    """So that others can save meanwhile."""
    partner = PartnerFactory(title_en="Steppe Union")
    body = import_article(TEXT, "first.txt", editor).kept.article.body_en
    monkeypatch.setattr(finish, "CHARACTERS_AT_ONCE", len(body) - is_longer)
    Mention.objects.all().delete()
    article = import_article(TEXT.replace(b"plan", b"road"), "second.txt", editor).kept.article
    assert len(article.body_en) == len(body)
    left = [each for each in tasks() if each[0] == "scan_changed_articles"]
    assert left == [("scan_changed_articles", [[article.pk]], "READY")] * is_longer
    assert Mention.objects.filter(record=partner.pk).count() == (not is_longer)
    Loop().do_tasks()
    assert Mention.objects.filter(record=partner.pk, passage__article=article).count() == 1


def test_text_is_cut_into_sentences_once_when_it_is_imported(editor, monkeypatch):
    cut, split_article = [], passages.split_article
    monkeypatch.setattr(
        passages, "split_article", lambda each: cut.append(each.pk) or split_article(each)
    )
    article = import_article(TEXT, "text.txt", editor).kept.article
    assert cut == [article.pk]
    assert article.passages.count() == 2
