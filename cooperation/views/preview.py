"""Previews of drafts: applied to the record, rendered and rolled back."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django import forms
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import resolve
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin

from cooperation.admin_site.sent_form import Sending
from cooperation.changes import drafts
from cooperation.changes.comments import add_comment
from cooperation.changes.preview_links import expires_at, record_of
from cooperation.changes.rolled_back import applied_as_public
from cooperation.models import Comment
from cooperation.requests import copy_request
from cooperation.snapshots.capture import capture
from cooperation.snapshots.references import MissingReferences

MOST_COMMENTS = 200
"""Open comments a record may have from outside, in case a link is leaked."""


def render_preview(request, record, snapshot, notice):
    """Return the rendered public page of a record with a snapshot; nothing is saved.

    ``notice`` is the context of the preview notice.
    """
    address = record.get_absolute_url().partition("#")[0]
    view, arguments, named = resolve(address)
    reading = copy_request(request, method="GET", GET=QueryDict())
    with applied_as_public(record, snapshot):
        response = view(reading, *arguments, **named, staged=notice)
        if hasattr(response, "render"):
            response.render()
    return keep_private(response)


def keep_private(response):
    """Keep a response out of caches and search engines."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    add_never_cache_headers(response)
    return response


class OutsideCommentForm(forms.ModelForm):
    """A comment from somebody with a preview link."""

    class Meta:
        model = Comment
        fields = ("name", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


@method_decorator(csp_replace({"frame-ancestors": [SELF]}), name="dispatch")
@method_decorator(xframe_options_sameorigin, name="dispatch")
class PreviewView(View):
    """The page of a record’s draft, for everybody with a valid link."""

    def dispatch(self, request, token):
        self.record = record_of(token)
        if self.record is None:
            return keep_private(render(request, "preview_expired.html", status=410))
        return super().dispatch(request, token)

    def get(self, request, token):
        return self._page(request, token, OutsideCommentForm())

    def post(self, request, token):
        """Save a comment, or show the form again with the typed text."""
        new = Comment(record=self.record)
        form = OutsideCommentForm(request.POST, instance=new)
        if self.record.comments.open().count() >= MOST_COMMENTS:
            form.add_error(
                None, _("This record has too many open comments. Write to the editors instead.")
            )
        if not form.is_valid():
            response = self._page(request, token, form)
            response.status_code = 400
            return response
        with transaction.atomic():
            sending = Sending(request, by_words=True)
            if not sending.is_repeat:
                sending.keep(add_comment(form.save(commit=False)).pk)
        return HttpResponseRedirect(f"{request.path}?said=1#comment")

    def _page(self, request, token, form):
        live = capture(self.record)
        draft = drafts.draft_of(self.record)
        snapshot = drafts.rebase_draft(draft, live, self.record).snapshot if draft else live
        notice = {
            "is_preview": True,
            "until": expires_at(token),
            "form": form,
            "has_said": "said" in request.GET,
            "may_comment": not request.user.is_staff,
        }
        try:
            return render_preview(request, self.record, snapshot, notice)
        except (IntegrityError, MissingReferences) as error:
            raise Http404 from error
