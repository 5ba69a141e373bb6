"""A picture drawn from records as an SVG file of its own."""

from django.conf import settings
from django.http import HttpResponse


def picture_file(drawing, page):
    """Answer with a Drawing as a file; ``page`` is the path of the page that it stands on."""
    content = drawing.file(settings.SITE_URL, f"{settings.SITE_URL}{page}")
    return HttpResponse(content, content_type="image/svg+xml")


class PictureFileMixin:
    """Makes a FilteredView answer with its picture alone, or say in plain text why there is none.

    Subclasses give the picture (``get_drawing``, None if there is nothing to draw), the path of
    its page (``get_page``), and what to say where nothing is found (``nothing_to_draw``).
    """

    nothing_to_draw = ""

    def get_context_data(self, **kwargs):
        return kwargs  # a file has no template

    def render_to_response(self, context, **kwargs):
        if not self.filterset.is_valid():
            return self._text(self.filterset.form.errors_as_text, 400)
        drawing = self.get_drawing()
        if drawing is None:
            return self._text(self.nothing_to_draw, 404)
        return picture_file(drawing, self.get_page())

    @staticmethod
    def _text(text, status):
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
