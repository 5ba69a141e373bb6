"""The preview of a draft: put into the place of its record, rendered, and rolled back."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django import forms
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import resolve
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin

from cooperation.changes import drafts
from cooperation.changes.comments import add_comment
from cooperation.changes.preview_links import expires_at, record_of
from cooperation.changes.staging import staged_as_public
from cooperation.models import Comment
from cooperation.requests import copy_request
from cooperation.snapshots.capture import capture
from cooperation.snapshots.references import Missing

MOST_COMMENTS = 200
"""Open comments that a record takes from outside: a link may come into wrong hands."""


def render_preview(request, record, snapshot, told):
    """Return the public page of a record as a snapshot has it, rendered; nothing is changed.

    ``told`` is what the page says of the preview.
    """
    address = record.get_absolute_url().partition("#")[0]
    view, arguments, named = resolve(address)
    reading = copy_request(request, method="GET", GET=QueryDict())
    with staged_as_public(record, snapshot):
        response = view(reading, *arguments, **named, staged=told)
        if hasattr(response, "render"):
            response.render()
    return keep_private(response)


def keep_private(response):
    """Keep an answer out of every cache and every search engine."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    add_never_cache_headers(response)
    return response


class OutsideCommentForm(forms.ModelForm):
    """What somebody with the link says to the editors."""

    class Meta:
        model = Comment
        fields = ("name", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


@method_decorator(csp_replace({"frame-ancestors": [SELF]}), name="dispatch")
@method_decorator(xframe_options_sameorigin, name="dispatch")
class PreviewView(View):
    """The page of a record with its draft, for anybody with a link that still holds."""

    def dispatch(self, request, token):
        self.record = record_of(token)
        if self.record is None:
            return keep_private(render(request, "preview_expired.html", status=410))
        return super().dispatch(request, token)

    def get(self, request, token):
        return self._page(request, token, OutsideCommentForm())

    def post(self, request, token):
        """Take a comment; what was typed stays if it cannot be taken."""
        new = Comment(record=self.record)
        form = OutsideCommentForm(request.POST, instance=new)
        if self.record.comments.open().count() >= MOST_COMMENTS:
            form.add_error(None, _("The editors have many comments to read first. Write to them."))
        if not form.is_valid():
            response = self._page(request, token, form)
            response.status_code = 400
            return response
        add_comment(form.save(commit=False))
        return HttpResponseRedirect(f"{request.path}?said=1#comment")

    def _page(self, request, token, form):
        live = capture(self.record)
        draft = drafts.draft_of(self.record)
        snapshot = drafts.in_use(draft, live, self.record).snapshot if draft else live
        told = {
            "is_preview": True,
            "until": expires_at(token),
            "form": form,
            "has_said": "said" in request.GET,
            "may_comment": not request.user.is_staff,
        }
        try:
            return render_preview(request, self.record, snapshot, told)
        except (IntegrityError, Missing) as error:
            raise Http404 from error
