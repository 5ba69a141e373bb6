"""Lists as files, with their filters."""

from tempfile import TemporaryFile

from django.conf import settings
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cooperation.domain import languages
from cooperation.domain.kinds import KINDS
from cooperation.exports import workbook
from cooperation.exports.about import About
from cooperation.exports.columns import columns_of
from cooperation.exports.formats import FORMATS
from cooperation.exports.text import in_batches
from cooperation.queries.representation import keys_of, stream
from cooperation.requests import copy_request
from cooperation.views.base import RecordListView


class RecordExportView(RecordListView):
    """All rows of a list in its order, in one of FORMATS.

    A wrong filter value gives the page of the list with status 400.
    """

    def setup(self, request, *args, **kwargs):
        """Use the path of the list, so that its links work on the page for wrong filters."""
        super().setup(
            copy_request(request, path=reverse(f"{self.model.KIND}-list")), *args, **kwargs
        )

    def get(self, request, *args, **kwargs):
        if kwargs["form"] not in FORMATS:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return self.model.objects.published()

    def get_context_data(self, **kwargs):
        return kwargs if self.filterset.is_valid() else super().get_context_data(**kwargs)

    def render_to_response(self, context, **kwargs):
        if not self.filterset.is_valid():
            return super().render_to_response(context, **kwargs)
        response = self._file(FORMATS[self.kwargs["form"]])
        day = timezone.localdate().isoformat()
        name = f"{KINDS[self.model.KIND].path}-{day}.{self.kwargs['form']}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def _file(self, chosen):
        if self.request.method == "HEAD":
            return StreamingHttpResponse(
                content_type=chosen.content_type
            )  # the length is not known
        records = stream(self.model, keys_of(self.object_list))
        columns, about = columns_of(self.model), self._about()
        if chosen.lines:
            lines = in_batches(chosen.lines(columns, records, about))
            code = languages.current()
            return StreamingHttpResponse(
                _in_language(code, lines), content_type=chosen.content_type
            )
        file = TemporaryFile()  # noqa: SIM115 - the response closes it
        workbook.write(file, columns, records, about)
        file.seek(0)
        return FileResponse(file, content_type=chosen.content_type)

    def _about(self):
        orders = {in_use: label for _key, label, in_use in self.filterset.sort_options}
        values = self.filterset.unknown_values
        return About(
            title=str(KINDS[self.model.KIND].plural),
            filters=[(str(label), str(chosen)) for _name, label, chosen in self.filterset.active],
            order=str(orders[True]),
            source=f"{settings.SITE_URL}{self.address(f'{self.model.KIND}-list')}",
            missing=values.note() if values else "",
        )


def _in_language(code, pieces):
    """Yield pieces in a language, because they are made after the request has ended."""
    pieces = iter(pieces)
    while True:
        with override(code):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
