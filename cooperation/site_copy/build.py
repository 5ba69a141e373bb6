"""Makes the copy of the whole site, and says what is wrong with one."""

import shutil
from contextlib import nullcontext
from datetime import datetime, time
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from cooperation.changes.past import register_as_of
from cooperation.domain import languages
from cooperation.domain.kinds import PAGE_KINDS
from cooperation.exports import dump
from cooperation.formats import manifests
from cooperation.models import Record, SiteSettings
from cooperation.models.record import EARLIEST_PUBLICATION
from cooperation.site_copy import search, signing
from cooperation.site_copy.addresses import language_of
from cooperation.site_copy.assets import rewrite_assets
from cooperation.site_copy.crawl import DRAWING, PAGE, CannotCopy, Crawler
from cooperation.site_copy.drawings import drawing_in_copy
from cooperation.site_copy.pages import Added, Place, icons_of, page_in_copy

KIND = "register-snapshot"
SEARCH_SCRIPT = "static/js/offline-search.js"
STATIC = settings.BASE_DIR / "static"


class CopyResult(NamedTuple):
    """What came of it: the manifest, links without a page, and records that could not be shown."""

    manifest: dict
    broken: dict
    problems: list


def copy_site(folder, day=None, key=None):
    """Write the public site into ``folder`` as files; return the CopyResult.

    ``day`` asks for the register as it was at the end of a day that is over, ``key`` is the file
    of a private key that signs the manifest. Raises ``manifests.ForeignFolderError`` for a folder
    with other files, ``crawl.CannotCopy`` if the site cannot show a page, and
    ``signing.SigningError``; nothing is changed then.
    """
    if key:
        signing.check_private_key(key)
    with manifests.replace_folder(folder, KIND) as new:
        moment = _end_of(day) if day else last_moment()
        past = register_as_of(moment) if day else nullcontext([])
        with past as problems:
            crawler = _fill(new, moment, day)
            manifests.write(new, _about(moment, day))
        if not day and last_moment() != moment:
            raise CannotCopy("The register was changed meanwhile: run it again.")
        if key:
            signing.sign(new / manifests.MANIFEST, key)
    return CopyResult(manifests.read(folder), crawler.broken, problems)


def faults(folder, key=None):
    """Return (what is wrong, file) of everything in a copy that is not as it was made.

    ``key`` is the file of a public key: the manifest is “not signed” unless its signature is by
    that key. None if the folder is no copy. Raises ``signing.SigningError``.
    """
    manifest = manifests.read(folder)
    if not manifest or manifest.get("kind") != KIND:
        return None
    found = manifests.list_differences(folder, manifest)
    names = folder / manifests.MANIFEST, folder / manifests.SIGNATURE
    if key and not signing.is_signed(*names, key):
        found.insert(0, ("not signed", manifests.MANIFEST))
    return found


def last_moment():
    """Return the moment since when the public site has not changed; the same until it does."""
    return Record.objects.unchanged_since() or EARLIEST_PUBLICATION


def _end_of(day):
    return timezone.make_aware(datetime.combine(day, time.max))


def _about(moment, day):
    site = SiteSettings.current()
    with translation.override(languages.ORIGINAL):
        licence = site.licence_text
    return {
        "kind": KIND,
        "register": site.name,
        "owner": site.owner,
        "source": f"{settings.SITE_URL}/",
        "licence": licence,
        "licence_url": site.licence_url,
        "date": timezone.localtime(moment).isoformat(timespec="seconds"),
        "as_of": day.isoformat() if day else None,
    }


def _fill(folder, moment, day):
    """Fill an empty folder with the copy; return its Crawler."""
    (folder / "data").mkdir()
    dump.write_files(folder / "data")
    with dump.using_folder(folder / "data"):
        crawler = Crawler(folder, timezone.localdate(moment))
        crawler.run()
    _rewrite_pages(folder, crawler, {"moment": moment, "day": day})
    rewrite_assets(folder, sorted(set(crawler.files.values())))
    (folder / search.NAME).write_text(search.index(), encoding="utf-8")
    (folder / SEARCH_SCRIPT).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(STATIC / "js" / "offline-search.js", folder / SEARCH_SCRIPT)
    return crawler


def _rewrite_pages(folder, crawler, times):
    icons = icons_of((STATIC / "img" / "icons.svg").read_text(encoding="utf-8"))
    site = SiteSettings.current()
    for address, file in sorted(crawler.files.items()):
        path, place = folder / file, Place(file, address, crawler.file_for)
        if crawler.types.get(file) == DRAWING:
            path.write_bytes(drawing_in_copy(path.read_bytes(), place))
        if crawler.types.get(file) == PAGE:
            source = f"{settings.SITE_URL}{address}"
            added = _added(place, {"site": site, "source": source, **times})
            text = page_in_copy(path.read_text(encoding="utf-8"), place, icons, added)
            path.write_text(text, encoding="utf-8", newline="")


def _added(place, about):
    """Return what a page gains, in its language."""
    with translation.override(language_of(place.file)):
        note = render_to_string("includes/_copy_note.html", about)
        if languages.localized_address(place.address, languages.ORIGINAL) != "/search/":
            return Added(note)
        main = render_to_string("includes/_copy_search.html", {"page_kinds": PAGE_KINDS})
        return Added(note, main, (search.NAME, SEARCH_SCRIPT))
