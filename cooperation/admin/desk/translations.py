"""Missing and outdated translations: the filter of lists, and the fieldset of forms."""

from django.contrib import admin
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from cooperation.domain.languages import TRANSLATION_NAMES, TRANSLATIONS


class TranslationFilter(admin.SimpleListFilter):
    """Filters records by missing or outdated translations."""

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


def outdated_fieldset(obj):
    """Return a tuple with the fieldset of outdated translations; empty if there are none."""
    if obj is None:
        return ()
    prefetch_related_objects([obj], "outdated_translations")  # for the choices of the form
    if not obj.outdated_translations.all():
        return ()
    return ((_("Translations out of date"), {"fields": ("still_right",)}),)
