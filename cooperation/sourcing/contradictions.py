"""Values of the register that contradict each other: ``RULES`` lists all that is looked for.

Only what cannot be true together is reported. Uncertain dates count with all days that they can
mean, so dates contradict each other only if no reading of them fits.
"""

from collections import defaultdict

from django.utils import timezone

from cooperation.domain.basis import Basis
from cooperation.domain.verbs import DESCENT_VERBS, VERBS
from cooperation.domain.vocabulary import (
    AgreementState,
    EventFormat,
    EventState,
    InitiativeState,
)
from cooperation.models import Evidence, Provision, Relation, WorkingGroup
from cooperation.sourcing.check_results import Finding, name_of

MADE_FINAL = ("adopted_at", "signed_at", "signed_by")
"""Verbs of an agreement (their subject) that say that its text was made final."""

MADE_THERE = ("adopted_at", "signed_at")
"""Verbs between an agreement and the event that made it final: both have one date and place."""

ANSWERS = {
    "act": [("subject", verb) for verb in MADE_FINAL],
    "state": [("subject", verb) for verb in MADE_FINAL],
    "parties": [("subject", "signed_by")],
    "outcomes": [("object", verb) for verb in (*MADE_THERE, "launched_at")],
}
"""{claim: (end of the record, verb) of relations that answer it, though in other words}."""

IN_ORDER = (("when", "entry_into_force"), ("when", "validity"), ("entry_into_force", "validity"))
"""Claims with dates: the second cannot be over before the first has begun."""

NOT_YET = {
    AgreementState.PLANNED: [("subject", verb) for verb in MADE_FINAL],
    EventState.CANCELLED: ANSWERS["outcomes"],
    InitiativeState.DISCUSSED: [("subject", "launched_under"), ("subject", "launched_at")],
}
NOT_YET[EventState.POSTPONED] = NOT_YET[EventState.CANCELLED]
NOT_YET[InitiativeState.AGREED] = NOT_YET[InitiativeState.DISCUSSED]
"""{status: (end of the record, verb) of relations that cannot exist yet}."""

OVER = (
    *(AgreementState.ADOPTED, AgreementState.SIGNED, AgreementState.IN_IMPLEMENTATION),
    *(AgreementState.ENDED, EventState.HELD),
)
"""Statuses of what has a date in the past."""


class Content:
    """The records by key, with their relations and the reasons for empty values."""

    def __init__(self, records):
        self.records = records
        self.gaps = defaultdict(dict)
        for pk, claim, basis in Evidence.objects.for_gaps().values_list("record", "field", "basis"):
            self.gaps[pk][claim] = basis
        self.relations = list(Relation.objects.with_records().in_order())
        self.ends = defaultdict(list)
        self.answered = defaultdict(set)
        for relation in self.relations:
            verb = VERBS[relation.verb]
            self.ends[relation.subject_id, "subject", verb.key].append(relation)
            self.ends[relation.object_id, "object", verb.key].append(relation)
            self.answered[relation.subject_id].add(verb.claim)
            self.answered[relation.object_id].add(verb.inverse_claim)
        for pk in Provision.objects.values_list("agreement", flat=True):
            self.answered[pk].add("provisions")
        for pk in WorkingGroup.objects.values_list("council", flat=True):
            self.answered[pk].add("working_groups")

    def relations_of(self, record, ends):
        """Return the relations of a record in which it stands at one of (end, verb)."""
        return [found for end in ends for found in self.ends[record.pk, *end]]

    def has_value(self, record, claim):
        """Whether the claim has a value or a relation that is one."""
        if claim in record.field_claims():
            return bool(record.claim_value(claim))
        return claim in self.answered[record.pk]

    def reasons(self):
        """Yield (record, claim, basis of the reason why it is empty)."""
        for pk, record in self.records.items():
            for claim in record.CLAIMS:
                if claim in self.gaps[pk]:
                    yield record, claim, self.gaps[pk][claim]


def reason_beside_its_value(content):
    for record, claim, _basis in content.reasons():
        if content.has_value(record, claim):
            yield Finding(
                name_of(record),
                claim,
                "It has a value and also a reason for being empty.",
                "Remove the value or the reason.",
            )


def reason_beside_an_answer(content):
    """A claim that is said not to be stated, though a relation answers the same question."""
    for record, claim, _basis in content.reasons():
        for relation in content.relations_of(record, ANSWERS.get(claim, ())):
            if claim == "parties" and relation.object.kind != "partner":
                continue
            yield _answered(record, claim, f"“{relation}” answers it.")


def reason_beside_the_event(content):
    """A date or place that is said not to be stated, though the event that made it has one."""
    for record, claim, basis in content.reasons():
        if record.kind != "agreement" or claim not in ("when", "place"):
            continue
        for relation in content.relations_of(record, [("subject", verb) for verb in MADE_THERE]):
            event = content.records[relation.object_id]
            if basis == Basis.NOT_STATED and event.claim_value(claim):
                words = f"{name_of(event)}, where it was made, has “{event.claim_value(claim)}”."
                yield _answered(record, claim, words)


def _answered(record, claim, words):
    return Finding(
        name_of(record),
        claim,
        f"It is said to be empty, but {words}",
        "Give the value, remove the reason, or correct the relation.",
    )


def place_that_must_exist(content):
    for record, claim, basis in content.reasons():
        is_somewhere = getattr(record, "format", "") in (EventFormat.IN_PERSON, EventFormat.HYBRID)
        if claim == "place" and basis == Basis.NOT_APPLICABLE and is_somewhere:
            yield Finding(
                name_of(record),
                claim,
                "A place is said not to apply, but people met in person.",
                "Say that the place is not stated, or correct the format.",
            )


def dates_out_of_order(content):
    for record in content.records.values():
        for first, second in IN_ORDER:
            dates = [getattr(record, name, None) for name in (first, second)]
            if all(dates) and _is_before(dates[1], dates[0]):
                yield Finding(
                    name_of(record),
                    second,
                    f"“{dates[1].edtf}” is before “{dates[0].edtf}” ({first}).",
                    "Correct one of the two dates.",
                )


def dates_apart(content):
    """An agreement made at an event of another time, or a part in an event outside its time."""
    for relation in content.relations:
        ends = content.records.get(relation.subject_id), content.records.get(relation.object_id)
        event = next((end for end in ends if end is not None and end.kind == "event"), None)
        if event is None or None in ends or not event.when:
            continue
        [other] = [end for end in ends if end is not event] or [event]
        dates = [relation.when] + ([other.when] if relation.verb in MADE_THERE else [])
        for date in filter(None, dates):
            if _is_before(date, event.when) or _is_before(event.when, date):
                yield Finding(
                    name_of(other),
                    relation.verb,
                    f"“{date.edtf}” is not the time of {name_of(event)}, “{event.when.edtf}”.",
                    "Correct one of the two dates, or the relation.",
                )


def younger_before_older(content):
    """What came of something, but is dated before it."""
    descents = {verb.key: verb.younger for verb in DESCENT_VERBS}
    for relation in content.relations:
        younger_end = descents.get(relation.verb)
        if not younger_end or relation.verb in MADE_THERE:
            continue
        ends = [content.records.get(pk) for pk in (relation.subject_id, relation.object_id)]
        younger, older = ends if younger_end == "subject" else reversed(ends)
        dates = [getattr(end, "when", None) for end in (younger, older)]
        if all(dates) and _is_before(*dates):
            yield Finding(
                name_of(younger),
                relation.verb,
                f"Its date “{dates[0].edtf}” is before “{dates[1].edtf}” of {name_of(older)}.",
                "Correct one of the two dates, or the relation.",
            )


def status_against_relations(content):
    for record in content.records.values():
        state = getattr(record, "state", "")
        for relation in content.relations_of(record, NOT_YET.get(state, ())):
            yield Finding(
                name_of(record),
                "state",
                f"It is “{record.get_state_display()}”, but “{relation}”.",
                "Correct the status or the relation.",
            )


def status_against_date(content):
    today = timezone.localdate()
    for record in content.records.values():
        when = record.when
        if getattr(record, "state", "") in OVER and when and (when.earliest or today) > today:
            yield Finding(
                name_of(record),
                "state",
                f"It is “{record.get_state_display()}”, but its date “{when.edtf}” is to come.",
                "Correct the status or the date.",
            )


def _is_before(one, other):
    """Whether every day that one date can mean is before every day of the other."""
    return bool(one.latest and other.earliest and one.latest < other.earliest)


RULES = (
    reason_beside_its_value,
    reason_beside_an_answer,
    reason_beside_the_event,
    place_that_must_exist,
    dates_out_of_order,
    dates_apart,
    younger_before_older,
    status_against_relations,
    status_against_date,
)
"""Each takes the Content and yields a Finding for every contradiction."""


def contradictions(records):
    """Yield a Finding for all values of records, {key: record}, that contradict each other."""
    content = Content(records)
    for rule in RULES:
        yield from rule(content)
