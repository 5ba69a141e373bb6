"""What waits for an editor: evidence without its words, lost premises, doubtful mentions."""

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef

from cooperation.models import Evidence, Mention, Passage, Premise

SHOWN = 10


def orphans():
    """Return the evidence whose words its article no longer holds, by record.

    Articles whose sentences were never stored, as after ``loaddata``, are left out.
    """
    stored = Passage.objects.filter(article=OuterRef("article"))
    evidence = Evidence.objects.filter(Exists(stored), passage__isnull=True).exclude(quote="")
    return evidence.with_supported().order_by("record__title", "id")


def waiting():
    """Return what the desk’s first page shows: the first of each sort, and how many there are."""
    lost = Evidence.objects.filter(
        Exists(Premise.objects.filter(inference=OuterRef("pk"), evidence__isnull=True))
    )
    return {
        "orphans": orphans()[:SHOWN],
        "orphan_count": orphans().count(),
        "inferences": lost.with_supported().order_by("record__title", "id")[:SHOWN],
        "inference_count": lost.count(),
        "mention_count": Mention.objects.filter(state=Mention.State.PENDING).count(),
    }


def deletion_of(model, pk):
    """Return the line of the desk’s log that tells who deleted a record; None if none does."""
    lines = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id=str(pk),
        action_flag=DELETION,
    )
    return lines.select_related("user").order_by("-action_time").first()
