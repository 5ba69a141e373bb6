"""The joins between partners: a record that both take part in, or a direct relation."""

from itertools import combinations

from django.db.models import Q

from cooperation.domain.joins import JOINS, strongest_join, weaker_join
from cooperation.domain.verbs import JOINING_VERBS, PARTNER_VERBS, VERBS
from cooperation.models import Record, Relation

ENDS = (("subject", "object"), ("object", "subject"))
VERBS_BY_PARTNER_END = {
    end: [verb.key for verb in JOINING_VERBS if verb.partner_end == end] for end, _other in ENDS
}
ANY = Q()
ROW = ("verb", "subject_id", "object_id")


def participations(relations, *, partners=None, records=None):
    """Filter relations to those by which partners take part in records.

    ``partners`` and ``records`` limit them to these partners and records.
    """
    found = Q()
    for end, other in ENDS:
        part = Q(verb__in=VERBS_BY_PARTNER_END[end], **{f"{end}__kind": "partner"})
        if partners is not None:
            part &= Q(**{f"{end}__in": partners})
        if records is not None:
            part &= Q(**{f"{other}__in": records})
        found |= part
    return relations.filter(found)


def records_of(relations):
    """Return the records that partners take part in by these relations."""
    found = Q()
    for end, other in ENDS:
        ids = relations.filter(verb__in=VERBS_BY_PARTNER_END[end]).order_by().values(other)
        found |= Q(pk__in=ids)
    return Record.objects.filter(found)


def direct_relations(relations, *, partner=None):
    """Filter relations to those between two partners, one of them ``partner`` if given."""
    ends = Q(subject__kind="partner", object__kind="partner")
    if partner is not None:
        ends &= Q(subject=partner) | Q(object=partner)
    return relations.filter(ends, verb__in=[verb.key for verb in PARTNER_VERBS])


def parts_by_record(rows):
    """Return {record: {partner: kind of join}} for rows of (verb, subject, object), all by id.

    The kind is the strongest among the relations between record and partner.
    """
    found = {}
    for key, subject, object_ in rows:
        verb = VERBS[key]
        is_subject = verb.partner_end == "subject"
        partner, record = (subject, object_) if is_subject else (object_, subject)
        taken = found.setdefault(record, {})
        taken[partner] = strongest_join([verb.join, taken.get(partner, verb.join)])
    return found


def joins(records=None, *, partner=None, direct=ANY):
    """Yield (one partner, the other, kind of join, record or relation), all by id.

    ``records`` limits the records that count, by default all public ones; ``direct`` is the
    condition of direct relations, or None for none. ``partner`` keeps only the joins of that
    partner, which may be unpublished, for previews.
    """
    relations = Relation.objects.published()
    mine = relations if partner is None else Relation.objects.seen_from(partner)
    rows = []
    if partner is not None:
        own = participations(mine, partners=[partner], records=records)
        rows, records = list(own.values_list(*ROW)), records_of(own)
    rows += participations(relations, records=records).values_list(*ROW)
    for record, taken in parts_by_record(rows).items():
        for one, other in _pairs(taken, partner):
            yield one, other, weaker_join(taken[one], taken[other]), record
    if direct is not None:
        found = direct_relations(mine, partner=partner).filter(direct)
        for pk, one, other in found.values_list("pk", "subject_id", "object_id"):
            yield one, other, "direct", pk


def _pairs(taken, partner):
    if partner is None:
        return combinations(sorted(taken), 2)
    return ((partner.pk, other) for other in taken if other != partner.pk)


class JoinCounts:
    """Counts joins by pair of partners and by partner."""

    def __init__(self, found):
        self._counts, self._touched = {}, {}
        for one, other, kind, what in found:
            counts = self._counts.setdefault(frozenset((one, other)), dict.fromkeys(JOINS, 0))
            counts[kind] += 1
            for pk in (one, other):
                self._touched.setdefault(pk, set()).add(what)

    @property
    def pairs(self):
        """Yield (ids of two partners, {kind of join: number}) without zeros."""
        for ends, counts in self._counts.items():
            yield tuple(ends), {kind: number for kind, number in counts.items() if number}

    @property
    def partners(self):
        """{id of a partner: number of its joins}."""
        return {pk: len(found) for pk, found in self._touched.items()}
