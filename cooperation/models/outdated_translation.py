"""Translations whose original has changed since they were made."""

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.domain.languages import TRANSLATION_NAMES, TRANSLATIONS
from cooperation.models.record import Record


class OutdatedTranslation(models.Model):
    """One translated text of a record, or of one of its parts, that its original has left behind.

    ``model`` names the table of the text (“agreement”, “provision”) and ``part`` is the key of the
    provision, statement… as text, empty for a field of the record; ``original`` is the English
    text from which the translation was made.
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
