"""What the first page shows."""

from itertools import groupby

from django.db.models import Case, Count, Exists, F, OuterRef, Q, When
from django.utils import timezone
from django.utils.functional import cached_property

from cooperation.domain.basis import FOR_VALUES
from cooperation.domain.kinds import PAGE_KINDS
from cooperation.domain.vocabulary import AgreementState
from cooperation.models import (
    Agreement,
    Article,
    Event,
    Evidence,
    ExpertCouncil,
    Figure,
    Record,
)
from cooperation.models.record_queryset import is_public
from cooperation.queries.dossier import NotedPart
from cooperation.queries.notes import Notes

KEY_FIGURES = 6
RUNNING = AgreementState.IN_IMPLEMENTATION


class Home(Notes):
    """The newest of each kind, the figures and how many records there are, read only when shown.

    ``today`` divides the events into those to come and those past.
    """

    def __init__(self, today=None):
        super().__init__()
        self._today = today or timezone.localdate()

    @cached_property
    def articles(self):
        articles = Article.objects.published().with_list_relations().with_picture()
        return list(articles.newest_first()[:3])

    @cached_property
    def agreements(self):
        """Those in implementation; if there are none, simply the newest."""
        first = Case(When(state=RUNNING, then=0), default=1)
        agreements = Agreement.objects.published().with_list_relations().newest_first()
        found = list(agreements.order_by(first, *agreements.query.order_by)[:5])
        return [each for each in found if each.state == RUNNING] or found

    @property
    def agreements_run(self):
        """Whether the agreements shown are those in implementation."""
        return any(agreement.state == RUNNING for agreement in self.agreements)

    @property
    def _events(self):
        return Event.objects.published().with_list_relations()

    @cached_property
    def _not_past(self):
        """The events of which some day may still come, the soonest first."""
        return list(self._events.possibly_in(self._today, None).oldest_first()[:10])

    @property
    def upcoming(self):
        """The events that certainly lie ahead."""
        return [each for each in self._not_past if self._is_ahead(each)][:5]

    @property
    def uncertain(self):
        """The events whose date is too rough to say whether they lie ahead or behind."""
        return [each for each in self._not_past if not self._is_ahead(each)][:5]

    def _is_ahead(self, event):
        return event.when_earliest is not None and event.when_earliest > self._today

    @cached_property
    def recent(self):
        """The events that lie behind, the latest first, then those without a date."""
        past = Q(when_latest__lt=self._today) | Q(when="")
        return list(self._events.filter(past).newest_first()[:5])

    @cached_property
    def councils(self):
        return list(ExpertCouncil.objects.published().with_list_relations().newest_first()[:3])

    @cached_property
    def counts(self):
        """Return (kind, number of published records) for each kind with a page of its own."""
        rows = Record.objects.published().order_by().values_list("kind").annotate(Count("pk"))
        numbers = dict(rows)
        return [(kind, numbers.get(kind.key, 0)) for kind in PAGE_KINDS]

    @property
    def is_empty(self):
        """Whether the public finds nothing at all yet."""
        return not any(number for _kind, number in self.counts)

    @cached_property
    def _figures(self):
        """The figures of the newest records that a sentence of a public article supports."""
        support = Evidence.objects.for_values().filter(
            is_public("article__"), figure=OuterRef("pk"), passage__isnull=False
        )
        figures = Figure.objects.filter(is_public("record__"), Exists(support))
        newest = F("record__when_latest").desc(nulls_last=True), "record", "order", "id"
        loaded = figures.select_related("record__working_group__council")
        return list(loaded.order_by(*newest)[:KEY_FIGURES])

    @property
    def supported(self):
        return Q(figure__in=self._figures, basis__in=FOR_VALUES) & is_public("article__")

    @cached_property
    def figures(self):
        """The key figures with their notes, as (record, parts)."""
        return [
            (run[0].record, [NotedPart(figure, self._notes_of(figure.pk, "")) for figure in run])
            for _key, group in groupby(self._figures, key=lambda figure: figure.record_id)
            if (run := list(group))
        ]
