"""Says before a deletion what uses a record, and what goes along with it."""

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.pages.base import admin_url
from cooperation.changes.delete import against_deleting
from cooperation.changes.usage import where_used
from cooperation.models import Evidence, Mention, Presence, Record, SearchEntry

HIDDEN_MODELS = (SearchEntry, Presence)
"""What goes along with a record, but is nobody’s work."""


class DeletionAdmin:
    """Names and links everything that uses what an editor wants to delete."""

    delete_confirmation_template = "admin/used_confirmation.html"
    delete_selected_confirmation_template = "admin/used_selected_confirmation.html"

    # As the door says it: each Use that forbids deleting some objects, and any other refusal
    uses_of = staticmethod(where_used)
    against_deleting = staticmethod(against_deleting)

    def get_deleted_objects(self, objs, request):
        deleted, counts, missing, _protected = super().get_deleted_objects(objs, request)
        # the right to delete the kind covers its base, its evidence and what the scan has found
        missing -= {model._meta.verbose_name for model in (Record, Evidence, Mention)}
        uses = [
            format_html(
                '{} <a href="{}">{}</a>',
                use.how,
                admin_url(use.record),
                _("Open “%(title)s”") % {"title": use.record},
            )
            for use in self.uses_of(objs)
        ]
        refusal = None if uses or missing else self.against_deleting(request.user, objs)
        uses += [str(refusal)] if refusal else []
        for model in HIDDEN_MODELS:
            counts.pop(model._meta.verbose_name_plural, None)
        return _without_hidden(deleted), counts, missing, uses


def _without_hidden(deleted):
    """Return the tree of what goes along without what nobody has written."""
    labels = tuple(f"{capfirst(model._meta.verbose_name)}: " for model in HIDDEN_MODELS)
    branches = (_without_hidden(each) if isinstance(each, list) else each for each in deleted)
    return [each for each in branches if each != [] and not str(each).startswith(labels)]
