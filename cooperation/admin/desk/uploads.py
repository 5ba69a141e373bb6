"""Uploaded files are read before Django opens the transaction in which their form is saved.

Within it everybody else’s saving waits, and reading a file can take long. What was read stays with
the file (``models.uploads.read_once``), where the forms and whatever saves them find it.
"""

from contextlib import suppress

from django.core.exceptions import ValidationError

from cooperation.domain.errors import DomainError
from cooperation.models.uploads import validate_size


class UploadViews:
    """Reads what a form brings; stands before every class that opens a transaction."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        self.read_uploads(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def read_uploads(self, request, object_id):
        """Read the files of a form that was sent, if the user may save it at all."""
        if request.method == "POST" and self.may_save(request, object_id):
            for name, file in request.FILES.items():
                with suppress(ValidationError, DomainError):  # the form tells of it
                    validate_size(file)
                    self.read_upload(request, name, file)

    def may_save(self, request, object_id):
        """Whether the user may save such a form at all."""
        may = self.has_change_permission if object_id else self.has_add_permission
        return may(request)

    def read_upload(self, request, name, file):
        """Read the file of a field of the form; subclasses know what it is."""
