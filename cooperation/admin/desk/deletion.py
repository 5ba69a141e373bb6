"""The confirmation of a deletion: what uses the record, and what is deleted with it."""

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.pages.base import admin_url
from cooperation.changes.delete import against_deleting
from cooperation.changes.usage import where_used
from cooperation.models import Evidence, Mention, Presence, Record, SearchEntry

HIDDEN_MODELS = (SearchEntry, Presence)
"""Models that the list of deleted objects leaves out: no editor wrote them."""


class DeletionAdmin:
    """Links everything that uses the objects to be deleted, and refuses as ``changes`` does."""

    delete_confirmation_template = "admin/used_confirmation.html"
    delete_selected_confirmation_template = "admin/used_selected_confirmation.html"

    uses_of = staticmethod(where_used)
    against_deleting = staticmethod(against_deleting)

    def get_deleted_objects(self, objs, request):
        deleted, counts, missing, _protected = super().get_deleted_objects(objs, request)
        # the right to delete a kind covers its base record, evidence and mentions
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
    """Return the nested list of deleted objects without those of HIDDEN_MODELS."""
    labels = tuple(f"{capfirst(model._meta.verbose_name)}: " for model in HIDDEN_MODELS)
    branches = (_without_hidden(each) if isinstance(each, list) else each for each in deleted)
    return [each for each in branches if each != [] and not str(each).startswith(labels)]
