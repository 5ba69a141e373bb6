"""What the rich-text editor asks the site: how a pasted text reads, where a link leads."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cooperation.domain.web_address import WebAddressError
from cooperation.formats.rich_text.losses import loss_notes
from cooperation.formats.rich_text.pasted import PasteError, read_pasted
from cooperation.models.links import link_address

_TOO_LARGE = _(
    "The pasted text has %(size)d MB. Paste at most %(limit)d MB, or import it as a file."
)
_NAME = _("The pasted text")
_WRITERS = ("add_article", "change_article", "add_page", "change_page")


def _check_may_write(user):
    if not any(user.has_perm(f"cooperation.{name}") for name in _WRITERS):
        raise PermissionDenied


@require_POST
def pasted_text(request):
    """Return JSON {"html", "notes"} of the pasted HTML in the body, or {"error"} with 400."""
    _check_may_write(request.user)
    size, limit = int(request.META.get("CONTENT_LENGTH") or 0), settings.UPLOAD_LIMIT
    if size > limit:
        sizes = {"size": -(-size // 1024**2), "limit": limit // 1024**2}
        return JsonResponse({"error": _TOO_LARGE % sizes}, status=400)
    try:
        html, lost = read_pasted(request.body, str(_NAME))
    except PasteError as error:
        return JsonResponse({"error": str(error)}, status=400)
    return JsonResponse({"html": html, "notes": loss_notes(lost)})


@require_POST
def checked_address(request):
    """Return JSON {"address"} of the typed address in full, or {"error"} with 400."""
    _check_may_write(request.user)
    try:
        return JsonResponse({"address": link_address(request.POST.get("typed", ""))})
    except WebAddressError as error:
        return JsonResponse({"error": str(error)}, status=400)
