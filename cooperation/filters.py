"""The filters of the public lists, one FilterSet per kind."""

from functools import reduce
from operator import or_
from urllib.parse import urlencode

import django_filters as filters
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from cooperation import models
from cooperation.domain import joins, vocabulary
from cooperation.domain.errors import as_typed
from cooperation.domain.kinds import KINDS
from cooperation.filter_fields import (
    FilterForm,
    KnownChoiceFilter,
    MayBeUnknownMixin,
    PartialDateFilter,
    PlaceFilter,
    RecordChoiceFilter,
    UnknownValues,
)
from cooperation.models.fields import all_empty
from cooperation.queries import timeline

LONGEST_QUERY = 200
"""Longest search text, in characters."""

POSSIBLY, CERTAINLY = "possibly", "certainly"
LEFT_OUT, INCLUDED = "left_out", "included"
PICTURE, MATRIX = "picture", "matrix"

SORTINGS = {"newest": "newest_first", "oldest": "oldest_first", "title": "by_title"}
"""Value of ``sort`` to QuerySet method; the first is the default."""

SORTING_LABELS = [
    ("newest", _("Newest first")),
    ("oldest", _("Oldest first")),
    ("title", _("By title")),
]

MODES = ("sort", "match", "missing")
"""Parameters that say how to filter and sort, not by what."""

NON_FILTER_PARAMETERS = ("page",)
"""Parameters of a list that are not filters."""


def partners(request):
    return models.Partner.objects.published().by_title()


class RecordFilter(filters.FilterSet):
    """Filters and orders of every list."""

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
        claim="when",
        words=_("no known date"),
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
    missing = filters.ChoiceFilter(
        label=_("Unknown values"),
        method="unchanged",
        choices=[
            (LEFT_OUT, _("Left out")),
            (INCLUDED, _("Included")),
        ],
        empty_label=None,
        initial=LEFT_OUT,
        help_text=_("Records whose date, place or status is not known."),
    )
    sort = filters.ChoiceFilter(
        label=_("Order"), method="unchanged", choices=SORTING_LABELS, empty_label=None
    )

    def filter_queryset(self, queryset):
        sorting = self.form.cleaned_data.get("sort") or next(iter(SORTINGS))
        return getattr(super().filter_queryset(queryset), SORTINGS[sorting])()

    @property
    def includes_unknown(self):
        return self.form.cleaned_data.get("missing") == INCLUDED

    @property
    def leaves_out_uncertain(self):
        return self.form.cleaned_data.get("match") == CERTAINLY

    @cached_property
    def unknown_values(self):
        """The UnknownValues; None if no filter in use is by a value that may be unknown."""
        chosen = self.form.cleaned_data
        used = [
            each
            for name, each in self.filters.items()
            if isinstance(each, MayBeUnknownMixin) and chosen[name]
        ]
        if not used:
            return None
        records = self.queryset.filter(reduce(or_, (each.unknown for each in used)))
        for name, each in self.filters.items():
            if each in used:
                records = each.filter_known(records, chosen[name], includes_unknown=True)
            else:
                records = each.filter(records, chosen[name])
        words = get_text_list([str(each.words) for each in used], _("or"))
        return UnknownValues(records, words, self.includes_unknown)

    @property
    def other_unknown(self):
        """The query that shows what is left out for unknown values, or leaves it out."""
        return self.query(missing=None if self.includes_unknown else INCLUDED)

    def with_words(self, queryset, name, value):
        return queryset.matching(value)

    def related(self, queryset, name, value):
        return queryset.related_to([value.pk])

    def unchanged(self, queryset, name, value):
        """Do nothing: another filter reads this parameter."""
        return queryset

    @cached_property
    def active(self):
        """The filters in use as (name, label, value), so that each can be removed.

        Invalid values are included as typed. The order is included only if it is invalid.
        """
        return [
            (field.name, field.label, self._chosen(field))
            for field in self.form
            if field.name in self.form.errors
            or (field.name not in MODES and self.data.get(field.html_name, "").strip())
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
        """Return the query string of the filters in use with changes; "" for none.

        None removes a filter.
        """
        used = {name: value for name, value in self.data.items() if name in self.form.fields}
        used = {name: value for name, value in (used | changes).items() if value}
        return f"?{urlencode(used)}" if used else ""

    @property
    def unknown_parameters(self):
        """The parameters in the address that are not filters of this list."""
        known = {*self.form.fields, *NON_FILTER_PARAMETERS}
        return [name for name in self.data if name not in known]


UNDATED = Q(when="")
EMPTY_PLACE = all_empty("venue", "city", "country")


def place_filter(empty=EMPTY_PLACE):
    """Return a filter by place; ``empty`` is the condition that none is given, but could be."""
    return PlaceFilter(
        label=_("Place"),
        max_length=100,
        claim="place",
        words=_("no known place"),
        empty=empty,
    )


class PlacedFilter(RecordFilter):
    """Adds the place to the filters of kinds that have one."""

    place = place_filter()


def choice(label, choices):
    """Return a filter for one of the choices of a field."""
    return filters.ChoiceFilter(label=label, choices=choices, empty_label=_("Any"))


def known_choice(label, choices, claim, words):
    """Return a filter for one of the choices of a field that may be empty."""
    return KnownChoiceFilter(
        label=label, choices=choices, empty_label=_("Any"), claim=claim, words=words
    )


def state_filter(choices):
    return known_choice(_("Status"), choices, "state", _("no known status"))


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
    state = state_filter(vocabulary.AgreementState.choices)
    binding = known_choice(
        _("Legally binding"),
        vocabulary.AgreementBinding.choices,
        "binding",
        _("no known legal force"),
    )


class EventFilter(PlacedFilter):
    """Events by type and format; one held online has no place."""

    place = place_filter(EMPTY_PLACE & ~Q(format=vocabulary.EventFormat.ONLINE))
    type = choice(_("Type"), vocabulary.EventType.choices)
    state = state_filter(vocabulary.EventState.choices)
    format = known_choice(
        _("Format"), vocabulary.EventFormat.choices, "format", _("no known format")
    )


class CouncilFilter(RecordFilter):
    """Expert councils have no further filters."""


class InitiativeFilter(RecordFilter):
    """Initiatives by type and status."""

    type = choice(_("Type"), vocabulary.InitiativeType.choices)
    state = state_filter(vocabulary.InitiativeState.choices)


class PartnerFilter(RecordFilter):
    """Partners by type; they have no date of their own."""

    date = match = missing = None
    type = choice(_("Type"), vocabulary.PartnerType.choices)
    sort = filters.ChoiceFilter(
        label=_("Order"), method="unchanged", choices=SORTING_LABELS[2:], empty_label=None
    )


class PersonFilter(RecordFilter):
    """People; they have no date of their own."""

    date = match = missing = None
    sort = PartnerFilter.base_filters["sort"]


class TopicFilter(PersonFilter):
    """Topics; they have no date and no topic."""

    topic = None


class SearchFilter(RecordFilter):
    """Filters of the search.

    The words and the kind do not filter the QuerySet: the search itself uses them.
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
        """The filters in use without the words and the kind, unless these are invalid."""
        apart = {"q", "kind"} - set(self.form.errors)
        return [each for each in super().active if each[0] not in apart]


class NetworkFilter(RecordFilter):
    """Filters of the network.

    ``partner``, ``kind`` and ``view`` do not filter the records; the network itself uses them.
    """

    q = match = sort = None

    @property
    def when_of_relations(self):
        """The condition of the date of relations between partners."""
        date = self.form.cleaned_data["date"]
        if not date:
            return Q()
        matching = self.filters["date"].matching(date)
        return matching | UNDATED if self.includes_unknown else matching

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
        """Search each kind by its own fields, so that its list finds the same."""
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
"""Kind to the FilterSet of its timeline, with the filters of its list."""
