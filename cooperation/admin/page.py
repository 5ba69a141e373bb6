"""Editing the pages of the site and its settings."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.forms.item import ItemForm
from cooperation.admin.desk.forms.prose import ProseAdmin
from cooperation.admin.desk.item_admin import ItemAdmin
from cooperation.admin.desk.pages.item import DraftPages, ItemPages
from cooperation.domain import languages
from cooperation.domain.kinds import KINDS
from cooperation.models import Page, SiteSettings


@admin.register(Page)
class PageAdmin(ItemAdmin, ProseAdmin):
    """Pages such as “About” and “Contacts”."""

    PAGES = (ItemPages, DraftPages)
    change_form_template = "admin/page_form.html"
    list_display = ("title", "slug", "order")
    search_fields = languages.columns("title")
    prepopulated_fields = {"slug": ("title_en",)}
    fieldsets = (
        (None, {"fields": ("title_en", "slug", "body_en", "order")}),
        *(
            (heading, {"fields": (f"title_{code}", f"body_{code}"), "classes": ["collapse"]})
            for code, heading in languages.HEADINGS
        ),
    )


class SiteSettingsForm(ItemForm):
    """Offers the kinds of record that can require a review."""

    reviewed_kinds = forms.MultipleChoiceField(
        label=SiteSettings._meta.get_field("reviewed_kinds").verbose_name,
        help_text=SiteSettings._meta.get_field("reviewed_kinds").help_text,
        choices=[(kind.key, kind.plural) for kind in KINDS.values()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


@admin.register(SiteSettings)
class SiteSettingsAdmin(ItemAdmin):
    """The only row of settings; until it is saved, the defaults apply."""

    form = SiteSettingsForm
    fieldsets = (
        (None, {"fields": ("name_en", "owner_en", "tagline_en", "contact_email")}),
        (_("Licence"), {"fields": ("licence", "terms_en")}),
        (_("The desk"), {"fields": ("reviewed_kinds", "checked_every")}),
        *(
            (
                heading,
                {"fields": [f"{name}_{code}" for name in ("name", "owner", "tagline", "terms")]},
            )
            for code, heading in languages.HEADINGS
        ),
    )

    def get_changeform_initial_data(self, request):
        return SiteSettings.default_names() | super().get_changeform_initial_data(request)

    def has_add_permission(self, request):
        """Allow POST even if the row exists: saving refuses it then, and keeps the typing."""
        return super().has_add_permission(request) and (
            request.method == "POST" or not SiteSettings.objects.exists()
        )

    def has_delete_permission(self, request, obj=None):
        return False
