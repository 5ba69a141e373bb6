"""Pages, site settings and pictures through the door: merged, kept, drafted, restored, refused."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage

from cooperation.changes import pictures
from cooperation.changes.errors import Conflict, Invalid, NotAllowed, Outdated
from cooperation.changes.items import (
    delete_items,
    discard_item_draft,
    publish_item_draft,
    restore_item,
    save_item,
)
from cooperation.changes.save import Answers, Edit
from cooperation.changes.why import Why
from cooperation.models import (
    ContentVersion,
    Image,
    ItemDraft,
    ItemRevision,
    Page,
    Record,
    SiteSettings,
)
from cooperation.snapshots.compare import diff
from cooperation.snapshots.items import capture, item_of, snapshot_of
from cooperation.snapshots.names import names_of
from tests.conftest import staff
from tests.factories import AgreementFactory
from tests.files import encoded, kept_picture, photo, quarters, upload
from tests.support.databases import database_hash

pytestmark = pytest.mark.django_db


def page(**fields):
    return Page.objects.create(**{"slug": "about", "title_en": "About", **fields})


def settings_of_the_site():
    return SiteSettings.objects.create(name_en="Register")


ITEMS = {
    "page": (page, "title_en", "title_ru"),
    "settings": (settings_of_the_site, "name_en", "name_ru"),
    "picture": (kept_picture, "alt_en", "alt_ru"),
}
each_item = pytest.mark.parametrize(("make", "first", "second"), ITEMS.values(), ids=ITEMS)


def with_values(snapshot, **values):
    (row,) = snapshot
    return [{**row, "fields": row["fields"] | values}]


def values_of(item, *names):
    fields = capture(item)[0]["fields"]
    return tuple(fields[name] for name in names)


def acts_of(item):
    return [each.act for each in ItemRevision.objects.of(item).newest_first()]


def number():
    return ContentVersion.current().number


@pytest.fixture
def administrator(django_user_model):
    return staff(django_user_model, "administrator", "Administrator")


@pytest.fixture
def helper(author):
    """An author who may also change pages, but not publish."""
    author.user_permissions.set(
        Permission.objects.filter(codename__in=["add_page", "change_page", "change_sitesettings"])
    )
    return author


@each_item
def test_second_of_two_editors_does_not_erase_what_the_first_wrote(
    administrator, make, first, second
):
    item = make()
    base = capture(item)
    russian = with_values(base, **{second: "По-русски"})
    save_item(item, Edit(russian, base), administrator, publish=True)
    before, mine = database_hash(), with_values(base, **{first: "New"})
    with pytest.raises(Conflict) as conflict:
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
    theirs, mine = (with_values(base, **{first: text}) for text in ("Theirs", "Mine"))
    save_item(item, Edit(theirs, base), administrator, publish=True)
    with pytest.raises(Conflict) as conflict:
        save_item(item, Edit(mine, base), administrator, publish=True)
    (question,) = conflict.value.questions
    assert (question.base, question.theirs, question.mine)[1][first] == "Theirs"
    answers = Answers(theirs, {question.name: choice})
    save_item(item, Edit(mine, base, answers), administrator, publish=True)
    assert values_of(item, first) == (kept,)


@each_item
def test_each_change_is_kept_and_raises_the_content_version(administrator, make, first, second):
    item = make()
    base, before = capture(item), number()
    wanted = with_values(base, **{first: "New"})
    save_item(item, Edit(wanted, base), administrator, Why("Asked for"), publish=True)
    last, earlier = ItemRevision.objects.of(item).newest_first()[:2]
    assert (last.snapshot, last.made_by, last.note) == (wanted, administrator, "Asked for")
    assert earlier.snapshot == base
    assert number() == before + 1
    unchanged = database_hash()
    saved = save_item(item, Edit(wanted, wanted), administrator, publish=True)
    assert (saved.has_changed, database_hash()) == (False, unchanged)


def test_page_that_came_without_a_history_is_kept_as_it_came(administrator):
    about = page(title_ru="О сайте")
    came = capture(about)
    wanted = with_values(came, title_ru="")
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
    save_item(item, Edit(with_values(base, **{name: "Да"}), base), administrator)
    before = number()
    assert restore_item(item, base, administrator).has_changed
    assert (capture(item), acts_of(item)[0], number()) == (base, "restored", before + 1)
    assert not restore_item(item, base, administrator).has_changed


def test_draft_of_a_page_is_not_public_until_it_is_published(client, editor, helper):
    about = page(body_en="<p>Old</p>")
    base, before = capture(about), number()
    wanted = with_values(base, body_en="<p>New</p>", title_ru="О нас")
    saved = save_item(about, Edit(wanted, base), helper)
    assert (saved.draft.snapshot, saved.draft.saved_by) == (wanted, helper)
    assert (capture(about), number(), acts_of(about)) == (base, before, [])
    assert "New" not in client.get("/pages/about/").content.decode()
    publish_item_draft(about, editor)
    assert (capture(about), ItemDraft.objects.count()) == (wanted, 0)
    assert "New" in client.get("/pages/about/").content.decode()
    assert (acts_of(about), number()) == (["published", "loaded"], before + 1)


def test_draft_takes_up_what_the_page_has_become(editor):
    about = page()
    base = capture(about)
    save_item(about, Edit(with_values(base, title_ru="О нас"), base), editor)
    Page.objects.update(order=7)
    publish_item_draft(about, editor)
    assert values_of(about, "title_ru", "order") == ("О нас", 7)


def test_draft_and_page_that_changed_the_same_are_asked_about(editor):
    about = page()
    base = capture(about)
    mine = with_values(base, title_en="Mine")
    save_item(about, Edit(mine, base), editor)
    Page.objects.update(title_en="Theirs", title="Theirs")
    before = database_hash()
    with pytest.raises(Conflict) as conflict:
        publish_item_draft(about, editor)
    assert (conflict.value.is_live, database_hash()) == (True, before)
    (question,) = conflict.value.questions
    answers = Answers(conflict.value.theirs, {question.name: "mine"}, draft=conflict.value.draft)
    save_item(about, Edit(mine, base, answers), editor, publish=True)
    assert values_of(about, "title_en") == ("Mine",)


def test_draft_that_says_the_same_as_the_page_is_dropped(editor):
    about = page()
    base = capture(about)
    changed = with_values(base, order=3)
    save_item(about, Edit(changed, base), editor)
    assert save_item(about, Edit(base, changed), editor).has_changed is False
    assert ItemDraft.objects.count() == 0


def test_page_is_restored_into_a_draft_at_its_present_address(editor):
    about = page()
    old = capture(about)
    save_item(about, Edit(with_values(old, slug="us", title_en="Us"), old), editor, publish=True)
    assert restore_item(about, old, editor).draft.snapshot == with_values(old, slug="us")
    assert values_of(about, "title_en") == ("Us",)
    with pytest.raises(Invalid):
        restore_item(about, old, editor)


def test_only_who_began_a_draft_or_may_publish_discards_it(editor, helper):
    about = page()
    base = capture(about)
    save_item(about, Edit(with_values(base, order=3), base), editor)
    with pytest.raises(NotAllowed):
        discard_item_draft(about, helper)
    assert (discard_item_draft(about, editor), discard_item_draft(about, editor)) == (True, False)


def test_deleted_page_stays_in_the_history(administrator):
    about = page()
    was, before = capture(about), number()
    key = about.pk
    delete_items([about], administrator)
    about.pk = key
    assert not Page.objects.exists()
    last = ItemRevision.objects.of(about).newest_first().first()
    assert (last.act, last.snapshot, last.made_by) == ("deleted", was, administrator)
    assert number() == before + 1
    with pytest.raises(Outdated):
        save_item(about, Edit(was, was), administrator)


# Files of pictures


def with_file(image, name="new.png"):
    """Return what somebody wants who uploads another file."""
    changed = Image.objects.get(pk=image.pk)
    changed.file = upload(encoded(quarters((9, 5)), "PNG"), name)
    pictures.store(changed, image)
    return snapshot_of(changed)


def exist(names):
    return {default_storage.exists(name) for name in names}


def test_replaced_file_stays_and_comes_back(editor, django_capture_on_commit_callbacks):
    image = kept_picture()
    base, files = capture(image), image.files
    with django_capture_on_commit_callbacks(execute=True):
        save_item(image, Edit(with_file(image), base), editor)
    assert (Image.objects.get().width, exist(files)) == (9, {True})
    with django_capture_on_commit_callbacks(execute=True):
        restore_item(image, base, editor)
    assert (Image.objects.get().files, Image.objects.get().width) == (files, 60)


def test_file_that_was_not_chosen_goes(editor, django_capture_on_commit_callbacks):
    image = kept_picture()
    base = capture(image)
    theirs, mine = with_file(image), with_file(image, "other.png")
    save_item(image, Edit(theirs, base), editor)
    with pytest.raises(Conflict) as conflict:
        save_item(image, Edit(mine, base), editor)
    (question,) = conflict.value.questions
    own = {mine[0]["fields"]["file"]}
    assert exist(own) == {True}
    with django_capture_on_commit_callbacks(execute=True):
        answers = Answers(theirs, {question.name: "theirs"})
        save_item(image, Edit(mine, base, answers), editor)
    assert (exist(own), exist(Image.objects.get().files)) == ({False}, {True})


def test_picture_takes_its_history_and_all_files_along(editor, django_capture_on_commit_callbacks):
    image = kept_picture()
    base, files = capture(image), set(image.files)
    save_item(image, Edit(with_file(image), base), editor)
    files |= set(Image.objects.get().files)
    with django_capture_on_commit_callbacks(execute=True):
        delete_items([image], editor)
    assert (ItemRevision.objects.count(), exist(files)) == (0, {False})


def test_file_that_has_gone_is_not_restored(editor):
    image = kept_picture()
    base = capture(image)
    save_item(image, Edit(with_file(image), base), editor)
    default_storage.delete(base[0]["fields"]["file"])
    before = database_hash()
    with pytest.raises(Invalid) as refusal:
        restore_item(image, base, editor)
    assert list(refusal.value.errors) == ["file"]
    assert database_hash() == before


def test_refreshed_picture_is_refreshed_in_its_history(django_capture_on_commit_callbacks):
    image = kept_picture(photo())
    files, before = image.files, number()
    with django_capture_on_commit_callbacks(execute=True):
        pictures.refresh(image)
    assert (ItemRevision.objects.get().snapshot, exist(files)) == (capture(image), {False})
    assert number() == before + 1


# Refusals


def refused(error, call, *arguments, **named):
    """Check that a call is refused and has changed nothing; return the error."""
    before = database_hash()
    with pytest.raises(error) as refusal:
        call(*arguments, **named)
    assert database_hash() == before
    return refusal.value


def test_author_without_the_right_to_publish_only_drafts_a_page(helper, author):
    about = page()
    base = capture(about)
    edit = Edit(with_values(base, title_en="New"), base)
    refused(NotAllowed, save_item, about, edit, helper, publish=True)
    refused(NotAllowed, save_item, None, Edit(with_values(base, slug="new")), helper)
    refused(NotAllowed, delete_items, [about], helper)
    save_item(about, edit, helper)
    refused(NotAllowed, publish_item_draft, about, helper)


def test_author_has_no_say_about_pages_and_settings(author):
    for item in (page(), settings_of_the_site()):
        base = capture(item)
        refused(NotAllowed, save_item, item, Edit(base, base), author, publish=True)
        refused(NotAllowed, restore_item, item, base, author)
        refused(NotAllowed, delete_items, [item], author)


def test_settings_take_the_right_to_publish_too(helper):
    site = settings_of_the_site()
    base = capture(site)
    refused(NotAllowed, save_item, site, Edit(with_values(base, name_en="X"), base), helper)


def test_editor_writes_pages_but_neither_deletes_them_nor_touches_the_settings(editor):
    about, site = page(), settings_of_the_site()
    base = capture(about)
    save_item(about, Edit(with_values(base, title_en="New"), base), editor, publish=True)
    assert values_of(about, "title_en") == ("New",)
    refused(NotAllowed, delete_items, [about], editor)
    refused(NotAllowed, save_item, site, Edit(capture(site), capture(site)), editor)


def test_author_changes_a_picture_until_readers_see_it(author):
    image = kept_picture()
    base = capture(image)
    wanted = with_values(base, alt_ru="Флаги")
    save_item(image, Edit(wanted, base), author)
    AgreementFactory(image=image, status=Record.Status.PUBLISHED)
    refused(NotAllowed, save_item, image, Edit(base, wanted), author)
    refused(NotAllowed, restore_item, image, base, author)


def test_settings_are_never_deleted(administrator):
    refused(NotAllowed, delete_items, [settings_of_the_site()], administrator)


def test_settings_that_somebody_else_saved_first_are_not_overwritten(administrator):
    wanted = snapshot_of(SiteSettings(name_en="Mine"))
    settings_of_the_site()
    refused(Invalid, save_item, None, Edit(wanted), administrator)


@pytest.mark.parametrize(
    ("make", "values", "fields"),
    [
        (page, {"title_en": ""}, ["title_en"]),
        (page, {"slug": "not an address"}, ["slug"]),
        (page, {"slug": "taken"}, ["slug"]),
        (settings_of_the_site, {"name_en": ""}, ["name_en"]),
        (settings_of_the_site, {"checked_every": 0}, ["checked_every"]),
        (kept_picture, {"focus_x": 101}, ["focus_x"]),
        (kept_picture, {"is_decorative": True}, ["alt_en"]),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(administrator, make, values, fields):
    page(slug="taken")
    item = make()
    base = capture(item)
    edit = Edit(with_values(base, **values), base)
    error = refused(Invalid, save_item, item, edit, administrator, publish=True)
    assert [name for name in fields if name in error.errors] == fields


def test_picture_that_a_record_shows_is_not_deleted(editor):
    image = kept_picture()
    AgreementFactory(image=image, status=Record.Status.DRAFT)
    refused(Invalid, delete_items, [image], editor)
    assert exist(image.files) == {True}


def test_words_and_decorative_that_come_from_two_editors_are_refused_together(editor):
    image = kept_picture()
    base = capture(image)
    theirs = with_values(base, is_decorative=True, alt_en="")
    mine = with_values(base, alt_ru="Флаги")
    save_item(image, Edit(theirs, base), editor)
    refused(Invalid, save_item, image, Edit(mine, base, Answers(theirs, {})), editor)
    with pytest.raises(Conflict) as conflict:
        save_item(image, Edit(mine, base, Answers(theirs, {}, by_row=True)), editor)
    (question,) = conflict.value.questions
    answers = Answers(theirs, {question.name: "mine"}, by_row=True)
    save_item(image, Edit(mine, base, answers), editor)
    assert values_of(image, "is_decorative", "alt_en", "alt_ru") == (False, "Two flags", "Флаги")


# Differences in words


def told(old, new):
    (section,) = diff(old, new, names_of(old, new))
    return section.label, [(each.label, each.old, each.new) for each in section.rows[0].changes]


def test_kinds_under_review_read_as_their_names():
    old = snapshot_of(SiteSettings(name_en="Register"))
    new = with_values(old, reviewed_kinds=["agreement", "event"])
    assert told(old, new) == (
        "Site settings",
        [("A second pair of eyes for", "", "Agreements, Events")],
    )


def test_file_of_the_same_name_is_told_and_what_was_made_of_it_is_not():
    image = kept_picture()
    old = capture(image)
    new = with_file(image, old[0]["fields"]["file"].rpartition("/")[2])
    same = with_values(new, file=f"elsewhere/{old[0]['fields']['file'].rpartition('/')[2]}")
    assert told(old, same) == (
        "Picture",
        [("File (another file of the same name)", "flags.jpg", "flags.jpg")],
    )


def test_snapshot_from_before_a_field_was_there_has_its_default():
    (row,) = snapshot_of(SiteSettings(name_en="Register", checked_every=3))
    del row["fields"]["checked_every"]
    assert item_of([row]).checked_every == 12
