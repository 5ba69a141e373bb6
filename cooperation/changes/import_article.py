"""Importing a text: a draft article, its file byte for byte, and what it suggests."""

from dataclasses import dataclass
from difflib import unified_diff
from hashlib import sha256
from pathlib import PurePath

from django.utils.translation import gettext as _

from cooperation.changes import rights
from cooperation.changes.addresses import free_slug
from cooperation.changes.door import use_case
from cooperation.changes.finish import Change, finish
from cooperation.formats.manuscripts import Manuscript as Text
from cooperation.formats.manuscripts import read
from cooperation.models import Article, Evidence, Manuscript, Relation
from cooperation.snapshots.capture import capture
from cooperation.sourcing.accepting import called
from cooperation.sourcing.passages import store
from cooperation.sourcing.suggestions import propose

LONGEST_TITLE = Article._meta.get_field("title").max_length


@dataclass(frozen=True)
class Import:
    """What came of a file: ``state`` is "new", "same" or "changed"; only "new" saves anything.

    ``kept`` is the Manuscript that holds it, or of which it is another version; ``diff`` are the
    lines that differ from that one. Before anything is saved, "new" has no ``kept``.
    """

    state: str
    text: Text
    kept: Manuscript | None = None
    diff: tuple = ()


def compare(data, name, separate=False):
    """Return the Import of a file as it would be, saving nothing.

    A file whose bytes are here is the same; one of the same name is a changed one, unless it is
    to be kept ``separate``. Raises ManuscriptError for what cannot be read.
    """
    name = PurePath(name).name
    text = read(data, name)
    same = Manuscript.objects.filter(sha256=_digest(data)).select_related("article").first()
    if same:
        return Import("same", text, same)
    earlier = Manuscript.objects.filter(name__iexact=name).select_related("article").first()
    if earlier and not separate:
        before = read(bytes(earlier.data), earlier.name).lines
        diff = unified_diff(before, text.lines, earlier.name, name, lineterm="", n=1)
        return Import("changed", text, earlier, tuple(diff))
    return Import("new", text)


@use_case
def import_article(data, name, by=None, separate=False):
    """Import a file as a draft article and return the Import; all of it or nothing is saved.

    The same bytes again, or another version of a file, change nothing.
    """
    rights.check(rights.against_adding(by, "article"))
    found = compare(data, name, separate)
    if found.state != "new":
        return found
    name = PurePath(name).name
    article = _draft(found.text, name, by)
    kept = Manuscript.objects.create(
        article=article, name=name[-255:], data=data, sha256=_digest(data), imported_by=by
    )
    store(article)
    _date(article, found.text)
    author = _author(article, found.text)
    finish([Change(article.record, None, capture(article))], by)
    propose(article, found.text, author)
    return Import("new", found.text, kept)


def _digest(data):
    return sha256(data).hexdigest()


def _draft(text, name, by):
    title = (text.title or _("Untitled (%(name)s)") % {"name": name})[:LONGEST_TITLE]
    versions = {f"title_{text.language}": title} if text.title else {}
    return Article.objects.create(
        **{"title_en": title, **versions, f"body_{text.language}": text.html},
        slug=free_slug("article", title),
        when=text.date,
        created_by=by,
    )


def _date(article, text):
    if text.date:
        Evidence.objects.create(
            record=article.record, field="when", article=article, quote=text.date_words
        )


def _author(article, text):
    """Link the article to its author if exactly one person of the register has that name."""
    if not text.byline:
        return None
    people = called(text.byline.name, "person")
    if len(people) != 1:
        return None
    author = people[0]
    relation = Relation.objects.create(subject=article.record, verb="written_by", object=author)
    Evidence.objects.create(
        record=article.record, relation=relation, article=article, quote=text.byline.words
    )
    return author
