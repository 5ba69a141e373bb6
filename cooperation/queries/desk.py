"""The lists on the first page of the editors’ desk."""

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


class CountedList(NamedTuple):
    """The first items of one sort, and how many there are."""

    first: list
    count: int


def _desk_list(found, shown=SHOWN):
    """Return the CountedList of a QuerySet; counts only if there are more than shown."""
    first = list(found[: shown + 1])
    return CountedList(first[:shown], len(first) if len(first) <= shown else found.count())


class Desk:
    """The tasks of one account, and what the register lacks.

    Each list is read when the page asks for it. Reviews and comments are for other people than
    the author.
    """

    def __init__(self, user, may_publish):
        self.user, self.may_publish = user, may_publish

    @property
    def has_something_for_you(self):
        lists = (self.reviews, self.rejected, self.comments, self.drafts, self.new_records)
        return any(each.count for each in lists)

    @cached_property
    def reviews(self):
        """Open reviews, if this account may do them."""
        found = Review.objects.open().exclude(asked_by=self.user)
        return _desk_list(found if self.may_publish else found.none())

    @cached_property
    def rejected(self):
        """Reviews of this account’s work that were rejected."""
        return _desk_list(Review.objects.rejected().filter(asked_by=self.user))

    @cached_property
    def comments(self):
        """Open comments of others on this account’s records; publishers see all."""
        found = Comment.objects.open().exclude(author=self.user)
        if not self.may_publish:
            own = Q(record__created_by=self.user) | Q(record__draft__saved_by=self.user)
            found = found.filter(own)
        return _desk_list(found.select_related("record").order_by("-made_at"))

    @cached_property
    def drafts(self):
        return _desk_list(Draft.objects.listed().filter(saved_by=self.user).order_by("-saved_at"))

    @cached_property
    def new_records(self):
        """Unpublished records that this account created."""
        found = Record.objects.filter(created_by=self.user, status=Record.Status.DRAFT)
        return _desk_list(found.order_by("-updated_at"))

    def scheduled(self):
        """Drafts with a publication time."""
        return _desk_list(Draft.objects.listed().scheduled())

    def scheduled_records(self):
        """Records with a future time of publication or withdrawal."""
        return _desk_list(Record.objects.on_schedule())

    def published(self):
        """The latest revisions that published a record."""
        found = Revision.objects.listed().filter(act=Revision.Act.PUBLISHED, record__isnull=False)
        return found.select_related("record", "made_by").order_by("-made_at")[:SHOWN]

    def lost_quotes(self):
        """Evidence whose quote is no longer in its article.

        Skips articles without stored sentences, such as after ``loaddata``.
        """
        stored = Passage.objects.filter(article=OuterRef("article"))
        lost = Evidence.objects.filter(Exists(stored), passage__isnull=True).exclude(quote="")
        return _desk_list(lost.with_supported().order_by("record__title", "id"))

    def lost_premises(self):
        """Inferences that lost a premise."""
        lost = Premise.objects.filter(inference=OuterRef("pk"), evidence__isnull=True)
        found = Evidence.objects.filter(Exists(lost)).with_supported()
        return _desk_list(found.order_by("record__title", "id"))

    def inferred_only(self):
        """Public values based on inference alone."""
        found = Evidence.objects.inferred_only().filter(is_public("record__")).with_supported()
        return _desk_list(found.order_by("record__title", "id"))

    def untranslated(self):
        """[(model, {language: number of public records without a translation})]."""
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
        """Public pictures that lack alternative text in any language."""
        lacking = Q()
        for code in CODES:
            lacking |= Q(pk__in=Image.objects.without_alt(code))
        return _desk_list(Image.objects.public().filter(lacking))

    def not_checked(self):
        """Public records not changed or checked for longer than the settings allow."""
        months = SiteSettings.current().checked_every
        since = timezone.now() - timedelta(days=round(months * 365.25 / 12))
        return _desk_list(Record.objects.published().not_checked_since(since))

    def mentions(self):
        return Mention.objects.filter(state=Mention.Certainty.PENDING).count()


def deletion_of(model, pk):
    """Return the log entry of a record’s deletion; None if there is none."""
    lines = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id=str(pk),
        action_flag=DELETION,
    )
    return lines.select_related("user").order_by("-action_time").first()
