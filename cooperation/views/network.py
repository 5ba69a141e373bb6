"""The cooperation network, as a page and as a file."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cooperation.figures import matrix
from cooperation.figures import network as picture
from cooperation.filters import MATRIX, PICTURE, UNDATED, NetworkFilter
from cooperation.models import Record
from cooperation.queries.network import Network, count_joins
from cooperation.views.base import FilteredView
from cooperation.views.picture_file import PictureFileMixin


class NetworkView(FilteredView):
    """The network as a picture, or as a matrix if there are too many partners."""

    filterset_class = NetworkFilter
    template_name = "cooperation/network.html"

    def get_queryset(self):
        return Record.objects.published()

    @cached_property
    def network(self):
        """The filtered network; needs valid filters."""
        return Network(self.filterset.qs, **self._conditions(self.filterset.when_of_relations))

    def _conditions(self, direct):
        """Return the other conditions of the network; ``direct`` is that of direct relations."""
        chosen = self.filterset.form.cleaned_data
        kept = None if chosen["topic"] else direct
        return {"kind": chosen["kind"], "partner": chosen["partner"], "direct": kept}

    def unknown_note(self, values):
        """Count connections instead of records."""
        return values.note(count_joins(values.records, **self._conditions(UNDATED)))

    def drawing(self, room):
        return picture.draw(self.network, self.address("network-file", view=None), room)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not self.filterset.is_valid():
            return context
        default = PICTURE if picture.fits(self.network, picture.PAGE) else MATRIX
        view = self.filterset.form.cleaned_data["view"] or default
        is_matrix = view == MATRIX
        shown = matrix.Matrix(self.network) if is_matrix else self.drawing(picture.PAGE)
        return context | {"network": self.network, view: shown}


class NetworkFileView(PictureFileMixin, NetworkView):
    nothing_to_draw = _("No picture: no two partners are connected.")

    def get_drawing(self):
        return self.drawing(picture.FILE) if self.network.pairs else None

    def get_page(self):
        return self.address("network")
