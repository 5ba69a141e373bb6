"""The lineage of a record, on its page and as a file."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from cooperation.figures import lineage as picture
from cooperation.models import Record
from cooperation.queries.lineage import Lineage
from cooperation.queries.notes import BackLink
from cooperation.views.picture_file import picture_file

KINDS = ("agreement", "event", "council", "initiative")
"""The kinds whose pages show a lineage."""

HEADING = "lineage-heading"
"""The id of its heading on the page."""


class LineageMixin:
    """Adds the lineage to the page of a record."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        lineage = None if self.past else RecordLineage(self.object, context["dossier"])
        return context | {"lineage": lineage}


class RecordLineage:
    """The lineage on the page of a record.

    The template calls ``draw``, so that the notes are numbered in the order of the page.
    """

    def __init__(self, record, dossier):
        self._lineage, self._dossier = Lineage(record), dossier
        self._file = reverse(f"{record.kind}-lineage", args=[record.slug])

    def __bool__(self):
        """Whether it is shown: only on the first page of relations."""
        return self._dossier.relations.number == 1 and bool(self._lineage)

    def draw(self):
        return picture.draw(self._lineage, self._note, self._file)

    def _note(self, relation):
        """Return the link to the first note of a relation, or ""."""
        record = self._dossier.record
        if record.pk not in (relation.subject_id, relation.object_id):
            return ""
        back_link = BackLink(HEADING, _("Background and follow-up"))
        note = self._dossier.first_note(relation, back_link)
        return f"#{note.anchor}" if note else ""


class LineageFileView(View):
    """The lineage of a published record as an SVG file."""

    def get(self, request, kind, slug):
        record = get_object_or_404(Record.objects.published(), kind=kind, slug=slug)
        lineage = Lineage(record)
        if not lineage:
            raise Http404
        drawing = picture.draw(lineage, lambda relation: "")
        return picture_file(drawing, record.get_absolute_url())
