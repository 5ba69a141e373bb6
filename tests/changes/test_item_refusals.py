"""What is refused of pages, site settings and pictures, and that nothing is changed then."""

import pytest

from cooperation.changes.errors import EditConflict, Invalid, NotAllowed
from cooperation.changes.items.save import delete_items, restore_item, save_item
from cooperation.changes.save import Answers, Edit
from cooperation.models import Record, SiteSettings
from cooperation.snapshots.items import capture, snapshot_of
from tests.support.databases import database_hash
from tests.support.door import changed
from tests.support.factories import AgreementFactory
from tests.support.files import kept_picture
from tests.support.items import exist, page, publish_item, settings_of_the_site, values_of

pytestmark = pytest.mark.django_db


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
    edit = Edit(changed(base, title_en="New"), base)
    refused(NotAllowed, save_item, about, edit, helper, publish=True)
    refused(NotAllowed, save_item, None, Edit(changed(base, slug="new")), helper)
    refused(NotAllowed, delete_items, [about], helper)
    save_item(about, edit, helper)
    refused(NotAllowed, publish_item, about, helper)


def test_author_has_no_say_about_pages_and_settings(author):
    for item in (page(), settings_of_the_site()):
        base = capture(item)
        refused(NotAllowed, save_item, item, Edit(base, base), author, publish=True)
        refused(NotAllowed, restore_item, item, base, author)
        refused(NotAllowed, delete_items, [item], author)


def test_settings_take_the_right_to_publish_too(helper):
    site = settings_of_the_site()
    base = capture(site)
    refused(NotAllowed, save_item, site, Edit(changed(base, name_en="X"), base), helper)


def test_editor_writes_pages_but_neither_deletes_them_nor_touches_the_settings(editor):
    about, site = page(), settings_of_the_site()
    base = capture(about)
    save_item(about, Edit(changed(base, title_en="New"), base), editor, publish=True)
    assert values_of(about, "title_en") == ("New",)
    refused(NotAllowed, delete_items, [about], editor)
    refused(NotAllowed, save_item, site, Edit(capture(site), capture(site)), editor)


def test_author_changes_a_picture_until_readers_see_it(author):
    image = kept_picture()
    base = capture(image)
    wanted = changed(base, alt_ru="Флаги")
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
    edit = Edit(changed(base, **values), base)
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
    theirs = changed(base, is_decorative=True, alt_en="")
    mine = changed(base, alt_ru="Флаги")
    save_item(image, Edit(theirs, base), editor)
    refused(Invalid, save_item, image, Edit(mine, base, Answers(theirs, {})), editor)
    with pytest.raises(EditConflict) as conflict:
        save_item(image, Edit(mine, base, Answers(theirs, {}, by_row=True)), editor)
    (question,) = conflict.value.questions
    answers = Answers(theirs, {question.name: "mine"}, by_row=True)
    save_item(image, Edit(mine, base, answers), editor)
    assert values_of(image, "is_decorative", "alt_en", "alt_ru") == (False, "Two flags", "Флаги")
