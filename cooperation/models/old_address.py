"""Addresses at which something was public once, and which go on to answer."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.domain.kinds import KINDS
from cooperation.models.record import Record


class OldAddressQuerySet(models.QuerySet):
    """Which old addresses."""

    def at(self, kind, slug):
        """Return the old address of a kind, if there is one."""
        return self.filter(kind=kind, slug=slug)

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def starting_with(self, kind, slug):
        """Return the old addresses of a kind that begin like this."""
        return self.filter(kind=kind, slug__startswith=slug)

    def not_of(self, record_pk):
        """Return those that are not the former addresses of a record; None for a new one."""
        return self.exclude(record=record_pk) if record_pk else self.all()

    def pointing_to(self, record):
        return self.filter(record=record.pk)

    def with_slugs(self, slugs):
        return self.filter(slug__in=slugs)

    def with_record(self):
        """Return those that lead to a record, whether or not it is public."""
        return self.exclude(record=None)

    def of_duplicates(self):
        """Return those of records that were merged into another; the duplicates still bear them."""
        return self.filter(reason=OldAddress.Reason.MERGED)

    def at_public_records(self):
        """Return those at which a public record stands."""
        there = Record.objects.published().filter(kind=OuterRef("kind"), slug=OuterRef("slug"))
        return self.filter(Exists(there))

    def with_records(self):
        """Load the record, and the council that gives a working group its address."""
        return self.select_related("record__working_group__council")


class OldAddress(models.Model):
    """The last part of an address that a record had, and the record that answers there now.

    ``changes.consequences.redirects`` writes them. An address leads to a record, not to another
    address, so one step leads to the present one. What was deleted leaves no record.
    """

    class Reason(models.TextChoices):
        """Why nothing stands at the address itself."""

        CHANGED = "changed", _("Address changed")
        MERGED = "merged", _("Merged into another record")
        DELETED = "deleted", _("Deleted")

    kind = models.CharField(
        _("kind"), max_length=20, choices=[(kind.key, kind.label) for kind in KINDS.values()]
    )
    slug = models.SlugField(_("address"), max_length=100)
    record = models.ForeignKey(
        Record,
        verbose_name=_("leads to"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="old_addresses",
    )
    reason = models.CharField(_("why"), max_length=10, choices=Reason)
    made_at = models.DateTimeField(_("since"), default=timezone.now)

    objects = OldAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        default_permissions = ()
        ordering = ["kind", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="old_address_unique"),
            models.CheckConstraint(condition=~Q(slug=""), name="old_address_has_slug"),
            models.CheckConstraint(
                condition=Q(kind__in=list(KINDS)), name="old_address_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["changed", "merged", "deleted"]),
                name="old_address_reason_is_known",
            ),
        ]

    def __str__(self):
        return self.slug

    def natural_key(self):
        return self.kind, self.slug
