"""Why values are empty, kept as evidence like everything else that is asserted."""

from cooperation.models import Evidence


def gap_reasons(record):
    """Return {claim: basis} of the record’s empty values that somebody has explained."""
    if not record.pk:
        return {}
    gaps = Evidence.objects.for_gaps().filter(record_id=record.pk)
    return dict(gaps.values_list("field", "basis"))
