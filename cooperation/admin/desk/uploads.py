"""Reads uploaded files before the transaction that saves their form.

Reading can take long, and everybody else’s saving waits during the transaction. The result is
cached on the file (``models.uploads.read_once``).
"""

from contextlib import suppress

from django.core.exceptions import ValidationError

from cooperation.domain.errors import DomainError
from cooperation.models.uploads import validate_size


class UploadViews:
    """Reads uploads first; put it before every base class that opens a transaction."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        self.read_uploads(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def read_uploads(self, request, object_id):
        """Read the files of a sent form, if the user may save it."""
        if request.method == "POST" and self.may_save(request, object_id):
            for name, file in request.FILES.items():
                with suppress(ValidationError, DomainError):  # the form shows the error
                    validate_size(file)
                    self.read_upload(request, name, file)

    def may_save(self, request, object_id):
        may = self.has_change_permission if object_id else self.has_add_permission
        return may(request)

    def read_upload(self, request, name, file):
        """Read the file of one field; for subclasses."""
