"""The state of translations at the desk: what is missing, and what a save leaves behind."""

from django.contrib import admin
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from cooperation.changes import translations
from cooperation.domain.languages import TRANSLATION_NAMES, TRANSLATIONS


class TranslationFilter(admin.SimpleListFilter):
    """Records with texts that have no translation, or an outdated one."""

    title = _("translation")
    parameter_name = "translation"

    def lookups(self, request, model_admin):
        return [
            (f"{state}-{code}", label % {"language": name})
            for code, name in TRANSLATION_NAMES
            for state, label in (
                ("missing", _("missing: %(language)s")),
                ("outdated", _("out of date: %(language)s")),
            )
        ]

    def queryset(self, request, queryset):
        state, _dash, code = (self.value() or "").partition("-")
        if code not in TRANSLATIONS:
            return queryset
        if state == "outdated":
            return queryset.filter(outdated_translations__language=code).distinct()
        return queryset.untranslated(code)


class TranslatedAdmin:
    """Shows on the form of a record which of its translations are out of date, and keeps count."""

    @staticmethod
    def outdated_fieldset(obj):
        """Return the fieldset that asks what is still right, in a tuple; nothing if all is."""
        if obj is None:
            return ()
        prefetch_related_objects([obj], "outdated_translations")  # the form lists them
        if not obj.outdated_translations.all():
            return ()
        return ((_("Translations out of date"), {"fields": ("still_right",)}),)

    @staticmethod
    def follow_translations(form, formsets):
        """Note what the save of a form and its parts has left behind or brought up to date."""
        forms = [form, *(row for formset in formsets for row in formset.initial_forms)]
        saved = [
            (row.instance, row.initial) for row in forms if row.has_changed() and row.instance.pk
        ]
        deleted = [
            row[formset._pk_field.name].initial  # the objects themselves have lost their keys
            for formset in formsets
            for row in formset.deleted_forms
        ]
        record = form.instance.record
        noted = form.instance.outdated_translations.all()  # the form has loaded them
        translations.follow(record, saved, deleted, noted)
        if right := form.cleaned_data["still_right"]:
            translations.still_right(record, right)
