"""Reads uploaded files before the transaction that saves their form.

Reading can take long, and everybody else’s saving waits during the transaction. The result is
cached on the file (``models.uploads.read_once``).

A file is not lost with an error elsewhere in the form: it is kept for the account that sent it, and
the form carries a signed reference to it (admin/desk/forms/file_input.py).
"""

from contextlib import suppress
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.forms.file_input import KEPT, REMOVE
from cooperation.admin.desk.forms.seal import seal, unseal
from cooperation.changes import kept_files
from cooperation.domain.errors import DomainError
from cooperation.models.uploads import validate_size
from cooperation.requests import copy_request

PURPOSE = "kept file"


def with_kept_files(request):
    """Return a request with the files that were kept when the form was sent before.

    Each of its files can then be kept: ``file.keep()`` returns the reference for the form.
    """
    files = request.FILES.copy()
    for field, reference in request.POST.items():
        name = field.removesuffix(KEPT)
        if name == field or name in files or f"{name}{REMOVE}" in request.POST:
            continue
        if file := _kept_file(request, reference):
            file.keep = partial(str, reference)
            files[name] = file
    for file in files.values():
        if not hasattr(file, "keep"):
            file.keep = partial(_keep, file, request.user.pk)
    return copy_request(request, _files=files)  # what request.FILES reads


def _kept_file(request, reference):
    """Return the file of a reference; None, with a message, if it is no longer kept."""
    account = request.user.pk
    known = unseal(reference, PURPOSE, account)
    if known is None:
        return None
    file = kept_files.find(account=account, **known)
    if file is None:
        text = _("“%s” is no longer kept. Choose the file again.") % known["name"]
        messages.warning(request, text)
    return file


def _keep(file, account):
    known = {"name": file.name, "content_type": file.content_type}
    return seal({"key": kept_files.keep(file, account), **known}, PURPOSE, account)


class UploadViews:
    """Reads uploads first; put it before every base class that opens a transaction."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        request = self.with_uploads(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def with_uploads(self, request, object_id):
        """Return a request with its files read and those kept before, if the user may save it."""
        if request.method != "POST" or not self.may_save(request, object_id):
            return request
        request = with_kept_files(request)
        for name, file in request.FILES.items():
            with suppress(ValidationError, DomainError):  # the form shows the error
                validate_size(file)
                self.read_upload(request, name, file)
        return request

    def may_save(self, request, object_id):
        may = self.has_change_permission if object_id else self.has_add_permission
        return may(request)

    def read_upload(self, request, name, file):
        """Read the file of one field; for subclasses."""
