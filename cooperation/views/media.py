"""Uploaded files, for whoever may see what they belong to."""

from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

from cooperation.queries.files import is_public_file

SHOWN = ("application/pdf", "image/jpeg", "image/png", "image/webp")


@require_safe
def media(request, path):
    """Serve an uploaded file that belongs to a public record; the staff sees all of them.

    Anything that a browser could run is offered as a download.
    """
    if not request.user.is_staff and not is_public_file(path):
        raise Http404
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except OSError as error:  # a name that no file system accepts
        raise Http404 from error
    if response.headers.get("Content-Type") not in SHOWN:
        response.headers["Content-Disposition"] = "attachment"
    return response
