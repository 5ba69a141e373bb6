"""What waits for an editor on the first page of the desk."""

from datetime import timedelta
from typing import NamedTuple

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property

from cooperation.domain.languages import CODES, TRANSLATIONS
from cooperation.models import (
    Comment,
    Draft,
    Evidence,
    Image,
    Mention,
    Passage,
    Premise,
    Record,
    Review,
    Revision,
    SiteSettings,
)
from cooperation.models.record_queryset import is_public

SHOWN = 10


def lost_quotes():
    """Return the evidence whose words its article no longer holds, by record.

    Articles whose sentences were never stored, as after ``loaddata``, are left out.
    """
    stored = Passage.objects.filter(article=OuterRef("article"))
    evidence = Evidence.objects.filter(Exists(stored), passage__isnull=True).exclude(quote="")
    return evidence.with_supported().order_by("record__title", "id")


class DeskList(NamedTuple):
    """Things of one sort on the desk: the first of them, and how many there are."""

    first: list
    count: int


def _desk_list(found, shown=SHOWN):
    """Return the Heap of a QuerySet; the number is asked for only if there are more than shown."""
    first = list(found[: shown + 1])
    return DeskList(first[:shown], len(first) if len(first) <= shown else found.count())


class Desk:
    """The first page of the desk for one account: what waits for it, and what the register lacks.

    Each sort is read when the page asks for it. Reviews and comments on what somebody wrote
    themselves wait for others.
    """

    def __init__(self, user, may_publish):
        self.user, self.may_publish = user, may_publish

    @property
    def has_something_for_you(self):
        heaps = (self.reviews, self.rejected, self.comments, self.drafts, self.new_records)
        return any(heap.count for heap in heaps)

    @cached_property
    def reviews(self):
        """Records that wait for a reviewer, if this account may be one."""
        found = Review.objects.open().exclude(asked_by=self.user)
        return _desk_list(found if self.may_publish else found.none())

    @cached_property
    def rejected(self):
        """What others have given back to this account."""
        return _desk_list(Review.objects.rejected().filter(asked_by=self.user))

    @cached_property
    def comments(self):
        """Open comments of others on what this account works on; on everything for publishers."""
        found = Comment.objects.open().exclude(author=self.user)
        if not self.may_publish:
            own = Q(record__created_by=self.user) | Q(record__draft__saved_by=self.user)
            found = found.filter(own)
        return _desk_list(found.select_related("record").order_by("-made_at"))

    @cached_property
    def drafts(self):
        """Drafts that this account saved last."""
        return _desk_list(Draft.objects.listed().filter(saved_by=self.user).order_by("-saved_at"))

    @cached_property
    def new_records(self):
        """Records that this account made and that were never public."""
        found = Record.objects.filter(created_by=self.user, status=Record.Status.DRAFT)
        return _desk_list(found.order_by("-updated_at"))

    def scheduled(self):
        """Drafts that go live at a time."""
        return _desk_list(Draft.objects.listed().scheduled())

    def scheduled_records(self):
        """Records that become public, or stop being so, at a time to come."""
        return _desk_list(Record.objects.on_schedule())

    def published(self):
        """The last revisions by which something became public."""
        found = Revision.objects.listed().filter(act=Revision.Act.PUBLISHED, record__isnull=False)
        return found.select_related("record", "made_by").order_by("-made_at")[:SHOWN]

    def lost_quotes(self):
        """Evidence whose words its article no longer holds."""
        return _desk_list(lost_quotes())

    def lost_premises(self):
        """Inferences of which a premise is gone."""
        lost = Premise.objects.filter(inference=OuterRef("pk"), evidence__isnull=True)
        found = Evidence.objects.filter(Exists(lost)).with_supported()
        return _desk_list(found.order_by("record__title", "id"))

    def inferred_only(self):
        """Public values that rest on inference alone."""
        found = Evidence.objects.inferred_only().filter(is_public("record__")).with_supported()
        return _desk_list(found.order_by("record__title", "id"))

    def untranslated(self):
        """How many public records lack a translation: (model, {language: number}) of each kind."""
        found = []
        for model in Record.__subclasses__():
            records = model.objects.published()
            numbers = {
                code: Count("pk", filter=records.lacks_translation(code)) for code in TRANSLATIONS
            }
            lacking = {
                code: number for code, number in records.aggregate(**numbers).items() if number
            }
            if lacking:
                found.append((model, lacking))
        return found

    def images_without_alt(self):
        """Public pictures without alternative text in some language of the site."""
        lacking = Q()
        for code in CODES:
            lacking |= Q(pk__in=Image.objects.without_alt(code))
        return _desk_list(Image.objects.public().filter(lacking))

    def not_checked(self):
        """Public records that nobody has changed or looked over for as long as the settings say."""
        months = SiteSettings.current().checked_every
        since = timezone.now() - timedelta(days=round(months * 365.25 / 12))
        return _desk_list(Record.objects.published().not_looked_over_since(since))

    def mentions(self):
        """How many mentions wait for a decision."""
        return Mention.objects.filter(state=Mention.Certainty.PENDING).count()


def deletion_of(model, pk):
    """Return the line of the desk’s log that tells who deleted a record; None if none does."""
    lines = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id=str(pk),
        action_flag=DELETION,
    )
    return lines.select_related("user").order_by("-action_time").first()
