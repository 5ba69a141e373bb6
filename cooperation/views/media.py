"""Uploaded files."""

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_safe

from cooperation.formats.pictures.rendering import MIME_TYPES
from cooperation.queries.files import is_public_file, may_see_file
from cooperation.views.conditional import set_file_validators

SHOWN = {"pdf": "application/pdf", "jpeg": "image/jpeg", **MIME_TYPES}
"""Content types that browsers may show, by extension."""

UNKNOWN = "application/octet-stream"

DAY = 24 * 60 * 60


@require_safe
def media(request, path):
    """Return an uploaded file that is public or that the user may see.

    Types outside SHOWN are downloads, because a browser could run them. Public files are cached
    for a day; their content never changes. Other files are not cached.
    """
    is_public = is_public_file(path)
    if not is_public and not may_see_file(request.user, path):
        raise Http404
    try:
        file = default_storage.open(path)
    except (OSError, ValueError, SuspiciousFileOperation) as error:  # missing, or not a file name
        raise Http404 from error
    kind = SHOWN.get(path.rpartition(".")[2].lower())
    response = FileResponse(file, as_attachment=not kind, content_type=kind or UNKNOWN)
    set_file_validators(response, file)
    if is_public:
        patch_cache_control(response, public=True, max_age=DAY)
    else:
        add_never_cache_headers(response)
    return response
