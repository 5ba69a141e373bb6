"""Old addresses of records, which redirect or answer 410."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.domain.kinds import KINDS
from cooperation.models.record import Record


class OldAddressQuerySet(models.QuerySet):
    def at(self, kind, slug):
        return self.filter(kind=kind, slug=slug)

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def starting_with(self, kind, slug):
        return self.filter(kind=kind, slug__startswith=slug)

    def not_of(self, record_pk):
        """Leave out the old addresses of a record (None for a new record)."""
        return self.exclude(record=record_pk) if record_pk else self.all()

    def pointing_to(self, record):
        return self.filter(record=record.pk)

    def with_slugs(self, slugs):
        return self.filter(slug__in=slugs)

    def with_record(self):
        """Return the addresses that redirect to a record, public or not."""
        return self.exclude(record=None)

    def of_duplicates(self):
        """Return the addresses of merged duplicates, which still have them as their slug."""
        return self.filter(reason=OldAddress.Reason.MERGED)

    def at_public_records(self):
        """Return the addresses that a public record uses now."""
        there = Record.objects.published().filter(kind=OuterRef("kind"), slug=OuterRef("slug"))
        return self.filter(Exists(there))

    def with_records(self):
        """Load the record, and the council that gives a working group its address."""
        return self.select_related("record__working_group__council")


class OldAddress(models.Model):
    """A slug that a record had, and the record to redirect to, None if it was deleted.

    ``changes.consequences.redirects`` writes them. They refer to a record, not to another address,
    so one redirect is enough.
    """

    class Reason(models.TextChoices):
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
