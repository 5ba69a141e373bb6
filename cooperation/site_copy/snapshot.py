"""Makes the copy of the whole site, and says what is wrong with one."""

from contextlib import nullcontext
from datetime import datetime, time
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone, translation

from cooperation.changes.past import standing_as_of
from cooperation.domain import languages
from cooperation.domain.kinds import PAGE_KINDS
from cooperation.exports import dump
from cooperation.formats import manifests
from cooperation.models import SiteSettings
from cooperation.site_copy import search, signing
from cooperation.site_copy.clock import last_moment, standing_at
from cooperation.site_copy.crawl import MARKUP, Crawler, NotWhole
from cooperation.site_copy.pages import (
    SCRIPTS,
    Page,
    PageWriter,
    as_plain_script,
    symbols_of,
    with_drawings,
    words_for,
)

KIND = "register-snapshot"
SCRIPT = "offline-search.js"
STATIC = settings.BASE_DIR / "static"


class Made(NamedTuple):
    """What came of it: the manifest, links without a page, and records that could not be shown."""

    manifest: dict
    broken: dict
    problems: list


def make(folder, day=None, key=None):
    """Write the public site into ``folder`` as files; return what was Made.

    ``day`` asks for the register as it was at the end of a day that is over, ``key`` is a private
    key that signs the manifest. Raises ``manifests.NotOurs`` if the folder holds something else,
    and ``crawl.NotWhole`` if the site cannot show a page; nothing is changed then.
    """
    with manifests.replaced(folder, KIND) as new:
        moment = _end_of(day) if day else last_moment()
        past = standing_as_of(moment) if day else nullcontext([])
        with standing_at(moment), past as problems:
            crawler = _copied(new, moment, day)
            manifests.write(new, _about(moment, day))
        if not day and last_moment() != moment:
            raise NotWhole("The register was changed meanwhile: run it again.")
        if key:
            signature = signing.sign((new / manifests.MANIFEST).read_bytes(), key)
            (new / manifests.SIGNATURE).write_text(signature, encoding="ascii")
    return Made(manifests.read(folder), crawler.broken, problems)


def faults(folder, key=None):
    """Return (what is wrong, file) of everything in a copy that is not as it was made.

    With a public ``key`` the manifest itself is “not signed” unless its signature is by that key.
    None if the folder is no copy.
    """
    manifest = manifests.read(folder)
    if not manifest or manifest.get("kind") != KIND:
        return None
    found = manifests.faults(folder, manifest)
    if key:
        path = folder / manifests.SIGNATURE
        signature = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        message = (folder / manifests.MANIFEST).read_bytes()
        if not signing.is_signed(message, signature, key):
            found.insert(0, ("not signed", manifests.MANIFEST))
    return found


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


def _copied(new, moment, day):
    """Fill a new folder; return the Crawler that has been around."""
    (new / "data").mkdir()
    dump.write_files(new / "data")
    with dump.using_folder(new / "data"):
        crawler = Crawler(new)
        crawler.run()
    symbols = symbols_of((STATIC / "img" / "icons.svg").read_text(encoding="utf-8"))
    scripts = (search.NAME, f"static/js/{SCRIPT}")
    site = SiteSettings.current()
    for address, file in sorted(crawler.files.items()):
        if crawler.types.get(file) not in MARKUP:
            continue
        is_search = languages.in_language(address, languages.ORIGINAL) == "/search/"
        source = f"{settings.SITE_URL}{address}"
        context = {"site": site, "moment": moment, "day": day, "source": source}
        page = Page(file, address, words_for("includes/_copy_note.html", file, **context))
        if is_search:
            main = words_for("includes/_copy_search.html", file, page_kinds=PAGE_KINDS)
            page = page._replace(main=main, scripts=scripts)
        writer = PageWriter(page, crawler.file_for, symbols)
        text = writer.rewritten((new / file).read_text(encoding="utf-8"))
        (new / file).write_text(text, encoding="utf-8", newline="")
    _embed_drawings(new, crawler)
    _write_scripts(new, crawler)
    return crawler


def _embed_drawings(new, crawler):
    for file in sorted(set(crawler.files.values())):
        if file.endswith(".css"):
            path = new / file
            style = with_drawings(path.read_text(encoding="utf-8"), path.parent)
            path.write_text(style, encoding="utf-8", newline="")


def _write_scripts(new, crawler):
    """Make plain scripts of the modules, and add the search."""
    for file in sorted(set(crawler.files.values())):
        if not file.startswith("static/js/"):
            continue
        name = file.rpartition("/")[2].partition(".")[0]
        if name in SCRIPTS:
            module = (new / file).read_text(encoding="utf-8")
            (new / file).write_text(as_plain_script(module), encoding="utf-8")
        else:
            (new / file).unlink()
    (new / search.NAME).write_text(search.index(), encoding="utf-8")
    path = new / "static" / "js" / SCRIPT
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((STATIC / "js" / SCRIPT).read_bytes())
