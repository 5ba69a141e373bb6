"""Public inferences of other records that are based on evidence of a record."""

from cooperation.models import Premise
from cooperation.snapshots.rows import EVIDENCE


def premises_losing_evidence(record, before, after):
    """Return the Premises of others’ public inferences whose evidence is removed or re-sourced.

    ``before`` and ``after`` are snapshots of the record.
    """
    sources, kept = _sources(before), _sources(after)
    keys = [key for key, source in sources.items() if kept.get(key) != source]
    return (
        list(Premise.objects.public_outside([record.pk]).filter(evidence__in=keys)) if keys else []
    )


def premises_based_on(records):
    """Return the Premises of others’ public inferences based on evidence of some records."""
    keys = [record.pk for record in records]
    return list(Premise.objects.public_outside(keys).filter(evidence__record__in=keys))


def _sources(snapshot):
    """Return {key of evidence: the article that it quotes, in a tuple}."""
    rows = (row for row in snapshot if row["model"] == EVIDENCE)
    return {row["pk"]: (row["fields"]["article"],) for row in rows}
