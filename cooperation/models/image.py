"""Pictures that records show."""

import uuid
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.domain.languages import CODES
from cooperation.domain.vocabulary import ImageLicence
from cooperation.models.fields import all_empty, choice_constraint
from cooperation.models.record_queryset import is_public
from cooperation.models.text_fields import LineField
from cooperation.models.uploads import stored_name, validate_size

EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
ALT_OR_DECORATIVE = _("Write the alternative text, or tick “decorative” and leave it empty.")
PERCENT = {"default": 50, "validators": [MaxValueValidator(100)]}


def image_path(image, filename):
    """Return the path of a picture: its name in a folder that cannot be guessed."""
    return f"images/{uuid.uuid4().hex}/{stored_name(filename)}"


class ImageQuerySet(models.QuerySet):
    def public(self):
        """Return the pictures of public records."""
        return self.filter(is_public("records__")).distinct()

    def kept_in(self, folder):
        return self.filter(file__startswith=f"{folder}/")

    def without_renditions(self):
        return self.filter(renditions=[])

    def decorative(self):
        return self.filter(is_decorative=True)

    def without_alt(self, language):
        """Return the pictures that need an alternative text in this language."""
        name = f"alt_{language}"
        missing = models.Q(**{name: ""}) | models.Q(**{f"{name}__isnull": True})
        return self.filter(missing, is_decorative=False)


class Image(models.Model):
    """A picture with its alternative text (WCAG 2.2, 1.1.1).

    ``changes.items.pictures`` strips its file and scales it, ``changes.items.save`` saves it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = LineField(_("title"), max_length=200)
    file = models.ImageField(
        _("file"),
        upload_to=image_path,
        width_field="width",
        height_field="height",
        max_length=255,
        validators=[FileExtensionValidator(EXTENSIONS), validate_size],
        help_text=_(
            "JPEG, PNG or WebP, 20 MB at most. Place, camera and other hidden data are taken out."
        ),
    )
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    renditions = models.JSONField(default=list, editable=False)
    focus_x = models.PositiveSmallIntegerField(_("percent from the left"), **PERCENT)
    focus_y = models.PositiveSmallIntegerField(_("percent from the top"), **PERCENT)
    alt = LineField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It only adorns the page and says nothing.")
    )
    credit = LineField(_("credit"), max_length=200, blank=True, help_text=_("Whom it is from."))
    licence = models.CharField(_("licence"), max_length=20, choices=ImageLicence, blank=True)
    terms = LineField(
        _("terms"),
        max_length=200,
        blank=True,
        help_text=_("In words, where no licence of the list says it."),
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(is_decorative=True) & all_empty("alt"))
                | (models.Q(is_decorative=False) & ~all_empty("alt")),
                name="image_alt_or_decorative",
                violation_error_message=ALT_OR_DECORATIVE,
            ),
            models.CheckConstraint(
                condition=models.Q(focus_x__lte=100, focus_y__lte=100),
                name="image_focus_within_picture",
            ),
            choice_constraint("image", "licence", ImageLicence),
            models.CheckConstraint(
                condition=~models.Q(licence="other") | ~all_empty("terms"),
                name="image_other_licence_has_terms",
                violation_error_message=_("Write the terms, or choose another licence."),
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        """Refuse a decorative picture with an alternative text in any language."""
        super().clean()
        if self.is_decorative and any(getattr(self, f"alt_{code}") for code in CODES):
            raise ValidationError({"alt_en": ALT_OR_DECORATIVE})

    @property
    def focus(self):
        """The point that crops keep, in percent from the left and from the top."""
        return self.focus_x, self.focus_y

    @property
    def files(self):
        """The names of the picture’s file and of its renditions."""
        return [self.file.name, *(each["file"] for each in self.renditions)]

    @property
    def folder(self):
        return str(PurePath(self.file.name).parent)

    @property
    def licence_url(self):
        return ImageLicence(self.licence).url if self.licence else ""

    def address(self, shape, width):
        """Return the address of a JPEG or PNG rendition of at least this width, or of the file."""
        wide = [each for each in self.renditions if each["shape"] == shape]
        plain = list(self.renditions_in(shape).values())[-1] if wide else []
        fitting = [each for each in plain if each["width"] >= width] or plain[-1:]
        return self.file.storage.url(fitting[0]["file"]) if fitting else self.file.url

    def renditions_in(self, shape):
        """Return {extension: renditions in this shape, the smallest first}."""
        found = {}
        for each in self.renditions:
            if each["shape"] == shape:
                found.setdefault(PurePath(each["file"]).suffix[1:], []).append(each)
        return found
