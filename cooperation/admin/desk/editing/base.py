"""What handling a request for a form has in common for records and items."""

from copy import copy

from cooperation.admin.desk.pages.merge_edits import MergePage


class FormEditing:
    """Handles one request for a form, with a copy of the admin that carries the session."""

    SESSION = None
    MERGE_PAGE = MergePage

    def __init__(self, admin, request, object_id, form_url, extra_context):
        self.session = self.SESSION()
        self.admin = copy(admin)
        self.admin.session = self.session
        self.request, self.object_id = request, object_id
        self.view_args = form_url, extra_context

    def _django_view(self, request=None):
        """Run Django’s view: it renders the form, or checks the one that was sent."""
        request = request or self.request
        return self.admin.django_changeform_view(request, self.object_id, *self.view_args)

    @property
    def _merge_page(self):
        return self.MERGE_PAGE(self.admin, self.session.state)
