"""Random histories of a small register: what people do, one use case after another.

A step is (who, what, seed), so that a history can be told, and tried again without some of it.
"""

import json
from datetime import timedelta
from random import Random
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from cooperation.changes import load_content, review
from cooperation.changes.delete import delete
from cooperation.changes.errors import EditConflict, Refused
from cooperation.changes.import_article import import_article
from cooperation.changes.merge_duplicate import merge_duplicate
from cooperation.changes.publish import publish
from cooperation.changes.restore import discard, restore
from cooperation.changes.save import Answers, Edit, save
from cooperation.changes.schedule import process_due, schedule
from cooperation.changes.state import state_of
from cooperation.changes.tables.row_import import RowImport
from cooperation.changes.tables.row_results import RowOutcome
from cooperation.changes.tables.writer import Writer
from cooperation.changes.use_case import allow_writes
from cooperation.changes.why import Why
from cooperation.changes.withdraw import withdraw
from cooperation.models import Record
from cooperation.snapshots.capture import capture
from cooperation.snapshots.merge import MINE, THEIRS
from cooperation.snapshots.rows import with_address
from tests.support.edits import edited
from tests.support.register import rows_naming, said, tokens_of

FEW, MANY = 6, 10
"""How many steps a history has."""

LATER = timedelta(hours=2)


class Step(NamedTuple):
    """What somebody does; ``seed`` decides on all that is left to chance."""

    who: str
    what: str
    seed: int


class World:
    """What a history knows beside the database: open forms, open questions, and what was typed.

    ``accepted`` are words that were typed and taken, ``waived`` those that somebody has taken away
    knowingly. ``approved`` is {key of a record: what of it was approved}; ``forced`` is true once
    an administrator has published without approval. ``merged`` is {duplicate: survivor}.
    """

    def __init__(self, people, clock, folder, approved):
        self.people, self.clock, self.folder = people, clock, folder
        self.forms, self.questions = [], []
        self.accepted, self.waived, self.typed = set(), set(), []
        self.approved = {key: list(said) for key, said in approved.items()}
        self.merged, self.addresses, self.exempt = {}, {}, set()
        self.number, self._asked = 0, None
        self.is_time_passing = False

    def type(self):
        """Return a word that nobody has typed yet."""
        self.number += 1
        self.typed.append(f"typed{self.number}")
        return self.typed[-1]

    def play(self, step):
        """Do a step; return whether it was refused. What is accepted or given up is noted."""
        self.typed, self.exempt = [], set()
        self.is_time_passing = step.what == "wait"
        by = self.people.get(step.who)
        try:
            done = WHAT[step.what](self, step.who, by, Random(step.seed))  # noqa: S311
        except (Refused, review.OwnWork, ValidationError) as refusal:
            if isinstance(refusal, EditConflict) and self._asked is not None:
                self.questions.append((step.who, *self._asked, refusal))
            return True
        finally:
            self._asked = None
        self.accepted |= set(self.typed) if done is not False else set()
        return False

    def standing(self, pk):
        """Return the key of the record into which a record was merged in the end, or its own."""
        return self.standing(self.merged[pk]) if pk in self.merged else pk

    def note_merger(self, duplicate, survivor):
        """Note that all that led to one record leads to another."""
        self.merged = {
            pk: survivor if into == duplicate else into for pk, into in self.merged.items()
        }
        self.merged[duplicate] = survivor

    def published_again(self, duplicate):
        """Note that a duplicate stands for itself again; its older addresses lead on."""
        survivor = self.merged.pop(duplicate)
        for address, first in self.addresses.items():
            if first == duplicate:
                self.addresses[address] = survivor

    def save(self, record, edit, by, is_publishing):
        """Save, and remember what was asked should it be a conflict; note what it takes away."""
        self._asked = (record and record.pk, edit, is_publishing)
        self.typed = sorted(tokens_of(edit.wanted) - self.accepted)
        save(record, edit, by, Why(), publish=is_publishing)
        if edit.base is not None:
            self.waived |= tokens_of(edit.base) - tokens_of(edit.wanted)


def _any(chance, **of):
    found = list(Record.objects.filter(**of).order_by("pk"))
    return chance.choice(found) if found else None


def _open(world, who, by, chance):
    if record := _any(chance):
        world.forms.append((who, record.pk, state_of(record).present))
    return False


def _save(world, who, by, chance):
    return _send(world, who, by, chance, False)


def _save_and_publish(world, who, by, chance):
    return _send(world, who, by, chance, True)


def _send(world, who, by, chance, is_publishing):
    """Send a form: one that was opened a while ago, or just now."""
    own = [form for form in world.forms if form[0] == who]
    if not own or chance.random() < 0.4:
        if (record := _any(chance)) is None:
            return False
        own = [(who, record.pk, state_of(record).present)]
    form = chance.choice(own)
    world.forms = [each for each in world.forms if each is not form]
    _who, pk, base = form
    record = Record.objects.filter(pk=pk).first()
    if record is None:
        return False
    world.save(record, Edit(edited(base, chance, world.type), base), by, is_publishing)
    return True


def _answer(world, who, by, chance):
    """Answer what was asked, all of it, at random."""
    own = [asked for asked in world.questions if asked[0] == who]
    if not own:
        return False
    asked = chance.choice(own)
    world.questions = [each for each in world.questions if each is not asked]
    _who, pk, edit, is_publishing, conflict = asked
    record = Record.objects.filter(pk=pk).first()
    if record is None:
        return False
    before = edit.answers.choices if edit.answers else {}
    choices = {each.name: chance.choice([MINE, THEIRS]) for each in conflict.questions}
    answers = Answers(conflict.theirs, before | choices, draft=conflict.draft)
    world.save(record, Edit(conflict.mine, conflict.base, answers), by, is_publishing)
    world.waived |= tokens_of(conflict.base) - tokens_of(conflict.mine)
    world.waived |= tokens_of(conflict.base) - tokens_of(conflict.theirs)
    for each in conflict.questions:
        sides = {MINE: each.theirs, THEIRS: each.mine}
        world.waived |= tokens_of(_hanging(conflict, each, sides[choices[each.name]]))
    return True


def _hanging(conflict, question, lost):
    """Return what an answer gives up: some values, or a row with all that hangs on it."""
    found = [dict(lost or {})]
    if question.is_whole:
        for side in (conflict.base, conflict.theirs, conflict.mine):
            found += [
                row["fields"] for row in side if question.key.pk in list(row["fields"].values())
            ]
            found += [row["fields"] for row in side if row.get("pk") == question.key.pk]
    return found


def _add(world, who, by, chance):
    source = _any(chance, kind__in=("partner", "topic", "person"))
    if source is None:
        return False
    base, own, *_parts = capture(source)
    new = with_address([base, own], f"new-{world.number}")
    world.save(None, Edit(edited(new, chance, world.type)), by, chance.random() < 0.5)
    return True


def _publish(world, who, by, chance):
    if (record := _any(chance)) is None:
        return False
    try:
        publish(record, by)
    except EditConflict as conflict:
        world._asked = (record.pk, Edit(conflict.mine, conflict.base), True)
        raise
    return True


def _force(world, who, by, chance):
    if (record := _any(chance)) is None:
        return False
    publish(record, by, why=Why(is_forced=True))
    world.exempt.add(record.pk)
    return True


def _withdraw(world, who, by, chance):
    if (record := _any(chance)) is None:
        return False
    withdraw([record], by)
    return True


def _schedule(world, who, by, chance):
    record = _any(chance, draft__isnull=False)
    if record is None:
        return False
    schedule(record, timezone.now() + chance.choice([LATER, LATER / 2]), by)
    return True


def _wait(world, who, by, chance):
    world.clock.shift(chance.choice([LATER, LATER / 3]))
    if chance.random() < 0.8:
        process_due()
    return True


def _delete(world, who, by, chance):
    if (record := _any(chance)) is None:
        return False
    lost = tokens_of([capture(record), state_of(record).present, rows_naming(record)])
    delete([record], by)
    world.waived |= lost
    return True


def _merge(world, who, by, chance):
    duplicate = _any(chance, kind__in=("partner", "topic"))
    survivor = duplicate and _any(chance, kind=duplicate.kind)
    if survivor is None:
        return False
    pacts = list(Record.objects.of_kind("agreement"))
    approved = [p for p in pacts if said(capture(p)) in world.approved.get(p.pk, ())]
    merge_duplicate(duplicate, survivor, by)
    world.note_merger(duplicate.pk, survivor.pk)
    world.exempt |= {pact.pk for pact in pacts}
    for pact in approved:  # it names the survivor now
        world.approved[pact.pk].append(said(capture(pact)))
    return True


def _restore(world, who, by, chance):
    record = _any(chance)
    revisions = list(record.revisions.order_by("number")) if record else []
    if not revisions:
        return False
    restore(record, chance.choice(revisions).snapshot, by)
    return True


def _discard(world, who, by, chance):
    record = _any(chance, draft__isnull=False)
    if record is None:
        return False
    lost = tokens_of(record.draft.snapshot)
    discard(record, by)
    world.waived |= lost
    return True


def _ask_review(world, who, by, chance):
    record = _any(chance, kind="agreement")
    if record is None:
        return False
    review.ask(record, by)
    return True


def _approve(world, who, by, chance):
    record = _any(chance, kind="agreement")
    if record is None:
        return False
    present = state_of(record).present
    review.approve(record, present, by)
    world.approved.setdefault(record.pk, []).append(said(present))
    return True


def _import(world, who, by, chance):
    text = f"Report {world.type()}\n\nHarbour Union met River Forum. It was {world.type()}.\n"
    import_article(text.encode(), f"text-{world.number}.txt", by)
    return True


def _table(world, who, by, chance):
    slugs = list(Record.objects.of_kind("topic").values_list("slug", flat=True))
    slug = chance.choice([*slugs, f"row-{world.number}"])
    rows = {2: {"slug": slug, "title_en": f"Water {world.type()}"}}
    [checked] = RowImport("topic", by).run(rows)
    if checked.outcome == RowOutcome.BAD:
        return False
    target = checked.target
    lost = set() if target.is_new else tokens_of(target.shown)
    writer = Writer(by, is_publishing=chance.random() < 0.5)
    with allow_writes(), writer.batch():
        [written] = RowImport("topic", by, writer, {slug: checked.version}).run(rows)
    if written.outcome in (RowOutcome.BAD, RowOutcome.SAME):
        raise Refused
    world.waived |= lost
    return True


def _load(world, who, by, chance):
    slug = chance.choice(["water", "loaded-1", "loaded-2"])
    fields = {"kind": "topic", "slug": slug, "title_en": f"Loaded {world.number}"}
    rows = [
        {"model": "cooperation.record", "fields": fields | {"status": "published"}},
        {"model": "cooperation.topic", "fields": {"record": ["topic", slug]}},
    ]
    (world.folder / "10_topics.json").write_text(json.dumps(rows), encoding="utf-8")
    load_content.load()
    return True


WHAT = {
    "open": _open,
    "save": _save,
    "save and publish": _save_and_publish,
    "answer": _answer,
    "add": _add,
    "publish": _publish,
    "publish without approval": _force,
    "withdraw": _withdraw,
    "schedule": _schedule,
    "wait": _wait,
    "delete": _delete,
    "merge": _merge,
    "restore": _restore,
    "discard": _discard,
    "ask for a review": _ask_review,
    "approve": _approve,
    "import": _import,
    "take a table in": _table,
    "load": _load,
}
OFTEN = ["save"] * 5 + ["save and publish"] * 6 + ["answer"] * 5 + ["open"] * 3 + ["publish"] * 2
OFTEN += ["wait", "schedule", "approve", "approve"]


def random_history(seed):
    """Return the steps of a history; people take turns."""
    chance = Random(seed)  # noqa: S311
    steps = []
    for _number in range(chance.randint(FEW, MANY)):
        what = chance.choice([*WHAT, *OFTEN])
        who = chance.choice(["author", "editor", "editor", "administrator"])
        who = "site" if what in ("wait", "load") else who
        steps.append(Step(who, what, chance.getrandbits(32)))
    return steps
