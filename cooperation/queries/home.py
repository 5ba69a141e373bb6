"""The content of the home page."""

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
    """The newest records, key figures and counts; each is read when the page asks for it."""

    def __init__(self, today=None):
        super().__init__()
        self._today = today or timezone.localdate()

    @cached_property
    def articles(self):
        articles = Article.objects.published().with_list_relations().with_picture()
        return list(articles.newest_first()[:3])

    @cached_property
    def agreements(self):
        """Agreements in implementation, or the newest if there are none."""
        first = Case(When(state=RUNNING, then=0), default=1)
        agreements = Agreement.objects.published().with_list_relations().newest_first()
        found = list(agreements.order_by(first, *agreements.query.order_by)[:5])
        return [each for each in found if each.state == RUNNING] or found

    @property
    def agreements_run(self):
        return any(agreement.state == RUNNING for agreement in self.agreements)

    @property
    def _events(self):
        return Event.objects.published().with_list_relations()

    @cached_property
    def _not_past(self):
        """Events that may not be over yet, the soonest first."""
        return list(self._events.possibly_in(self._today, None).oldest_first()[:10])

    @property
    def upcoming(self):
        """Events that are certainly in the future."""
        return [each for each in self._not_past if self._is_ahead(each)][:5]

    @property
    def uncertain(self):
        """Events whose imprecise date may be past or future."""
        return [each for each in self._not_past if not self._is_ahead(each)][:5]

    def _is_ahead(self, event):
        return event.when_earliest is not None and event.when_earliest > self._today

    @cached_property
    def recent(self):
        """Past events, the latest first, then events without a date."""
        past = Q(when_latest__lt=self._today) | Q(when="")
        return list(self._events.filter(past).newest_first()[:5])

    @cached_property
    def councils(self):
        return list(ExpertCouncil.objects.published().with_list_relations().newest_first()[:3])

    @cached_property
    def counts(self):
        """[(kind, number of published records)] of the kinds that have pages."""
        rows = Record.objects.published().order_by().values_list("kind").annotate(Count("pk"))
        numbers = dict(rows)
        return [(kind, numbers.get(kind.key, 0)) for kind in PAGE_KINDS]

    @property
    def is_empty(self):
        """Whether nothing is published yet."""
        return not any(number for _kind, number in self.counts)

    @cached_property
    def _figures(self):
        """The figures of the newest records that a public article supports."""
        support = Evidence.objects.for_values().filter(
            is_public("article__"), figure=OuterRef("pk"), passage__isnull=False
        )
        figures = Figure.objects.filter(is_public("record__"), Exists(support))
        newest = F("record__when_latest").desc(nulls_last=True), "record", "order", "id"
        loaded = figures.select_related("record__working_group__council")
        return list(loaded.order_by(*newest)[:KEY_FIGURES])

    @property
    def evidence_condition(self):
        return Q(figure__in=self._figures, basis__in=FOR_VALUES) & is_public("article__")

    @cached_property
    def figures(self):
        """[(record, its key figures as NotedPart)]."""
        return [
            (run[0].record, [self._noted(figure) for figure in run])
            for _key, group in groupby(self._figures, key=lambda figure: figure.record_id)
            if (run := list(group))
        ]

    def _noted(self, figure):
        return NotedPart(figure, self._notes_of(figure.pk, figure.record.title))
