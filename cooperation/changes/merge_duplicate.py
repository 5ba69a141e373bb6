"""Merges a duplicate into the record that stays."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.changes import approval, rights
from cooperation.changes.consequences import history, redirects
from cooperation.changes.duplicate_plan import DuplicateMergePlan
from cooperation.changes.errors import Invalid, Outdated
from cooperation.changes.finish import ChangedRecord, finish
from cooperation.changes.state import lock
from cooperation.changes.use_case import use_case
from cooperation.changes.why import Why
from cooperation.domain import languages
from cooperation.domain.basis import Basis
from cooperation.domain.kinds import KINDS
from cooperation.domain.texts.text import contains_quote
from cooperation.models import (
    Draft,
    Evidence,
    Mention,
    OutdatedTranslation,
    Premise,
    Provision,
    Record,
    Revision,
    Suggestion,
    WorkingGroup,
)
from cooperation.snapshots.apply import apply
from cooperation.snapshots.capture import capture
from cooperation.snapshots.parts import fields_of, parts_of, raw_queryset
from cooperation.snapshots.rows import ALIAS, OWN, RowKey, rows_by_key, snapshot_from
from cooperation.sourcing.mentions import articles_with

Act = Revision.Act

MOVED = {
    "mention.record": "named in articles",
    "mention_candidates.record": "may be named in articles",
    "outdatedtranslation.record": "with the part that it is about",
    "suggestion.record": "what became of it",
    "workinggroup.council": "a record of its own",
    "provision.topic": "of any agreement",
    "evidence.article": "where the survivor’s text holds the words too",
    "oldaddress.record": "leads to the survivor in one step",
}
"""References to a duplicate, other than from its parts, that move to the survivor."""

STAYS = {
    "draft.record": "published or discarded before, so that nothing typed there is lost",
    "review.record": "was about the duplicate",
    "comment.record": "was about the duplicate",
    "presence.record": "who has the form of the duplicate open",
    "passage.article": "a sentence of the text that is replaced",
    "manuscript.article": "the file that the duplicate came from",
    "suggestion.article": "belongs to its sentence",
    "revision.record": "how the duplicate was",
    "searchentry.record": "made again",
}
"""References to a duplicate that stay, with the reason."""


def check_can_merge(duplicate, survivor):
    """Raise Invalid, with a remedy, if a record cannot be merged into another."""
    names = {"duplicate": duplicate, "survivor": survivor}
    if duplicate.pk == survivor.pk:
        raise _cannot(_("A record cannot be merged into itself. Choose another record."))
    if duplicate.kind != survivor.kind:
        kinds = {"kind": KINDS[survivor.kind].label, "own": KINDS[duplicate.kind].label}
        raise _cannot(
            _(
                "“%(survivor)s” is of the kind “%(kind)s”, this record of the kind “%(own)s”. "
                "Choose a record of the same kind."
            )
            % (names | kinds)
        )
    for record in (duplicate, survivor):
        if redirects.is_merged(record):
            raise _cannot(
                _("“%(record)s” has already been merged. Choose the record that replaced it.")
                % {"record": record}
            )
        if Draft.objects.filter(record=record.pk).exists():
            raise _cannot(
                _("“%(record)s” has a draft. Publish or discard it first, then merge.")
                % {"record": record}
            )
    if survivor.kind in approval.required_kinds() and duplicate.status != survivor.status:
        raise _cannot(
            _(
                "Nobody else has approved “%(duplicate)s”. Have it approved and publish it first, "
                "then merge."
            )
            % names
        )
    is_draft = survivor.status == Record.Status.DRAFT and duplicate.status == Record.Status.DRAFT
    if survivor.status != Record.Status.PUBLISHED and not is_draft:
        raise _cannot(
            _("“%(survivor)s” is not published. Publish it first: readers will be sent to it.")
            % names
        )


def _cannot(text):
    return Invalid({"into": [text]})


def plan_of(duplicate, survivor):
    """Return the DuplicateMergePlan of two records as they are in the database now."""
    has_groups = WorkingGroup.objects.of_council(duplicate).exists()
    return DuplicateMergePlan(capture(survivor), capture(duplicate), has_groups)


@use_case
def merge_duplicate(duplicate, survivor, by=None, note=""):
    """Merge a duplicate into the record that stays; return the DuplicateMergePlan.

    Everything that referred to the duplicate then refers to the survivor. The duplicate is
    withdrawn and keeps the evidence for values that the survivor does not have; its addresses
    redirect to the survivor. Raises NotAllowed, or Invalid if they cannot be merged.
    """
    keys = [duplicate.pk, survivor.pk]
    locked = {record.pk: record for record in Record.objects.locked(keys)}
    if len(locked) < len({*keys}):
        raise Outdated(_("One of the two has been deleted meanwhile."))
    duplicate, survivor = locked[duplicate.pk], locked[survivor.pk]
    rights.check(rights.against_withdrawing(by))
    for record in locked.values():
        rights.check(rights.against_changing(by, record))
    check_can_merge(duplicate, survivor)
    merger = _Merger(duplicate, survivor, note)
    merger.carry_out()
    finish(merger.changes(), by)
    return merger.plan


class _Merger:
    """Carries out a merger, and remembers the state before of each record that it changes."""

    def __init__(self, duplicate, survivor, note):
        self.duplicate, self.survivor, self.note = duplicate, survivor, note
        self.plan = plan_of(duplicate, survivor)
        self.articles = tuple(articles_with([duplicate]))
        self.before = {}

    def carry_out(self):
        for record in (self.survivor, self.duplicate):
            self._remember(record)
        _move_parts(self.plan, self.survivor)
        _take_over(self.plan, self.survivor)
        self._move_links()
        Record.objects.filter(pk=self.duplicate.pk).withdraw_now()
        redirects.redirect_duplicate(self.duplicate, self.survivor)

    def _remember(self, record):
        if record.pk not in self.before:
            lock(record.pk)
            before = capture(record)
            history.add_first_revision(record, before)
            self.before[record.pk] = record, before

    def changes(self):
        """Return a RecordChange for each changed record."""
        found = []
        for pk, (_record, before) in self.before.items():
            record = Record.objects.get(pk=pk)
            act = Act.WITHDRAWN if pk == self.duplicate.pk else Act.MERGED
            why = Why(_shortened(self._words(pk)))
            found.append(
                ChangedRecord(
                    record, before, capture(record), act=act, why=why, articles=self.articles
                )
            )
        return found

    def _words(self, pk):
        names = {"duplicate": self.duplicate, "survivor": self.survivor}
        if pk == self.duplicate.pk:
            return f"{_('Merged into “%s”.') % self.survivor} {self.note}".strip()
        if pk == self.survivor.pk:
            return f"{_('“%s” was merged into it.') % self.duplicate} {self.note}".strip()
        return _("“%(duplicate)s” was merged into “%(survivor)s”.") % names

    def _move_links(self):
        """Move all other references from the duplicate to the survivor; see ``MOVED``."""
        duplicate, survivor = self.duplicate, self.survivor
        Mention.objects.filter(record=duplicate.pk).update(record=survivor.pk)
        candidates = Mention.candidates.through.objects
        known = candidates.filter(record=survivor.pk).values_list("mention", flat=True)
        candidates.filter(record=duplicate.pk, mention__in=list(known)).delete()
        candidates.filter(record=duplicate.pk).update(record=survivor.pk)
        Suggestion.objects.filter(record=duplicate.pk).update(record=survivor.pk)
        outdated = OutdatedTranslation.objects.filter(record=duplicate.pk)
        outdated.filter(part__in=[key.pk for key in self.plan.moved]).update(record=survivor.pk)
        if self.plan.kind == "article":
            self._move_quotes()
        for group in WorkingGroup.objects.of_council(duplicate):
            self._remember(group.record)
            WorkingGroup.objects.filter(pk=group.pk).update(council=survivor.pk)
        provisions = Provision.objects.filter(topic=duplicate.pk).select_related("agreement")
        for agreement in {provision.agreement for provision in provisions}:
            self._remember(agreement.record)
        provisions.update(topic=survivor.pk)

    def _move_quotes(self):
        """Let evidence quote the survivor’s text if that contains the words."""
        article = self.survivor.as_kind()
        bodies = languages.versions(article, "body")
        quoting = Evidence.objects.filter(article=self.duplicate.pk)
        others = quoting.exclude(record=self.duplicate.pk)
        moving = [
            evidence
            for evidence in others.select_related("record")
            if any(contains_quote(body, evidence.quote) for body in bodies)
        ]
        for evidence in moving:
            self._remember(evidence.record)
        keys = [evidence.pk for evidence in moving]
        others.filter(pk__in=keys).update(article=self.survivor.pk, passage=None)


def _shortened(note):
    return note[: Revision._meta.get_field("note").max_length]


def _move_parts(plan, survivor):
    """Move the parts to the survivor, and delete those that it already has."""
    models = [part.model for part in parts_of(plan.kind)]
    gone = {*plan.joined, *plan.dropped, *plan.ended}
    rows = {key: row for key, row in (plan.kept | plan.moved).items() if key not in gone}
    for model in models:
        links = [field for field in fields_of(model) if field.is_relation]
        keys = _keys(model, rows)
        changed = []
        for row in raw_queryset(model).filter(pk__in=[key.pk for key in keys]):
            fields = rows[RowKey(model._meta.label_lower, str(row.pk))]
            old = [getattr(row, field.attname) for field in links]
            for field in links:
                setattr(row, field.attname, _pk(field, fields[field.name], row, survivor))
            if old != [getattr(row, field.attname) for field in links]:
                changed.append(row)
        if changed:
            raw_queryset(model).bulk_update(changed, [field.name for field in links])
    _keep_premises(plan)
    for model in reversed(models):
        if keys := _keys(model, gone):
            raw_queryset(model).filter(pk__in=[key.pk for key in keys]).delete()


def _keys(model, keys):
    return [key for key in keys if key.model == model._meta.label_lower]


def _pk(field, value, row, survivor):
    """Return the primary key for a foreign key; references to other records stay."""
    if value is OWN:
        return survivor.pk
    if isinstance(value, str):
        return field.related_model._meta.pk.to_python(value)
    return getattr(row, field.attname)


def _keep_premises(plan):
    """Let inferences based on evidence of the duplicate use the same evidence of the survivor."""
    joined = {key: plan.joined[key] for key in _keys(Evidence, plan.joined)}
    same = {key.pk: twin.pk for key, twin in joined.items()}
    for premise in Premise.objects.filter(evidence__in=same):
        twin = same[str(premise.evidence_id)]
        is_there = Premise.objects.filter(inference=premise.inference_id, evidence=twin).exists()
        if not is_there and str(premise.inference_id) != twin:
            Premise.objects.filter(pk=premise.pk).update(evidence=twin)


def _take_over(plan, survivor):
    """Give the survivor the values and the names that only the duplicate has."""
    rows = rows_by_key(capture(survivor))
    for key, values in plan.taken.items():
        rows[key] |= values
    for name, basis in plan.names:
        note = "" if basis == Basis.STATED else _("the name of a record that was merged into it")
        fields = {"record": OWN, "text": name, "basis": basis, "note": note}
        rows[RowKey(ALIAS, str(uuid.uuid4()))] = fields
    rows[next(iter(rows))] |= {"updated_at": timezone.now().isoformat()}
    apply(snapshot_from(rows), survivor)
