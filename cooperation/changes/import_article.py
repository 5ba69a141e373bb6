"""Imports a text as a draft article, with its original file and its suggestions."""

from dataclasses import dataclass
from difflib import unified_diff
from hashlib import sha256
from pathlib import PurePath

from django.db import IntegrityError
from django.utils.translation import gettext as _

from cooperation.changes import rights
from cooperation.changes.addresses import free_slug
from cooperation.changes.finish import ChangedRecord, finish
from cooperation.changes.use_case import use_case
from cooperation.domain.languages import ORIGINAL
from cooperation.domain.texts.cleaning import clean_line
from cooperation.formats.manuscripts import ParsedText
from cooperation.formats.manuscripts.in_subprocess import read_manuscript
from cooperation.models import Article, Evidence, Manuscript, Relation
from cooperation.snapshots.capture import capture
from cooperation.sourcing.accepting import records_named
from cooperation.sourcing.suggestions import find_suggestions, save_suggestions

LONGEST_TITLE = Article._meta.get_field("title").max_length


@dataclass(frozen=True)
class Import:
    """The result of an import: ``state`` is "new", "same" or "changed"; only "new" is saved.

    ``kept`` is the Manuscript with this file or an earlier version of it, None for a new one that
    is not saved yet; ``diff`` are the lines that differ from it.
    """

    state: str
    text: ParsedText
    kept: Manuscript | None = None
    diff: tuple = ()


def compare(data, name, separate=False, address=""):
    """Return the Import of a file without saving anything.

    A file with known bytes is "same". A known name is "changed", unless the file is to be kept
    ``separate``. ``address`` is that of the page the file was saved from, in full. Raises
    ManuscriptError for a file that cannot be read.
    """
    name = PurePath(name).name
    text = read_manuscript(data, name, address)
    if same := _same(data):
        return Import("same", text, same)
    earlier = Manuscript.objects.filter(name__iexact=name).select_related("article").first()
    if earlier and not separate:
        before = text_of(earlier).lines
        diff = unified_diff(before, text.lines, earlier.name, name, lineterm="", n=1)
        return Import("changed", text, earlier, tuple(diff))
    return Import("new", text)


def text_of(kept):
    """Return the ParsedText of an imported file; may raise ManuscriptError."""
    return read_manuscript(bytes(kept.data), kept.name, kept.address)


def _same(data):
    return Manuscript.objects.filter(sha256=_digest(data)).select_related("article").first()


def import_article(data, name, by=None, separate=False, source=None):
    """Import a file as a draft article; return the Import. All of it is saved, or nothing.

    ``source`` is {field: value} of its source: relative links begin at its address, and the author
    is read from the byline if it names none. A file that is "same" or "changed" saves nothing.
    The slow reading is done before the transaction. Raises ManuscriptError and NotAllowed.
    """
    rights.check(rights.against_adding(by, "article"))
    source = source or {}
    address = source.get("source_url", "")
    found = compare(data, name, separate, address)
    if found.state != "new":
        return found
    author = _author(found.text)
    kept = Manuscript(
        name=PurePath(name).name,
        data=data,
        sha256=_digest(data),
        address=address,
        imported_by=by,
    )
    suggested = find_suggestions(found.text, author)
    try:
        return _keep(kept, found.text, author, suggested, source)
    except IntegrityError:  # somebody else has imported it at the same moment
        if same := _same(data):
            return Import("same", found.text, same)
        raise


@use_case
def _keep(kept, text, author, suggested, source):
    if same := _same(kept.data):  # somebody has just imported it
        return Import("same", text, same)
    by = kept.imported_by
    article = kept.article = _draft(text, kept.name, source, by)
    kept.name = kept.name[-255:]
    kept.save()
    _date(article, text)
    _credit(article, text, author)
    finish([ChangedRecord(article.record, None, capture(article))], by)
    save_suggestions(article, suggested)  # needs the sentences that ``finish`` has stored
    return Import("new", text, kept)


def _digest(data):
    return sha256(data).hexdigest()


def _draft(text, name, source, by):
    title = text.title or _("Untitled (%(name)s)") % {"name": clean_line(name)}
    title = title[:LONGEST_TITLE]
    versions = {f"title_{text.language}": title} if text.title else {}
    if not source.get("source_author_en"):
        source = source | _signed(text)
    return Article.objects.create(
        **{"title_en": title, **versions, f"body_{text.language}": text.html},
        **source,
        slug=free_slug("article", title),
        when=text.date,
        created_by=by,
    )


def _signed(text):
    """Return the author of the source as its byline prints it."""
    if text.byline is None:
        return {}
    return {f"source_author_{code}": text.byline.name for code in (ORIGINAL, text.language)}


def _date(article, text):
    if text.date:
        Evidence.objects.create(
            record=article.record, field="when", article=article, quote=text.date_words
        )


def _author(text):
    """Return the person with the name of the author, if the register has exactly one."""
    people = records_named(text.byline.name, "person") if text.byline else ()
    return people[0] if len(people) == 1 else None


def _credit(article, text, author):
    if author is None:
        return
    relation = Relation.objects.create(subject=article.record, verb="written_by", object=author)
    Evidence.objects.create(
        record=article.record, relation=relation, article=article, quote=text.byline.words
    )
