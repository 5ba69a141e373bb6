"""Uploaded files, for those who may see what they belong to."""

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_safe

from cooperation.formats.pictures.rendering import MIME_TYPES
from cooperation.queries.files import is_public_file, may_see_file
from cooperation.views.conditional import set_file_validators

SHOWN = {"pdf": "application/pdf", "jpeg": "image/jpeg", **MIME_TYPES}
"""The kinds that browsers may show, by the extension: not every machine knows all of them."""

UNKNOWN = "application/octet-stream"

DAY = 24 * 60 * 60


@require_safe
def media(request, path):
    """Serve an uploaded file of a public record, or one that this member of the staff may see.

    Anything that a browser could run is offered as a download. What is public may be kept for a
    day, since no address ever gets another content; what is not public is kept nowhere.
    """
    is_public = is_public_file(path)
    if not is_public and not may_see_file(request.user, path):
        raise Http404
    try:
        file = default_storage.open(path)
    except (OSError, ValueError, SuspiciousFileOperation) as error:  # none, or no name of a file
        raise Http404 from error
    kind = SHOWN.get(path.rpartition(".")[2].lower())
    response = FileResponse(file, as_attachment=not kind, content_type=kind or UNKNOWN)
    set_file_validators(response, file)
    if is_public:
        patch_cache_control(response, public=True, max_age=DAY)
    else:
        add_never_cache_headers(response)
    return response
