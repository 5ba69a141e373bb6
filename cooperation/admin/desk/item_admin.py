"""The admin shared by items: pages, pictures and the site settings."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.base_admin import DeskAdmin
from cooperation.admin.desk.editing.item import ItemEditing, ItemSession
from cooperation.admin.desk.forms.fields import KnownChoices
from cooperation.admin.desk.forms.item import ItemForm
from cooperation.admin.desk.pages.item import ItemPages
from cooperation.changes import rights
from cooperation.changes.items.save import against_deleting_items, delete_items
from cooperation.changes.items.state import has_drafts
from cooperation.snapshots.items import item_of, snapshot_of


class ItemAdmin(DeskAdmin, KnownChoices, admin.ModelAdmin):
    """The form of an item, with its history; see editing/item.py."""

    form = ItemForm
    change_form_template = "admin/item_form.html"
    object_history_template = "admin/record_history.html"
    PAGES = (ItemPages,)
    HISTORY = ItemPages

    session = ItemSession()
    uses_of = staticmethod(lambda _items: [])
    against_deleting = staticmethod(against_deleting_items)
    delete_objects = staticmethod(delete_items)

    def has_add_permission(self, request):
        return rights.against_adding_item(request.user, self.model) is None

    def has_change_permission(self, request, obj=None):
        is_allowed = super().has_change_permission(request, obj)
        return is_allowed and (
            obj is None or rights.against_changing_item(request.user, obj) is None
        )

    def has_delete_permission(self, request, obj=None):
        is_allowed = super().has_delete_permission(request, obj)
        return is_allowed and (
            obj is None or rights.against_deleting_item(request.user, obj) is None
        )

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return ItemEditing(self, request, object_id, form_url, extra_context).respond()

    def django_changeform_view(self, request, object_id, form_url, extra_context):
        return super().changeform_view(request, object_id, form_url, extra_context)

    def prepare_stored_file(self, request, item):
        """Do slow work on the stored file before the transaction; for subclasses."""

    def get_object(self, request, object_id, from_field=None):
        """Return the item as the form shows it: its draft, or the opened version."""
        session = self.session
        if session.shown is not None and str(session.state.item.pk) == str(object_id):
            return item_of(session.shown, session.state.item.pk)
        return super().get_object(request, object_id, from_field)

    def get_form(self, request, obj=None, change=False, **kwargs):
        own = {"shown": self.session.shown, "refusal": self.session.refusal}
        form = type(self.form.__name__, (self.form,), own)
        return super().get_form(request, obj, change, **{"form": form, **kwargs})

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (_("This change"), {"fields": ("change_note", "opened")})]

    def snapshot_from_form(self, form, before):
        """Return the snapshot of a valid form, with its files stored.

        ``before`` is the item as the form showed it, None for a new one.
        """
        return snapshot_of(form.instance)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        draft = self.session.draft
        context["has_drafts"] = obj is not None and obj.pk is not None and has_drafts(obj)
        context["discard_refusal"] = draft and rights.against_discarding_item(request.user, draft)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        """Save nothing here: ItemEditing calls ``changes.items.save``."""
