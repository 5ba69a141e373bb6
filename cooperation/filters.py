"""The filters of the public lists, one FilterSet per kind."""

from urllib.parse import urlencode

import django_filters as filters
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cooperation import models
from cooperation.domain import joins, vocabulary
from cooperation.domain.errors import as_typed
from cooperation.domain.kinds import KINDS
from cooperation.domain.texts.text import query_words, search_pattern
from cooperation.filter_fields import FilterForm, PartialDateFilter, RecordChoiceFilter
from cooperation.queries import timeline

LONGEST_QUERY = 200
"""Characters of what a reader looks for."""

POSSIBLY, CERTAINLY = "possibly", "certainly"
PICTURE, MATRIX = "picture", "matrix"

SORTINGS = {"newest": "newest_first", "oldest": "oldest_first", "title": "by_title"}
"""What readers choose to the QuerySet method that does it; the first is the default."""

SORTING_LABELS = [
    ("newest", _("Newest first")),
    ("oldest", _("Oldest first")),
    ("title", _("By title")),
]

NON_FILTER_PARAMETERS = ("page",)
"""Parameters of a list that are no filters."""


def partners(request):
    """Return the partners to choose from."""
    return models.Partner.objects.published().by_title()


class RecordFilter(filters.FilterSet):
    """What every list can be filtered and sorted by."""

    class Meta:
        form = FilterForm

    q = filters.CharFilter(
        label=_("Search this list"), method="with_words", max_length=LONGEST_QUERY
    )
    partner = RecordChoiceFilter(
        label=_("Partner"),
        method="related",
        queryset=partners,
    )
    topic = RecordChoiceFilter(
        label=_("Topic"),
        method="related",
        queryset=lambda request: models.Topic.objects.published().by_title(),
    )
    date = PartialDateFilter(
        label=_("Date"),
        method="in_period",
        help_text=_("A year, a month, a day or a period: 2022, March 2022, 2022–2024."),
    )
    match = filters.ChoiceFilter(
        label=_("Uncertain dates"),
        method="unchanged",
        choices=[
            (POSSIBLY, _("Included")),
            (CERTAINLY, _("Left out")),
        ],
        empty_label=None,
        initial=POSSIBLY,
    )
    sort = filters.ChoiceFilter(
        label=_("Order"), method="unchanged", choices=SORTING_LABELS, empty_label=None
    )

    def filter_queryset(self, queryset):
        sorting = self.form.cleaned_data.get("sort") or next(iter(SORTINGS))
        return getattr(super().filter_queryset(queryset), SORTINGS[sorting])()

    def with_words(self, queryset, name, value):
        return queryset.matching(value)

    def related(self, queryset, name, value):
        return queryset.related_to([value.pk])

    def in_period(self, queryset, name, value):
        certainly = self.form.cleaned_data.get("match") == CERTAINLY
        within = queryset.certainly_in if certainly else queryset.possibly_in
        return within(value.earliest, value.latest)

    def unchanged(self, queryset, name, value):
        """Stand in for a parameter that another filter reads."""
        return queryset

    @cached_property
    def active(self):
        """Each filter in use as (name, label, what was chosen), for removing them one by one.

        Wrong values are among them, as typed. The order is no filter, unless it is wrong.
        """
        return [
            (field.name, field.label, self._chosen(field))
            for field in self.form
            if field.name in self.form.errors
            or (field.name not in ("sort", "match") and self.data.get(field.html_name, "").strip())
        ]

    def _chosen(self, field):
        typed = as_typed(self.data[field.html_name])
        if field.name in self.form.errors:
            return typed
        chosen = self.form.cleaned_data[field.name]
        choices = dict(getattr(field.field, "choices", ())) if isinstance(chosen, str) else {}
        return choices.get(chosen, chosen if not hasattr(chosen, "edtf") else typed)

    @property
    def sort_options(self):
        """Each order as (key, label, whether it is in use); the first is the default."""
        choices = self.base_filters["sort"].extra["choices"]
        chosen = self.form.cleaned_data.get("sort") if self.is_valid() else ""
        return [(key, label, key == (chosen or choices[0][0])) for key, label in choices]

    def query(self, **changes):
        """Return the filters in use with these changes as the end of an address; "" for none.

        None takes a filter away.
        """
        used = {name: value for name, value in self.data.items() if name in self.form.fields}
        used = {name: value for name, value in (used | changes).items() if value}
        return f"?{urlencode(used)}" if used else ""

    @property
    def unknown(self):
        """The parameters in the address that are no filter of this list, as typed."""
        known = {*self.form.fields, *NON_FILTER_PARAMETERS}
        return [name for name in self.data if name not in known]


class PlacedFilter(RecordFilter):
    """Adds the place to the filters of kinds that have one."""

    place = filters.CharFilter(label=_("Place"), method="at_place", max_length=100)

    def at_place(self, queryset, name, value):
        for word in query_words(value):
            pattern = search_pattern(word)
            queryset = queryset.filter(
                Q(venue__iregex=pattern) | Q(city__iregex=pattern) | Q(country__iregex=pattern)
            )
        return queryset


def choice(label, choices):
    """Return a filter for one of the choices of a field."""
    return filters.ChoiceFilter(label=label, choices=choices, empty_label=_("Any"))


class ArticleFilter(RecordFilter):
    """Articles, also by who wrote them."""

    person = RecordChoiceFilter(
        label=_("Author"),
        method="related",
        queryset=lambda request: models.Person.objects.published().by_title(),
    )


class AgreementFilter(PlacedFilter):
    """Agreements by form and status."""

    type = choice(_("Type"), vocabulary.AgreementType.choices)
    state = choice(_("Status"), vocabulary.AgreementState.choices)
    binding = choice(_("Legally binding"), vocabulary.AgreementBinding.choices)


class EventFilter(PlacedFilter):
    """Events by type and format."""

    type = choice(_("Type"), vocabulary.EventType.choices)
    state = choice(_("Status"), vocabulary.EventState.choices)
    format = choice(_("Format"), vocabulary.EventFormat.choices)


class CouncilFilter(RecordFilter):
    """Expert councils."""


class InitiativeFilter(RecordFilter):
    """Initiatives by type and status."""

    type = choice(_("Type"), vocabulary.InitiativeType.choices)
    state = choice(_("Status"), vocabulary.InitiativeState.choices)


class PartnerFilter(RecordFilter):
    """Partners by type; they have no date of their own."""

    date = match = None
    type = choice(_("Type"), vocabulary.PartnerType.choices)
    sort = filters.ChoiceFilter(
        label=_("Order"), method="unchanged", choices=SORTING_LABELS[2:], empty_label=None
    )


class PersonFilter(RecordFilter):
    """People; they have no date of their own."""

    date = match = None
    sort = PartnerFilter.base_filters["sort"]


class TopicFilter(PersonFilter):
    """Topics; they have no date of their own, and no topic beside themselves."""

    topic = None


class SearchFilter(RecordFilter):
    """What the search of everything can be narrowed to.

    The words and the kind leave the QuerySet as it is: the search itself looks at them.
    """

    q = filters.CharFilter(label=_("Search"), method="unchanged", max_length=LONGEST_QUERY)
    kind = filters.ChoiceFilter(
        label=_("Kind"),
        method="unchanged",
        choices=[(kind.key, kind.plural) for kind in KINDS.values()],
        empty_label=_("Any"),
    )
    sort = None

    def filter_queryset(self, queryset):
        return filters.FilterSet.filter_queryset(self, queryset)

    @property
    def active(self):
        """What narrows the search, beside the words and the kind, unless those are wrong."""
        apart = {"q", "kind"} - set(self.form.errors)
        return [each for each in super().active if each[0] not in apart]


class NetworkFilter(RecordFilter):
    """The records that join partners, and how the network is shown.

    ``partner``, ``kind`` and ``view`` narrow no records; the network itself reads them.
    """

    q = match = sort = None
    partner = RecordChoiceFilter(
        label=_("Partner"),
        method="unchanged",
        queryset=RecordFilter.base_filters["partner"].queryset,
    )
    kind = filters.ChoiceFilter(
        label=_("Kind of link"), method="unchanged", choices=joins.CHOICES, empty_label=_("Any")
    )
    view = filters.ChoiceFilter(
        label=_("Show as"),
        method="unchanged",
        choices=[(PICTURE, _("Picture")), (MATRIX, _("Matrix"))],
        empty_label=_("Automatic"),
    )


FILTERS = {
    "article": ArticleFilter,
    "agreement": AgreementFilter,
    "event": EventFilter,
    "council": CouncilFilter,
    "initiative": InitiativeFilter,
    "partner": PartnerFilter,
    "person": PersonFilter,
    "topic": TopicFilter,
}
"""Kind to the FilterSet of its list."""


class TimelineFilter(RecordFilter):
    """The records of the timeline, of all kinds that have a date or of one."""

    sort = None
    kind = choice(_("Kind"), [(kind.key, kind.plural) for kind in timeline.KINDS])

    def with_words(self, queryset, name, value):
        """Look in what each kind is searched by, so that its list finds the same."""
        found = Q()
        for kind in timeline.KINDS:
            found |= Q(pk__in=models.Record.model_of(kind.key).objects.matching(value).values("pk"))
        return queryset.filter(found)


TIMELINE_FILTERS = {
    kind.key: type(
        f"{FILTERS[kind.key].__name__}OnTimeline",
        (FILTERS[kind.key],),
        {"kind": TimelineFilter.base_filters["kind"], "sort": None},
    )
    for kind in timeline.KINDS
}
"""Kind to the FilterSet of the timeline of that kind alone: it has the filters of its list."""
