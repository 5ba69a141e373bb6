"""What only those with the right may note: the door says so, not the page."""

import pytest

from cooperation.changes.accept import decide_mention, dismiss, reopen
from cooperation.changes.comments import mark_checked, mark_narrative, resolve_comment
from cooperation.changes.errors import Invalid, NotAllowed
from cooperation.changes.import_article import import_article
from cooperation.changes.restore import restore_deleted
from cooperation.models import Mention, Passage, Record
from cooperation.snapshots.capture import capture
from cooperation.sourcing import mentions
from cooperation.sourcing.passages import store
from tests.support.databases import database_hash
from tests.support.factories import AgreementFactory, ArticleFactory, PartnerFactory

pytestmark = pytest.mark.django_db

TEXT = b"# Giraffes\n\nAn international conference was held in Tashkent in March 2022.\n"


def article_naming_a_partner():
    PartnerFactory(title_en="Steppe Union")
    article = ArticleFactory(body_en="<p>The Steppe Union met.</p>")
    store(article)
    mentions.scan_all()
    return article


def calls_that_take_a_right(by):
    article = article_naming_a_partner()
    suggestion = import_article(TEXT, "steppe.md").kept.article.suggestions.first()
    record = article.record
    return {
        "settle": lambda: resolve_comment(record, "1", by),
        "checked": lambda: mark_checked([record], by),
        "narrative": lambda: mark_narrative(Passage.objects.get(article=article), True, by),
        "dismiss": lambda: dismiss(suggestion, by),
        "reopen": lambda: reopen(suggestion, by),
        "mention": lambda: decide_mention(Mention.objects.first(), by),
    }


def test_who_may_only_look_notes_nothing(looker):
    calls = calls_that_take_a_right(looker)
    before = database_hash()
    for call in calls.values():
        with pytest.raises(NotAllowed):
            call()
    assert database_hash() == before


def test_author_notes_what_readers_do_not_see(author):
    calls = calls_that_take_a_right(author)
    for name in ("checked", "narrative", "mention"):
        with pytest.raises(NotAllowed):
            calls[name]()
    Record.objects.update(status="draft")
    for name in ("settle", "narrative", "dismiss", "reopen"):
        calls[name]()


def test_record_is_made_again_once(editor):
    record = AgreementFactory(title_en="Gone").record
    snapshot, key = capture(record), record.pk
    Record.objects.filter(pk=key).delete()
    restore_deleted(snapshot, key, editor)
    with pytest.raises(Invalid):
        restore_deleted(snapshot, key, editor)
    assert Record.objects.get().title == "Gone"
