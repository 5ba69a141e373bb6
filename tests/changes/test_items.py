"""Pages, site settings and pictures through the door: merged, kept, drafted, restored."""

import pytest

from cooperation.changes.errors import EditConflict, Invalid, NotAllowed, Outdated
from cooperation.changes.items.save import (
    delete_items,
    discard_item_draft,
    restore_item,
    save_item,
)
from cooperation.changes.save import Answers, Edit
from cooperation.changes.why import Why
from cooperation.models import ItemDraft, ItemRevision, Page, SiteSettings
from cooperation.snapshots.compare import diff
from cooperation.snapshots.items import capture, item_of, snapshot_of
from cooperation.snapshots.names import names_of
from tests.support.databases import database_hash
from tests.support.door import changed, version
from tests.support.files import kept_picture
from tests.support.items import (
    acts_of,
    each_item,
    page,
    publish_item,
    settings_of_the_site,
    values_of,
    with_file,
)

pytestmark = pytest.mark.django_db


@each_item
def test_second_of_two_editors_does_not_erase_what_the_first_wrote(
    administrator, make, first, second
):
    item = make()
    base = capture(item)
    russian = changed(base, **{second: "По-русски"})
    save_item(item, Edit(russian, base), administrator, publish=True)
    before, mine = database_hash(), changed(base, **{first: "New"})
    with pytest.raises(EditConflict) as conflict:
        save_item(item, Edit(mine, base), administrator, publish=True)
    assert (conflict.value.theirs, conflict.value.questions) == (russian, [])
    assert database_hash() == before
    answers = Answers(russian, {})
    save_item(item, Edit(mine, base, answers), administrator, publish=True)
    assert values_of(item, first, second) == ("New", "По-русски")
    assert acts_of(item) == ["merged", "published", *acts_of(item)[2:]]


@each_item
@pytest.mark.parametrize(("choice", "kept"), [("theirs", "Theirs"), ("mine", "Mine")])
def test_same_value_is_asked_about(administrator, make, first, second, choice, kept):  # noqa: PLR0917
    item = make()
    base = capture(item)
    theirs, mine = (changed(base, **{first: text}) for text in ("Theirs", "Mine"))
    save_item(item, Edit(theirs, base), administrator, publish=True)
    with pytest.raises(EditConflict) as conflict:
        save_item(item, Edit(mine, base), administrator, publish=True)
    (question,) = conflict.value.questions
    assert (question.base, question.theirs, question.mine)[1][first] == "Theirs"
    answers = Answers(theirs, {question.name: choice})
    save_item(item, Edit(mine, base, answers), administrator, publish=True)
    assert values_of(item, first) == (kept,)


@each_item
def test_each_change_is_kept_and_raises_the_content_version(administrator, make, first, second):
    item = make()
    base, before = capture(item), version()
    wanted = changed(base, **{first: "New"})
    save_item(item, Edit(wanted, base), administrator, Why("Asked for"), publish=True)
    last, earlier = ItemRevision.objects.of(item).newest_first()[:2]
    assert (last.snapshot, last.made_by, last.note) == (wanted, administrator, "Asked for")
    assert earlier.snapshot == base
    assert version() == before + 1
    unchanged = database_hash()
    saved = save_item(item, Edit(wanted, wanted), administrator, publish=True)
    assert (saved.has_changed, database_hash()) == (False, unchanged)


def test_page_that_came_without_a_history_is_kept_as_it_came(administrator):
    about = page(title_ru="О сайте")
    came = capture(about)
    wanted = changed(came, title_ru="")
    save_item(about, Edit(wanted, came), administrator, publish=True)
    kept = ItemRevision.objects.of(about).newest_first()
    assert [(each.act, each.snapshot) for each in kept] == [
        ("published", wanted),
        ("loaded", came),
    ]


@pytest.mark.parametrize("make", [settings_of_the_site, kept_picture])
def test_settings_and_pictures_are_restored_at_once(administrator, make):
    item = make()
    base = capture(item)
    name = "name_ru" if isinstance(item, SiteSettings) else "alt_ru"
    save_item(item, Edit(changed(base, **{name: "Да"}), base), administrator)
    before = version()
    assert restore_item(item, base, administrator).has_changed
    assert (capture(item), acts_of(item)[0], version()) == (base, "restored", before + 1)
    assert not restore_item(item, base, administrator).has_changed


def test_draft_of_a_page_is_not_public_until_it_is_published(client, editor, helper):
    about = page(body_en="<p>Old</p>")
    base, before = capture(about), version()
    wanted = changed(base, body_en="<p>New</p>", title_ru="О нас")
    saved = save_item(about, Edit(wanted, base), helper)
    assert (saved.draft.snapshot, saved.draft.saved_by) == (wanted, helper)
    assert (capture(about), version(), acts_of(about)) == (base, before, [])
    assert "New" not in client.get("/pages/about/").content.decode()
    publish_item(about, editor)
    assert (capture(about), ItemDraft.objects.count()) == (wanted, 0)
    assert "New" in client.get("/pages/about/").content.decode()
    assert (acts_of(about), version()) == (["published", "loaded"], before + 1)


def test_draft_takes_up_what_the_page_has_become(editor):
    about = page()
    base = capture(about)
    save_item(about, Edit(changed(base, title_ru="О нас"), base), editor)
    Page.objects.update(order=7)
    publish_item(about, editor)
    assert values_of(about, "title_ru", "order") == ("О нас", 7)


def test_draft_and_page_that_changed_the_same_are_asked_about(editor):
    about = page()
    base = capture(about)
    mine = changed(base, title_en="Mine")
    save_item(about, Edit(mine, base), editor)
    Page.objects.update(title_en="Theirs", title="Theirs")
    before = database_hash()
    with pytest.raises(EditConflict) as conflict:
        publish_item(about, editor)
    assert (conflict.value.is_live, database_hash()) == (True, before)
    (question,) = conflict.value.questions
    answers = Answers(conflict.value.theirs, {question.name: "mine"}, draft=conflict.value.draft)
    save_item(about, Edit(mine, base, answers), editor, publish=True)
    assert values_of(about, "title_en") == ("Mine",)


def test_draft_that_says_the_same_as_the_page_is_dropped(editor):
    about = page()
    base = capture(about)
    moved = changed(base, order=3)
    save_item(about, Edit(moved, base), editor)
    assert save_item(about, Edit(base, moved), editor).has_changed is False
    assert ItemDraft.objects.count() == 0


def test_page_is_restored_into_a_draft_at_its_present_address(editor):
    about = page()
    old = capture(about)
    save_item(about, Edit(changed(old, slug="us", title_en="Us"), old), editor, publish=True)
    assert restore_item(about, old, editor).draft.snapshot == changed(old, slug="us")
    assert values_of(about, "title_en") == ("Us",)
    with pytest.raises(Invalid):
        restore_item(about, old, editor)


def test_only_who_began_a_draft_or_may_publish_discards_it(editor, helper):
    about = page()
    base = capture(about)
    save_item(about, Edit(changed(base, order=3), base), editor)
    with pytest.raises(NotAllowed):
        discard_item_draft(about, helper)
    assert (discard_item_draft(about, editor), discard_item_draft(about, editor)) == (True, False)


def test_deleted_page_stays_in_the_history(administrator):
    about = page()
    was, before = capture(about), version()
    key = about.pk
    delete_items([about], administrator)
    about.pk = key
    assert not Page.objects.exists()
    last = ItemRevision.objects.of(about).newest_first().first()
    assert (last.act, last.snapshot, last.made_by) == ("deleted", was, administrator)
    assert version() == before + 1
    with pytest.raises(Outdated):
        save_item(about, Edit(was, was), administrator)


def told(old, new):
    (section,) = diff(old, new, names_of(old, new))
    return section.label, [(each.label, each.old, each.new) for each in section.rows[0].changes]


def test_kinds_under_review_read_as_their_names():
    old = snapshot_of(SiteSettings(name_en="Register"))
    new = changed(old, reviewed_kinds=["agreement", "event"])
    assert told(old, new) == (
        "Site settings",
        [("Review required for", "", "Agreements, Events")],
    )


def test_file_of_the_same_name_is_told_and_what_was_made_of_it_is_not():
    image = kept_picture()
    old = capture(image)
    new = with_file(image, old[0]["fields"]["file"].rpartition("/")[2])
    same = changed(new, file=f"elsewhere/{old[0]['fields']['file'].rpartition('/')[2]}")
    assert told(old, same) == (
        "Picture",
        [("File (another file of the same name)", "flags.jpg", "flags.jpg")],
    )


def test_snapshot_from_before_a_field_was_there_has_its_default():
    (row,) = snapshot_of(SiteSettings(name_en="Register", checked_every=3))
    del row["fields"]["checked_every"]
    assert item_of([row]).checked_every == 12
