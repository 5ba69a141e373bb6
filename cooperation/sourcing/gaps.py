"""Why values are empty, kept as evidence like everything else that is asserted."""

from cooperation.domain.basis import FOR_GAPS
from cooperation.models import Evidence


def reasons_of(record):
    """Return {claim: basis} of the record’s empty values that somebody has explained."""
    if not record.pk:
        return {}
    gaps = Evidence.objects.for_gaps().filter(record_id=record.pk)
    return dict(gaps.values_list("field", "basis"))


def explain(record, reasons):
    """Keep ``reasons``, {claim: basis or ""}; "" means that nobody has checked yet.

    Claims that are not named stay as they are, and so do the notes of reasons.
    """
    known = reasons_of(record)
    for claim, basis in reasons.items():
        if basis == known.get(claim, ""):
            continue
        gap = Evidence.objects.for_gaps().filter(record_id=record.pk, field=claim)
        if basis not in FOR_GAPS:
            gap.delete()
        elif not gap.update(basis=basis):
            Evidence.objects.create(record_id=record.pk, field=claim, basis=basis)
