"""Does everything that follows a change of the register, in one fixed order.

Each use case calls ``finish`` at its end, in its own transaction.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from cooperation.changes import approval, drafts, later, relations_awaiting_approval
from cooperation.changes.consequences import content_version, history, redirects, translations
from cooperation.changes.consequences.derived import index_later
from cooperation.changes.why import NO_REASON, Why
from cooperation.models import Document, Record, Revision
from cooperation.snapshots.rows import ALIAS, EVIDENCE, RELATION, content, natural_key
from cooperation.sourcing import mentions, passages

Act, Status = Revision.Act, Record.Status

ARTICLES_AT_ONCE = 20
"""If more articles than this have new texts, the worker searches them for names."""
CHARACTERS_AT_ONCE = 200_000
"""If the new texts are longer than this, the worker searches them for names."""

_waiting = ContextVar("waiting", default=None)


class ChangedRecord(NamedTuple):
    """A record that a use case has changed.

    ``before`` and ``after`` are its snapshots: None before it was created, None after it was
    deleted. ``rows`` are its parts now, {model: rows}. ``act`` is what its revision says was done,
    None for no revision, and ``why`` the reason. ``articles`` are the keys of the articles that
    named a deleted or merged record.
    """

    record: Record
    before: list | None
    after: list | None
    rows: dict | None = None
    act: str = Act.PUBLISHED
    why: Why = NO_REASON
    articles: tuple = ()


@contextmanager
def finish_once():
    """Postpone what follows all changes inside, and do it once at the end.

    For many records in one use case: the articles are searched for new names only once.
    """
    waiting = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for by, changes in waiting:
        _finish(changes, by, is_last=False)
    _find_mentions([change for _by, changes in waiting for change in changes])


def finish(changes, by=None):
    """Do everything that follows some changes; ``by`` is an account, None for the site itself."""
    waiting = _waiting.get()
    if waiting is None:
        _finish(changes, by)
    else:
        waiting.append((by, changes))


def _finish(changes, by, is_last=True):
    there = [change for change in changes if change.after]
    for change in there:
        _note_outdated_translations(change)
        _split_text(change)
        _read_documents(change)
        _link_evidence(change)
    for change in changes:
        _update_addresses(change)
        _add_revision(change, by)
        relations_awaiting_approval.keep_public_relations(change)
    if is_last:
        _find_mentions(changes)
    if changed := [change.record for change in there if _differ(change, content)]:
        index_later(*changed)
    approval.forget_done([change.record for change in there if _is_seen(change.after)])
    if any(map(_is_visible, changes)):
        content_version.increase()


def _note_outdated_translations(change):
    if change.before:
        translations.update_outdated_from_snapshot(change.record, change.before, change.rows)


def _split_text(change):
    """Split the changed text of an article into sentences."""
    if change.record.kind == "article" and _differ(change, _texts):
        passages.store(change.record.as_kind())


def _read_documents(change):
    """Let the worker read the files that are not read yet."""
    rows = change.rows and change.rows[Document]
    if rows is None:
        rows = change.record.documents.unread()
    if any(row.size is None for row in rows):
        later.read_documents.enqueue(change.record.pk)


def _link_evidence(change):
    if change.before is None or _differ(change, _evidence):
        passages.attach_record(change.record)


def _find_mentions(changes):
    """Search changed articles for names, and let the worker search the others for new names.

    If the changed texts are many or long, the worker searches them too.
    """
    there = [change for change in changes if change.after]
    rewritten = [
        change for change in there if change.record.kind == "article" and _differ(change, _texts)
    ]
    own = {change.record.pk for change in rewritten}
    length = sum(len(text or "") for each in rewritten for text in _texts(each.after).values())
    if len(own) <= ARTICLES_AT_ONCE and length <= CHARACTERS_AT_ONCE:
        mentions.scan_articles(own)
    else:
        later.scan_changed_articles.enqueue(sorted(own))
    renamed = [change for change in changes if change.articles or _has_other_names(change)]
    if renamed:
        records = sorted(change.record.pk for change in renamed if _has_other_names(change))
        articles = sorted({key for change in renamed for key in change.articles})
        later.scan_mentions.enqueue(records, articles, any(map(_is_visible, renamed)))


def _update_addresses(change):
    """Keep the old address as a redirect, and use the new one in all drafts."""
    record, before, after = change.record, change.before, change.after
    if after is None:
        redirects.keep_deleted_address(before)
    elif before and natural_key(before) != natural_key(after):
        drafts.replace_address(natural_key(before), natural_key(after))
        if _status(after) == Status.WITHDRAWN:  # a save of it makes no revision
            redirects.update_addresses(record, before, after)


def _add_revision(change, by):
    """Add a revision if readers see the change, or if something was withdrawn.

    Edits of a withdrawn record get one later, see ``history.keep_withdrawn``.
    """
    is_public = change.after and _status(change.after) == Status.PUBLISHED
    is_in_history = change.act != Act.PUBLISHED and _is_seen(change.after)
    if change.act and (is_public or is_in_history):
        why = change.why._asdict()
        history.add_revision(change.record, change.act, by, change.before, change.after, **why)


# What of a snapshot matters to each step


def _differ(change, part):
    """Whether ``part`` of the snapshot before and after differs."""
    if change.before is None or change.after is None:
        return True
    return part(change.before) != part(change.after)


def _own(snapshot):
    return snapshot[0]["fields"] | snapshot[1]["fields"]


def _status(snapshot):
    return snapshot[0]["fields"]["status"]


def _is_visible(change):
    """Whether readers may see the change: of a withdrawn record only a move or a deletion."""
    sides = [side for side in (change.before, change.after) if _is_seen(side)]
    places = {(natural_key(side), _status(side)) for side in sides}
    is_public = any(_status(side) == Status.PUBLISHED for side in sides)
    return is_public or len(places) > 1 or (bool(places) and change.after is None)


def _is_seen(snapshot):
    return snapshot is not None and _status(snapshot) != Status.DRAFT


def _has_other_names(change):
    return bool(change.after) and _differ(change, _names)


def _texts(snapshot):
    return {name: text for name, text in _own(snapshot).items() if name.startswith("body")}


def _names(snapshot):
    """Return the names by which articles can call a record, and whether it is published."""
    own = _own(snapshot)
    wanted = ("title", "short_name", "type", "status", "publish_at", "withdraw_at")
    names = {name: value for name, value in own.items() if name.startswith(wanted)}
    aliases = (row for row in snapshot if row["model"] == ALIAS)
    return names, sorted(row["fields"]["text"] for row in aliases)


def _evidence(snapshot):
    """Return the evidence and the relations, which evidence belongs to."""
    return {
        key: fields
        for key, fields in content(snapshot).items()
        if key.model in (EVIDENCE, RELATION)
    }
