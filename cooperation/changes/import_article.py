"""Importing a text: a draft article, its file byte for byte, and what it suggests."""

from dataclasses import dataclass
from difflib import unified_diff
from hashlib import sha256
from pathlib import PurePath

from django.utils.translation import gettext as _

from cooperation.changes import rights
from cooperation.changes.addresses import free_slug
from cooperation.changes.door import use_case
from cooperation.changes.finish import RecordChange, finish
from cooperation.formats.manuscripts import ParsedText
from cooperation.formats.manuscripts.in_subprocess import read_manuscript
from cooperation.models import Article, Evidence, Manuscript, Relation
from cooperation.snapshots.capture import capture
from cooperation.sourcing.accepting import called
from cooperation.sourcing.suggestions import propose, weighed

LONGEST_TITLE = Article._meta.get_field("title").max_length


@dataclass(frozen=True)
class Import:
    """What came of a file: ``state`` is "new", "same" or "changed"; only "new" saves anything.

    ``kept`` is the Manuscript that holds it or an earlier version of it; ``diff`` are the
    lines that differ from that one. Before anything is saved, "new" has no ``kept``.
    """

    state: str
    text: ParsedText
    kept: Manuscript | None = None
    diff: tuple = ()


def compare(data, name, separate=False):
    """Return the Import of a file as it would be, saving nothing.

    A file whose bytes are here is the same; one of the same name is a changed one, unless it is
    to be kept ``separate``. Raises ManuscriptError for what cannot be read.
    """
    name = PurePath(name).name
    text = read_manuscript(data, name)
    if same := _same(data):
        return Import("same", text, same)
    earlier = Manuscript.objects.filter(name__iexact=name).select_related("article").first()
    if earlier and not separate:
        before = text_of(earlier).lines
        diff = unified_diff(before, text.lines, earlier.name, name, lineterm="", n=1)
        return Import("changed", text, earlier, tuple(diff))
    return Import("new", text)


def text_of(kept):
    """Return the domain’s Manuscript of an imported file; may raise ManuscriptError."""
    return read_manuscript(bytes(kept.data), kept.name)


def _same(data):
    return Manuscript.objects.filter(sha256=_digest(data)).select_related("article").first()


def import_article(data, name, by=None, separate=False):
    """Import a file as a draft article and return the Import; all of it or nothing is saved.

    The same bytes again, or another version of a file, change nothing. What takes long, the
    reading and the search for what the text may tell, is done before the transaction. Raises
    ManuscriptError and NotAllowed.
    """
    rights.check(rights.against_adding(by, "article"))
    found = compare(data, name, separate)
    if found.state != "new":
        return found
    author = _author(found.text)
    return _keep(data, PurePath(name).name, found, author, weighed(found.text, author), by)


@use_case
def _keep(data, name, found, author, suggested, by):  # noqa: PLR0913, PLR0917 - all is one import
    if same := _same(data):  # somebody has just imported it
        return Import("same", found.text, same)
    article = _draft(found.text, name, by)
    kept = Manuscript.objects.create(
        article=article, name=name[-255:], data=data, sha256=_digest(data), imported_by=by
    )
    _date(article, found.text)
    _credit(article, found.text, author)
    finish([RecordChange(article.record, None, capture(article))], by)
    propose(article, suggested)  # the sentences, which these stand in, are there now
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


def _author(text):
    """Return the person of the register who has the name of the author, if there is just one."""
    people = called(text.byline.name, "person") if text.byline else ()
    return people[0] if len(people) == 1 else None


def _credit(article, text, author):
    """Link the article to its author."""
    if author is None:
        return
    relation = Relation.objects.create(subject=article.record, verb="written_by", object=author)
    Evidence.objects.create(
        record=article.record, relation=relation, article=article, quote=text.byline.words
    )
