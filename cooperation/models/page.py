"""Pages that belong to the site itself, such as “About”."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models.article import PROSE_EXTENSIONS
from cooperation.models.links import sanitize_prose
from cooperation.models.text_fields import LineField, RichTextField


class PageManager(models.Manager):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Page(models.Model):
    """A page outside the register, linked in the footer."""

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    title = LineField(_("title"), max_length=200)
    body = RichTextField(
        _("text"), blank=True, extensions=PROSE_EXTENSIONS, sanitize=sanitize_prose
    )
    order = models.PositiveSmallIntegerField(_("order in the foot"), default=1)

    objects = PageManager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["order", "title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("page", args=[self.slug])

    def natural_key(self):
        return (self.slug,)
