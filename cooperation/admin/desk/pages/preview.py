"""The preview of a record: in each language, at the width of a desktop or a telephone."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.pages.base import DeskPages
from cooperation.changes.preview_links import LASTING, token_of
from cooperation.domain import languages

WIDTHS = {"desk": (1280, _("on a desk")), "telephone": (360, _("on a telephone"))}
"""{name: (width in CSS pixels, label)}."""


class PreviewPages(DeskPages):
    """Shows the public page with the draft in a frame, and the link to share."""

    PAGES = {"preview": ("<int:pk>/preview/", "preview_view")}

    @method_decorator(csp_update({"frame-src": [SELF]}))
    def preview_view(self, request, pk):
        """Show the preview in the language ``?in=`` and the width ``?width=``."""
        record = self.get_viewable(request, pk)
        token = token_of(record.record)
        wanted, width = request.GET.get("in"), request.GET.get("width")
        code = wanted if wanted in languages.CODES else languages.current()
        width = width if width in WIDTHS else "desk"
        with translation.override(code):
            address = reverse("preview", args=[token])
        context = {
            "address": address,
            "link": f"{settings.SITE_URL}{address}",
            "days": LASTING.days,
            "code": code,
            "languages": languages.OWN_NAMES.items(),
            "width": width,
            "widths": [(name, label) for name, (_pixels, label) in WIDTHS.items()],
            "pixels": WIDTHS[width][0],
        }
        title = _("Preview: %s") % record
        return self.record_page(request, "admin/preview.html", record, title=title, **context)
