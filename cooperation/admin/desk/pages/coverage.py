"""Pages of an article: what each sentence supports, and new records or evidence from it."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cooperation.admin.desk.forms.fields import PreloadedAutocomplete
from cooperation.admin.desk.pages.base import DeskPages, admin_url
from cooperation.changes.comments import mark_narrative
from cooperation.changes.errors import NotAllowed
from cooperation.domain.kinds import KINDS
from cooperation.models import Evidence, Passage, Record
from cooperation.queries.coverage import coverage_of

SENTENCE_KINDS = ("agreement", "event", "council", "initiative", "partner", "person", "topic")
"""Kinds of record that can be created from a sentence."""


class NewRecordForm(forms.Form):
    """Creates a record named by words of the sentence."""

    kind = forms.ChoiceField(
        label=_("kind"), choices=[(key, KINDS[key].label) for key in SENTENCE_KINDS]
    )
    words = forms.CharField(
        label=_("title"),
        max_length=300,
        help_text=_("Select words in the sentence above, or type a name."),
    )


class ExistingRecordForm(forms.Form):
    """Chooses the record that gets the sentence as evidence."""

    record = forms.ModelChoiceField(
        label=_("record"),
        queryset=Record.objects.all(),
        widget=PreloadedAutocomplete(Evidence._meta.get_field("record"), admin.site),
    )


class CoveragePages(DeskPages):
    PAGES = {
        "coverage": ("<int:pk>/coverage/", "coverage"),
        "sentence": ("sentence/<uuid:key>/", "sentence"),
        "narrative": ("sentence/<uuid:key>/narrative/", "narrative"),
    }

    def coverage(self, request, pk):
        """List the sentences of an article and what each supports."""
        article = self.get_viewable(request, pk)
        sentences = coverage_of(article)
        context = {
            "article": article,
            "sentences": sentences,
            "open": sum(sentence.is_open for sentence in sentences),
            "title": _("What the text supports"),
        }
        return self.page(request, "admin/coverage.html", **context)

    def sentence(self, request, key):
        """Open the form of a new or an existing record with one sentence as evidence."""
        passage = get_object_or_404(Passage.objects.select_related("article"), pk=key)
        if not self.admin.has_view_permission(request, passage.article):
            raise PermissionDenied
        typed = request.POST or None
        new = NewRecordForm(typed if typed and "kind" in typed else None)
        use = ExistingRecordForm(typed if typed and "record" in typed else None)
        query = {"passage": str(passage.pk)}
        if new.is_valid():
            words = urlencode(query | {"words": new.cleaned_data["words"]})
            name = Record.model_of(new.cleaned_data["kind"])._meta.model_name
            return redirect(f"{reverse(f'admin:cooperation_{name}_add')}?{words}")
        if use.is_valid():
            return redirect(f"{admin_url(use.cleaned_data['record'])}?{urlencode(query)}")
        forms = {"new": new, "use": use, "media": self.admin.media + use.media}
        title = _("One sentence")
        return self.page(request, "admin/sentence.html", passage=passage, title=title, **forms)

    @method_decorator(require_POST)
    def narrative(self, request, key):
        """Mark a sentence as narrative only, or remove the mark."""
        passage = get_object_or_404(Passage.objects.select_related("article"), pk=key)
        try:
            mark_narrative(passage, not passage.is_narrative, request.user)
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        address = reverse("admin:cooperation_article_coverage", args=[passage.article_id])
        return redirect(f"{address}#{passage.address}")
