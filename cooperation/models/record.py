"""The base model of all kinds of record."""

import uuid
from datetime import UTC, datetime

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.domain import claims, languages
from cooperation.domain.kinds import KINDS
from cooperation.models.fields import PartialDateField, TitleOrderField, date_order_constraint
from cooperation.models.record_queryset import RecordQuerySet
from cooperation.models.record_queryset import Status as RecordStatus
from cooperation.models.text_fields import LineField, ProseField

EARLIEST_PUBLICATION = datetime(1970, 1, 1, tzinfo=UTC)

PART_CLAIMS = ("provisions", "working_groups")
"""Claims with the same name as their related rows."""


class Record(models.Model):
    """An entry of the register.

    Kinds extend it by multi-table inheritance and share search, relations, evidence and
    publication. ``(kind, slug)`` identifies a record in fixtures and addresses.
    """

    Status = RecordStatus

    KIND = ""
    CLAIMS = ("title",)
    """The claims of this kind that evidence can support, in the order of the page."""

    kind = models.CharField(
        _("kind"),
        max_length=20,
        editable=False,
        choices=[(kind.key, kind.label) for kind in KINDS.values()],
    )
    slug = models.SlugField(
        _("address"),
        max_length=100,
        blank=True,
        help_text=_("The last part of the page’s address. Left empty, it is made from the title."),
    )
    title = LineField(_("title"), max_length=300)
    summary = ProseField(
        _("summary"),
        blank=True,
        help_text=_("One or two sentences for lists and search engines."),
    )
    status = models.CharField(
        _("publication"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    publish_at = models.DateTimeField(
        _("publish not before"),
        null=True,
        blank=True,
        validators=[MinValueValidator(EARLIEST_PUBLICATION)],
        help_text=_("Once published, the page stays hidden until this time. Empty: at once."),
    )
    withdraw_at = models.DateTimeField(
        _("withdraw at"),
        null=True,
        blank=True,
        validators=[MinValueValidator(EARLIEST_PUBLICATION)],
        help_text=_("From this time on readers no longer see the page. Empty: it stays."),
    )
    when = PartialDateField(_("date"), blank=True)
    en_order = TitleOrderField(language="en")
    ru_order = TitleOrderField(language="ru")
    uz_order = TitleOrderField(language="uz")
    image = models.ForeignKey(
        "cooperation.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="records",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)
    checked_at = models.DateTimeField(
        _("last checked"), null=True, blank=True, editable=False, serialize=False
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        permissions = [
            ("publish_record", _("Can publish and withdraw records")),
            ("force_publish_record", _("Can publish records without a second pair of eyes")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="record_kind_slug_unique"),
            models.CheckConstraint(condition=~Q(title=""), name="record_has_title"),
            models.CheckConstraint(condition=~Q(slug=""), name="record_has_slug"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="record_kind_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "withdrawn"]),
                name="record_status_is_known",
            ),
            date_order_constraint("record", "when"),
            models.CheckConstraint(
                condition=Q(publish_at__isnull=True)
                | Q(withdraw_at__isnull=True)
                | Q(withdraw_at__gt=F("publish_at")),
                name="record_withdrawn_after_published",
                violation_error_message=_(
                    "“Withdraw at” is not after “publish not before”. Type a later time, "
                    "or empty it."
                ),
            ),
        ]
        indexes = [
            models.Index("kind", "status", F("when_latest").desc(), name="record_list"),
            models.Index("kind", "status", "en_order", name="record_by_title_en"),
            models.Index("kind", "status", "ru_order", name="record_by_title_ru"),
            models.Index("kind", "status", "uz_order", name="record_by_title_uz"),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.KIND and not self.__dict__.get("kind", True):
            self.kind = self.KIND

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        if self.kind == "working_group":
            return f"{self.working_group.council.get_absolute_url()}#{self.slug}"
        return reverse(f"{self.kind}-detail", args=[self.slug])

    def natural_key(self):
        return self.kind, self.slug

    @property
    def uid(self):
        """The UUID of the record in feeds and calendars (RFC 9562, version 5).

        It is computed from values that never change.
        """
        made = self.created_at.astimezone(UTC).isoformat()
        return uuid.uuid5(uuid.NAMESPACE_OID, f"{self.kind} {self.pk} {made}")

    @staticmethod
    def model_of(kind):
        """Return the model of a kind, such as Agreement for ``"agreement"``."""
        return next(model for model in Record.__subclasses__() if kind == model.KIND)

    def as_kind(self):
        """Return the record as its own model, such as Agreement or Event."""
        if self.KIND:
            return self
        return Record.model_of(self.kind).objects.get(pk=self.pk)

    @property
    def kind_label(self):
        return KINDS[self.kind].label

    @property
    def languages(self):
        """The languages it is available in; the same rule as ``with_languages``."""
        translated = [code for code in languages.TRANSLATIONS if self._is_in(code)]
        return [languages.ORIGINAL, *translated]

    def _is_in(self, code):
        if (annotation := f"is_in_{code}") in vars(self):
            return bool(vars(self)[annotation])
        prose = type(self).objects.all().PROSE
        has_prose = bool(getattr(self, f"{prose}_{languages.ORIGINAL}"))
        is_translated = not has_prose or bool(getattr(self, f"{prose}_{code}"))
        return bool(getattr(self, f"title_{code}")) and is_translated

    @property
    def is_published(self):
        """Whether it is public now; the same rule as ``is_public``."""
        now = timezone.now()
        return (
            self.status == self.Status.PUBLISHED
            and (self.publish_at is None or self.publish_at <= now)
            and (self.withdraw_at is None or self.withdraw_at > now)
        )

    @property
    def is_expired(self):
        """Whether its time to be withdrawn has come."""
        return self.withdraw_at is not None and self.withdraw_at <= timezone.now()

    @property
    def is_scheduled(self):
        """Whether it is published with a time in the future."""
        return self.status == self.Status.PUBLISHED and self._is_in_future

    @property
    def was_public(self):
        """Whether it is or was public."""
        return self.status != self.Status.DRAFT and not self._is_in_future

    @property
    def _is_in_future(self):
        return self.publish_at is not None and self.publish_at > timezone.now()

    @classmethod
    def claim_label(cls, name):
        """Return the label of one of ``CLAIMS``."""
        return claims.LABELS[name]

    @classmethod
    def field_claims(cls):
        """Return the claims with a field of the record; others are relations or parts."""
        return [name for name in cls.CLAIMS if hasattr(cls, name) and name not in PART_CLAIMS]

    def claim_value(self, name):
        """Return the value of a claim with a field; None if it is empty or has no field."""
        return getattr(self, name) or None if name in self.field_claims() else None
