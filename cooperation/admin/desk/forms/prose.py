"""Admins with the rich-text editor."""

from django.contrib import admin
from js_asset import Script
from js_asset.media import Media

from cooperation.admin.desk.forms.fields import KnownChoices

UNSAVED_SCRIPT = Script("js/unsaved.js", type="module")
"""Must load before the modules of the rich-text editor, and after its import map."""


class ProseAdmin(KnownChoices, admin.ModelAdmin):
    """Adds the CSP nonce to the scripts of the rich-text editor."""

    change_form_template = "admin/prose_form.html"

    def render_change_form(self, request, context, *args, **kwargs):
        media = Media(js=[UNSAVED_SCRIPT]) + context["media"]
        context["media"] = Media.from_media(media, nonce=request.csp_nonce)
        return super().render_change_form(request, context, *args, **kwargs)
