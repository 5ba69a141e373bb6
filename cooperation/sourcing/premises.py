"""Inferences and what they follow from."""

from cooperation.models import Premise


def name_premises(inference, evidence):
    """Make ``evidence`` the premises of an inference; lost ones stay as the flag that they are.

    Only once an editor names other premises, or none, are the lost ones forgotten.
    """
    named = {item.pk: item for item in evidence if item.pk != inference.pk}
    known = {premise.evidence_id for premise in inference.premises.all()}
    if set(named) == known - {None}:
        return
    inference.premises.exclude(evidence__in=named).delete()
    Premise.objects.bulk_create(
        Premise(inference=inference, evidence=item, words=item.quote or item.note)
        for key, item in named.items()
        if key not in known
    )
