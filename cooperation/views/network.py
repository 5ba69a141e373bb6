"""The cooperation network: a picture or a matrix of partners, and what lies between two of them."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cooperation.figures import matrix
from cooperation.figures import network as picture
from cooperation.filters import MATRIX, PICTURE, NetworkFilter
from cooperation.models import Record
from cooperation.queries.network import Network
from cooperation.views.base import FilteredView
from cooperation.views.picture_file import PictureFileMixin


class NetworkView(FilteredView):
    """The partners and what joins them: as a picture, or as a matrix where there are too many."""

    filterset_class = NetworkFilter
    template_name = "cooperation/network.html"

    def get_queryset(self):
        return Record.objects.published()

    @cached_property
    def network(self):
        """What the filters leave of the network; they must be valid."""
        chosen = self.filterset.form.cleaned_data
        return Network(
            self.filterset.qs,
            kind=chosen["kind"],
            partner=chosen["partner"],
            period=chosen["date"],
            with_direct=not chosen["topic"],
        )

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
    """The picture of the network alone, as an SVG file."""

    nothing_to_draw = _("There is nothing to draw: no two partners are joined.")

    def get_drawing(self):
        return self.drawing(picture.FILE) if self.network.pairs else None

    def get_page(self):
        return self.address("network")
