"""Uploaded files, where no web server in front of the site serves them."""

from django.conf import settings
from django.views.decorators.http import require_safe
from django.views.static import serve

SHOWN = ("application/pdf", "image/jpeg", "image/png", "image/webp")


@require_safe
def media(request, path):
    """Serve an uploaded file; anything that a browser could run is offered as a download."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    if response.headers.get("Content-Type") not in SHOWN:
        response.headers["Content-Disposition"] = "attachment"
    return response
