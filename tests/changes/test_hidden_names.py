"""Names of what readers do not see take no links away, and add none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cooperation.changes.merge_duplicate import merge_duplicate
from cooperation.changes.publish import publish
from cooperation.changes.save import Edit, save
from cooperation.changes.schedule import process_due
from cooperation.changes.withdraw import withdraw
from cooperation.models import ContentVersion, Mention
from cooperation.snapshots.capture import capture
from cooperation.sourcing.mentions import scan_all
from cooperation.sourcing.passages import store
from tests.support.door import approve_and_publish, changed, save_public, under_review, without
from tests.support.factories import ArticleFactory, PartnerFactory, TopicFactory

pytestmark = pytest.mark.django_db


def article_of(body, **fields):
    article = ArticleFactory(body_en=body, **fields)
    store(article)
    scan_all()
    return article


def links():
    """Return (words, title) of what readers get as a link in any article."""
    found = Mention.objects.public().order_by("passage__order", "start")
    return [(mention.text, mention.record.title) for mention in found]


def queue():
    pending = Mention.objects.pending().order_by("start")
    return [(m.text, sorted(record.title for record in m.candidates.all())) for m in pending]


@pytest.fixture
def paper(db):
    PartnerFactory(title_en="Uzbekistan")
    PartnerFactory(title_en="Office", short_name_en="UNOCT")
    return article_of("<p>Uzbekistan and UNOCT met. Uzbekistan Today wrote of it.</p>")


LINKS = [("Uzbekistan", "Uzbekistan"), ("UNOCT", "Office"), ("Uzbekistan", "Uzbekistan")]


def topic_called(*names, **fields):
    """Return the snapshot of a new topic that is called by some names."""
    topic = TopicFactory(**fields)
    for name in names:
        topic.aliases.create(text=name)
    snapshot = capture(topic)
    topic.delete()
    return snapshot


@pytest.mark.parametrize("names", [("Uzbekistan", "UNOCT"), ("Uzbekistan and UNOCT",)])
def test_names_of_a_draft_take_no_links_away(paper, author, editor, names):
    saved = save(None, Edit(topic_called(*names, slug="t", title_en="T")), by=author)
    assert (links(), queue()) == (LINKS, [])
    save(saved.record, Edit(changed(capture(saved.record), title_en="Today wrote")), by=author)
    assert (links(), queue()) == (LINKS, [])
    publish(saved.record, by=editor)
    assert links() != LINKS
    withdraw([saved.record], by=editor)
    assert links() == LINKS


def test_names_of_a_draft_beside_what_is_public_take_no_links_away(paper, author, editor):
    topic = TopicFactory(title_en="T").record
    base = capture(topic)
    save(topic, Edit(changed(base, title_en="Uzbekistan"), base), by=author)
    assert (links(), queue()) == (LINKS, [])
    publish(topic, by=editor)
    assert links() == [("UNOCT", "Office")]
    assert queue() == [("Uzbekistan", ["Uzbekistan", "Uzbekistan"])] * 2


def test_scheduled_record_takes_part_once_its_time_has_come(paper, editor, time_machine):
    start = timezone.now()
    wanted = topic_called("UNOCT", slug="t", title_en="T")
    times = {"publish_at": (start + timedelta(hours=1)).isoformat()}
    times |= {"withdraw_at": (start + timedelta(hours=2)).isoformat()}
    save(None, Edit(changed(wanted, **times)), by=editor, publish=True)
    process_due()
    assert (links(), queue()) == (LINKS, [])
    time_machine.move_to(start + timedelta(hours=1, minutes=1))
    before = ContentVersion.current().number
    process_due()
    assert queue() == [("UNOCT", ["Office", "T"])]
    assert ContentVersion.current().number > before
    after = ContentVersion.current()
    process_due()
    assert ContentVersion.current() == after
    time_machine.move_to(start + timedelta(hours=2, minutes=1))
    process_due()
    assert (links(), queue()) == (LINKS, [])


def test_name_that_only_a_draft_bears_is_found_and_shown_once_it_is_public(editor):
    topic = TopicFactory(title_en="Borders", status="draft").record
    article_of("<p>Of Borders.</p>", status="draft")
    named = list(Mention.objects.values_list("text", "record"))
    assert (named, links()) == ([("Borders", topic.pk)], [])
    publish(topic, by=editor)
    assert links() == [("Borders", "Borders")]


def test_links_of_reviewed_articles_wait_for_an_editor(paper, editor):
    under_review("article")
    new = save(None, Edit(topic_called("met", slug="t", title_en="T")), by=editor, publish=True)
    assert (links(), queue()) == (LINKS, [("met", ["T"])])
    save(None, Edit(topic_called("UNOCT", slug="u", title_en="U")), by=editor, publish=True)
    assert (links(), queue()) == (LINKS, [("met", ["T"])])
    save_public(new.record, without(capture(new.record), "cooperation.alias"), editor)
    assert (links(), queue()) == (LINKS, [])


def test_links_of_a_reviewed_article_come_with_its_approved_text(paper, editor, other):
    under_review("article")
    base = capture(paper)
    wanted = changed(base, "cooperation.article", body_en="<p>UNOCT came to Uzbekistan.</p>")
    save(paper, Edit(wanted, base), by=editor)
    approve_and_publish(paper.record, other, editor)
    assert links() == [("UNOCT", "Office"), ("Uzbekistan", "Uzbekistan")]


def test_name_of_a_duplicate_that_is_published_again_has_two_meanings(editor):
    survivor = PartnerFactory(title_en="Office", slug="office").record
    duplicate = PartnerFactory(title_en="Bureau", slug="bureau").record
    article_of("<p>The Bureau met.</p>")
    merge_duplicate(duplicate, survivor, editor)
    assert (links(), queue()) == ([("Bureau", "Office")], [])
    publish(duplicate, by=editor)
    assert (links(), queue()) == ([], [("Bureau", ["Bureau", "Office"])])
