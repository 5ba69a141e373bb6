"""The field of a file, which keeps the file if something else in the form is wrong."""

from django.contrib.admin.widgets import AdminFileWidget

KEPT = "-kept"
"""End of the name of the hidden field with the reference to a kept file."""
REMOVE = "-kept-remove"
"""End of the name of the box that removes a kept file."""


class FileInput(AdminFileWidget):
    """Shows the file that is kept, unless it is the file that is wrong."""

    template_name = "admin/includes/file_input.html"
    sent = None
    """The file that came with the form."""

    def value_from_datadict(self, data, files, name):
        self.sent = files.get(name)
        return super().value_from_datadict(data, files, name)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        file, keep = self.sent, getattr(self.sent, "keep", None)  # see admin/desk/uploads.py
        if keep and not widget["attrs"].get("aria-invalid"):
            widget["kept"] = {"reference": keep(), "name": file.name, "size": file.size}
            widget["kept"] |= {"field": f"{name}{KEPT}", "remove": f"{name}{REMOVE}"}
            widget["attrs"].pop("required", None)
        return context
