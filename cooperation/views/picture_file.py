"""Pictures as SVG files."""

from django.conf import settings
from django.http import HttpResponse


def picture_file(drawing, page):
    """Return a Drawing as a file; ``page`` is the path of the page it is from."""
    content = drawing.file(settings.SITE_URL, f"{settings.SITE_URL}{page}")
    return HttpResponse(content, content_type="image/svg+xml")


class PictureFileMixin:
    """Makes a FilteredView return only its picture, or an error in plain text.

    Subclasses define ``get_drawing`` (None if there is nothing to draw), ``get_page`` (the path of
    its page) and the message ``nothing_to_draw``.
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
