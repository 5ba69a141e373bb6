"""The reasons why values are empty, which are stored as evidence."""

from cooperation.models import Evidence


def gap_reasons(record):
    """Return {claim: basis} of the empty values of a record with a reason."""
    if not record.pk:
        return {}
    gaps = Evidence.objects.for_gaps().filter(record_id=record.pk)
    return dict(gaps.values_list("field", "basis"))
