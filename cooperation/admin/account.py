"""Editing accounts of the staff and their groups."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group, Permission, User
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.base_admin import without_models
from cooperation.admin_site.lists import yes_or_no
from cooperation.models import Presence

admin.site.unregister([User, Group])

ACTS = {
    "add": pgettext_lazy("right", "add"),
    "change": pgettext_lazy("right", "change"),
    "delete": pgettext_lazy("right", "delete"),
    "view": pgettext_lazy("right", "look at"),
}


class RightsField(forms.ModelMultipleChoiceField):
    """Names rights in the language of the page; the database has them in English."""

    def label_from_instance(self, right):
        model = right.content_type.model_class()
        name = capfirst(model._meta.verbose_name) if model else right.content_type.model
        act, _separator, rest = right.codename.partition("_")
        is_act = act in ACTS and rest == right.content_type.model
        return f"{name}: {ACTS[act] if is_act else gettext(right.name)}"


class RightsAdmin:
    """What accounts and groups share: both are given rights."""

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.related_model is Permission:
            kwargs["form_class"] = RightsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_deleted_objects(self, objs, request):
        """Leave out what has no name: who is where, and what joins accounts, groups and rights."""
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        joining = [field.remote_field.through for field in self.opts.many_to_many]
        return without_models(deleted, counts, [Presence, *joining]), counts, missing, protected


class AccountPasswordForm(AdminPasswordChangeForm):
    """Django’s form, whose warning cannot be translated."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "usable_password" in self.fields:
            self.fields["usable_password"].help_text = format_html(
                '{}<ul id="id_unusable_warning" class="messagelist">'
                '<li class="warning">{}</li></ul>',
                _("Whether the user can log in with a password."),
                _("Without a password the user cannot log in, and the present one is lost."),
            )


@admin.register(Group)
class EditorGroupAdmin(RightsAdmin, GroupAdmin):
    """Groups, with their rights in the language of the page."""


@admin.register(User)
class AccountAdmin(RightsAdmin, UserAdmin):
    """Accounts get rights from groups; only a superuser can grant or change more."""

    change_password_form = AccountPasswordForm
    list_display = ("username", "email", "first_name", "last_name", "staff")
    staff = yes_or_no(User, "is_staff")

    def get_fieldsets(self, request, obj=None):
        if obj is None or request.user.is_superuser:
            return super().get_fieldsets(request, obj)
        return (
            (None, {"fields": ("username", "password")}),
            (_("Person"), {"fields": ("first_name", "last_name", "email")}),
            (_("Rights"), {"fields": ("is_active", "is_staff", "groups")}),
        )

    def get_form(self, request, obj=None, **kwargs):
        """Prevent users from deactivating their own account."""
        form = super().get_form(request, obj, **kwargs)
        if obj == request.user:
            for name in {"is_active", "is_staff"} & {*form.base_fields}:
                form.base_fields[name].disabled = True
        return form

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def _may_touch(self, request, obj):
        return request.user.is_superuser or obj is None or not obj.is_superuser

    def get_queryset(self, request):
        accounts = super().get_queryset(request)
        return accounts if request.user.is_superuser else accounts.filter(is_superuser=False)
