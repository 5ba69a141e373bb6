"""The settings of the site: name, owner, review, licence."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from cooperation.domain.languages import CODES
from cooperation.domain.vocabulary import ImageLicence
from cooperation.models.fields import choice_constraint
from cooperation.models.text_fields import LineField


class SiteSettings(models.Model):
    """The settings of the site, in one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = LineField(_("name of the site"), max_length=100, default="Cooperation Register")
    owner = LineField(_("owner"), max_length=200, blank=True, help_text=_("Shown beside the name."))
    tagline = LineField(
        _("what the site is"),
        max_length=200,
        blank=True,
        help_text=_("One sentence on the first page and for search engines."),
    )
    contact_email = models.EmailField(_("contact address"), blank=True)
    reviewed_kinds = models.JSONField(
        _("review required for"),
        default=list,
        blank=True,
        help_text=_("What is published of these kinds, somebody else must have approved."),
    )
    checked_every = models.PositiveSmallIntegerField(
        _("check each record again after (months)"),
        default=12,
        validators=[MinValueValidator(1)],
        help_text=_("The desk lists records that nobody has changed or checked for this long."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=ImageLicence,
        default=ImageLicence.BY,
        blank=True,
        help_text=_(
            "On what terms others may use the texts and data of this site. Stands at the foot of "
            "each page. Empty: nothing is said."
        ),
    )
    terms = LineField(
        _("further terms"),
        max_length=200,
        blank=True,
        help_text=_("Such as what is not under the licence. Stands beside it."),
    )

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="site_settings_one_row"),
            models.CheckConstraint(condition=~models.Q(name=""), name="site_settings_has_name"),
            choice_constraint("site_settings", "licence", ImageLicence),
        ]

    def __str__(self):
        return self.name

    @property
    def licence_url(self):
        """The address of the licence, if it has one."""
        return ImageLicence(self.licence).url if self.licence else ""

    @property
    def licence_text(self):
        """The licence with its address and further terms."""
        address = f" ({self.licence_url})" if self.licence_url else ""
        terms = f". {self.terms}" if self.terms else ""
        return f"{self.get_licence_display()}{address}{terms}" if self.licence else ""

    @classmethod
    def current(cls):
        """Return the saved settings, or else the defaults."""
        return cls.objects.filter(pk=1).first() or cls(**cls.default_names())

    @classmethod
    def default_names(cls):
        """Return {field: default name of the site in its language}."""
        names = {}
        for code in CODES:
            with override(code):
                names[f"name_{code}"] = gettext("Cooperation Register")
        return names
