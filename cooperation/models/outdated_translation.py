"""Translations whose original has changed since they were made."""

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.domain.languages import TRANSLATION_NAMES, TRANSLATIONS
from cooperation.models.record import Record


class OutdatedTranslation(models.Model):
    """A translated text of a record or part whose original has changed since.

    ``model`` is the model of the text (“agreement”, “provision”); ``part`` is the key of the
    part, empty for a field of the record; ``original`` is the English text when it was translated.
    """

    record = models.ForeignKey(
        Record, on_delete=models.CASCADE, related_name="outdated_translations"
    )
    model = models.CharField(_("kind of text"), max_length=40)
    part = models.CharField(_("part"), max_length=40, blank=True)
    field = models.CharField(_("field"), max_length=40)
    language = models.CharField(_("language"), max_length=5, choices=TRANSLATION_NAMES)
    original = models.TextField(_("translated from"))
    noted_at = models.DateTimeField(_("out of date since"), default=timezone.now)

    class Meta:
        verbose_name = _("translation out of date")
        verbose_name_plural = _("translations out of date")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "part", "field", "language"], name="outdated_translation_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=TRANSLATIONS),
                name="outdated_translation_is_no_original",
            ),
        ]

    def __str__(self):
        model = apps.get_model("cooperation", self.model)
        label = model._meta.get_field(self.field).verbose_name
        if self.part:
            label = f"{model._meta.verbose_name}: {label}"
        return f"{label} ({self.get_language_display()})"
