"""What readers see elsewhere of the evidence of a record: inferences of others rest on it."""

from cooperation.models import Premise

EVIDENCE = "cooperation.evidence"


def resting_elsewhere(record, before, after):
    """Return the Premises of others’ public inferences that lose their evidence, or its source.

    ``before`` and ``after`` are snapshots of the record.
    """
    sources, kept = _sources(before), _sources(after)
    keys = [key for key, source in sources.items() if kept.get(key) != source]
    return (
        list(Premise.objects.public_outside([record.pk]).filter(evidence__in=keys)) if keys else []
    )


def resting_on(records):
    """Return the Premises of others’ public inferences that rest on evidence of some records."""
    keys = [record.pk for record in records]
    return list(Premise.objects.public_outside(keys).filter(evidence__record__in=keys))


def _sources(snapshot):
    """Return {key of evidence: the article that it quotes, in a tuple}."""
    rows = (row for row in snapshot if row["model"] == EVIDENCE)
    return {row["pk"]: (row["fields"]["article"],) for row in rows}
