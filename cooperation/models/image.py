"""Pictures that records show."""

import uuid

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.fields import unfilled
from cooperation.models.uploads import kept_name, validate_size


def image_path(image, filename):
    """Return where a picture is kept: an address that cannot be guessed, its name kept."""
    return f"images/{uuid.uuid4().hex}/{kept_name(filename)}"


class Image(models.Model):
    """A picture with the words that stand for it where it cannot be seen (WCAG 2.2, 1.1.1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=200)
    file = models.ImageField(
        _("file"),
        upload_to=image_path,
        width_field="width",
        height_field="height",
        max_length=255,
        validators=[FileExtensionValidator(["jpg", "jpeg", "png", "webp"]), validate_size],
        help_text=_("JPEG, PNG or WebP, 20 MB at most."),
    )
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It only adorns the page and says nothing.")
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(is_decorative=True) & unfilled("alt"))
                | (models.Q(is_decorative=False) & ~unfilled("alt")),
                name="image_alt_or_decorative",
                violation_error_message=_(
                    "Write the alternative text, or tick “decorative” and leave it empty."
                ),
            ),
        ]

    def __str__(self):
        return self.title
