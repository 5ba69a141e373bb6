"""The timeline, as a page and as a file."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cooperation.figures.timeline import draw
from cooperation.filters import CERTAINLY, TIMELINE_FILTERS, TimelineFilter
from cooperation.queries.timeline import Timeline, timeline_records
from cooperation.views.base import FilteredView
from cooperation.views.context import page_addresses
from cooperation.views.picture_file import PictureFileMixin


class TimelineView(FilteredView):
    """Dated records on an axis, and undated records below it.

    With ``kind`` it has all filters of that kind’s list.
    """

    template_name = "cooperation/timeline.html"

    @cached_property
    def _kind(self):
        return self.request.GET.get("kind", "")

    def get_queryset(self):
        return timeline_records(self._kind)

    def get_filterset_class(self):
        return TIMELINE_FILTERS.get(self._kind, TimelineFilter)

    @cached_property
    def timeline(self):
        """The Timeline; None if a filter is wrong."""
        if not self.filterset.is_valid():
            return None
        chosen = self.filterset.form.cleaned_data
        return Timeline(
            self.object_list,
            chosen["date"],
            is_certain=chosen["match"] == CERTAINLY,
            page=self.request.GET.get("page"),
        )

    @cached_property
    def figure(self):
        """The Drawing; None if there is nothing to draw."""
        if not self.timeline or not self.timeline.total:
            return None
        return draw(self.timeline, self.address)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        number = self.timeline.undated_page.number if self.timeline else 1
        return context | {
            "timeline": self.timeline,
            "figure": self.figure and self.figure._replace(download=self.address("timeline-file")),
            "periods": self.periods,
            **page_addresses(self.request, number),
        }

    @property
    def periods(self):
        """[(part of the axis, address that zooms in on it)]."""
        if not self.figure:
            return []
        return [(part, self.address("timeline", date=part.edtf)) for part in self.timeline.parts]


class TimelineFileView(PictureFileMixin, TimelineView):
    nothing_to_draw = _("No picture: no dated record matches the filters.")

    def get_drawing(self):
        return self.figure

    def get_page(self):
        return self.address("timeline")
