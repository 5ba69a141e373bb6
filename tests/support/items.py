"""Pages, site settings and pictures, for tests of the door."""

import pytest
from django.core.files.storage import default_storage

from cooperation.changes.items import pictures
from cooperation.changes.items.save import save_item
from cooperation.changes.items.state import state_of
from cooperation.changes.save import Edit
from cooperation.models import Image, ItemRevision, Page, SiteSettings
from cooperation.snapshots.items import capture, snapshot_of
from tests.support.files import encoded, kept_picture, quarters, upload


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


def values_of(item, *names):
    fields = capture(item)[0]["fields"]
    return tuple(fields[name] for name in names)


def acts_of(item):
    return [each.act for each in ItemRevision.objects.of(item).newest_first()]


def with_file(image, name="new.png"):
    """Return what somebody wants who uploads another file."""
    replaced = Image.objects.get(pk=image.pk)
    replaced.file = upload(encoded(quarters((9, 5)), "PNG"), name)
    pictures.store(replaced, image)
    return snapshot_of(replaced)


def exist(names):
    return {default_storage.exists(name) for name in names}


def publish_item(item, by):
    """Publish the draft of an item as its form does."""
    present = state_of(item).present
    return save_item(item, Edit(present, present), by, publish=True)
