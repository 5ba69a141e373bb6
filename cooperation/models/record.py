"""What everything with a page has in common, and the one rule of what the public may see."""

from datetime import UTC, datetime

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.domain import claims, languages
from cooperation.domain.kinds import KINDS
from cooperation.domain.text import search_pattern, searched_words
from cooperation.models.fields import PartialDateField, days_in_order

EARLIEST_PUBLICATION = datetime(1970, 1, 1, tzinfo=UTC)

PARTS_OF_CLAIMS = ("provisions", "working_groups")
"""Claims that share their name with the rows that answer them."""


def is_public(prefix=""):
    """Return the one condition of public visibility: published, and not before its time.

    ``prefix`` leads to the record from another table: ``"subject__"``.
    """
    due = Q(**{f"{prefix}publish_at__isnull": True}) | Q(
        **{f"{prefix}publish_at__lte": timezone.now()}
    )
    return due & Q(**{f"{prefix}status": Record.Status.PUBLISHED})


def title_in_use():
    """Return what titles are sorted by: the translation, or the original where there is none."""
    code = languages.current()
    if code == languages.ORIGINAL:
        return f"title_{code}"
    translation = NullIf(f"title_{code}", Value(""))
    original = f"title_{languages.ORIGINAL}"
    return Coalesce(translation, original, output_field=models.CharField())


def may_lie_in(start, end):
    """Return the condition that a date can lie between two days, both included; None is no limit.

    The same rule as ``PartialDate.possibly_in``.
    """
    condition = ~Q(when="")
    if start:
        condition &= Q(when_latest__gte=start) | Q(when_latest__isnull=True)
    if end:
        condition &= Q(when_earliest__lte=end) | Q(when_earliest__isnull=True)
    return condition


def surely_lies_in(start, end):
    """Return the condition that a date lies between two days whatever it exactly is.

    The same rule as ``PartialDate.certainly_in``: nothing approximate or uncertain is.
    """
    condition = ~Q(when="") & ~Q(when__regex="[~?%]")
    if start:
        condition &= Q(when_earliest__gte=start)
    if end:
        condition &= Q(when_latest__lte=end)
    return condition


class RecordQuerySet(models.QuerySet):
    """Which records; the methods work on Record and on each kind alike."""

    SEARCHED = ("title", "summary")
    """The texts of a record in which readers look for words, beside its names."""

    def published(self):
        """Return what the public may see now."""
        return self.filter(is_public())

    def newest_first(self):
        """Order by date, the latest first; records without a date come last, by title."""
        return self.order_by(
            F("when_latest").desc(nulls_last=True),
            F("when_earliest").desc(nulls_last=True),
            title_in_use(),
            "pk",
        )

    def oldest_first(self):
        """Order by date, the earliest first; records without a date come last, by title."""
        return self.order_by(
            F("when_earliest").asc(nulls_last=True),
            F("when_latest").asc(nulls_last=True),
            title_in_use(),
            "pk",
        )

    def by_title(self):
        return self.order_by(title_in_use(), "pk")

    def matching(self, text):
        """Return records in whose texts, short name or aliases each word of ``text`` occurs.

        Case, the kind of apostrophe and е/ё make no difference.
        """
        records = self
        for word in searched_words(text):
            pattern = search_pattern(word)
            named = Record.objects.filter(
                Q(aliases__text__iregex=pattern) | Q(partner__short_name__iregex=pattern)
            )
            found = Q(pk__in=named.values("pk"))
            for name in self.SEARCHED:
                found |= Q(**{f"{name}__iregex": pattern})
            records = records.filter(found)
        return records

    def related_to(self, records):
        """Return records joined by any relation, in either direction, to one of ``records``."""
        return self.filter(
            Q(pk__in=_other_ends("subject", "object", records))
            | Q(pk__in=_other_ends("object", "subject", records))
        )

    def dated(self):
        """Return the records that have a date, however imprecise."""
        return self.exclude(when="")

    def undated(self):
        """Return the records without any date."""
        return self.filter(when="")

    def possibly_in(self, start, end):
        """Return records whose date can lie in a period; see ``may_lie_in``."""
        return self.filter(may_lie_in(start, end))

    def certainly_in(self, start, end):
        """Return records whose date lies in a period for certain; see ``surely_lies_in``."""
        return self.filter(surely_lies_in(start, end))

    def untranslated(self, language):
        """Return records of which a text exists in the original and not in ``language``."""
        lacking = Q()
        for field in self.model._meta.get_fields():
            name = field.name.removesuffix(f"_{languages.ORIGINAL}")
            if name != field.name:
                empty = Q(**{f"{name}_{language}": ""}) | Q(**{f"{name}_{language}": None})
                lacking |= Q(**{f"{field.name}__gt": ""}) & empty
        return self.filter(lacking)

    def with_list_relations(self):
        """Load what a row of a list shows.

        ``when_basis`` is the basis of the date where that is not stated in an article.
        """
        evidence = Record._meta.get_field("evidence").related_model.objects.of_date()
        evidence = evidence.filter(record=models.OuterRef("pk"))
        return self.annotate(when_basis=models.Subquery(evidence.values("basis")[:1]))

    def with_detail_relations(self):
        """Load what the page of a record shows beside its relations and evidence."""
        return self.with_picture()

    def with_picture(self):
        return self.select_related("image")

    def without_texts(self):
        """Leave aside the columns that are too large to be loaded where nobody reads them."""
        return self

    def in_bulk_of(self, keys):
        """Return {key: record} of those with these keys, by one query however many there are."""
        return {record.pk: record for record in self.filter(pk__in=keys)}

    def get_by_natural_key(self, kind, slug):
        return self.get(kind=kind, slug=slug)


def _other_ends(wanted, given, records):
    relations = Record._meta.get_field("relations_as_subject").related_model.objects.all()
    return relations.filter(**{f"{given}__in": records}).values(wanted)


class Record(models.Model):
    """Anything the register holds and gives a page of its own.

    Each kind extends it by multi-table inheritance, so that search, relations, evidence and
    publication are written once. ``(kind, slug)`` identifies a record in fixtures and addresses.
    """

    class Status(models.TextChoices):
        """Where a record stands between its writing and its readers."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

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
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(
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
    when = PartialDateField(_("date"), blank=True)
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

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        permissions = [("publish_record", _("Can publish and withdraw records"))]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="record_kind_slug_unique"),
            models.CheckConstraint(condition=~Q(title=""), name="record_has_title"),
            models.CheckConstraint(condition=~Q(slug=""), name="record_has_slug"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="record_kind_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "withdrawn"]),
                name="record_status_is_known",
            ),
            days_in_order("record", "when"),
        ]
        indexes = [
            models.Index("kind", "status", F("when_latest").desc(), name="record_list"),
            models.Index("kind", "status", "title", name="record_by_title"),
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

    @staticmethod
    def model_of(kind):
        """Return the model of a kind, such as Agreement for ``"agreement"``."""
        return next(model for model in Record.__subclasses__() if kind == model.KIND)

    def as_kind(self):
        """Return the record as what it is, an Agreement or an Event, with its own fields."""
        if self.KIND:
            return self
        return Record.model_of(self.kind).objects.get(pk=self.pk)

    @property
    def kind_label(self):
        return KINDS[self.kind].label

    @property
    def is_published(self):
        """Whether the public sees it now; the same rule as ``is_public``."""
        return self.status == self.Status.PUBLISHED and (
            self.publish_at is None or self.publish_at <= timezone.now()
        )

    @classmethod
    def claim_label(cls, name):
        """Return the label of one of ``CLAIMS`` as readers and editors know it."""
        return claims.LABELS[name]

    @classmethod
    def field_claims(cls):
        """Return the claims whose value stands in the record’s own fields.

        The others (parties, provisions…) are answered by relations or parts.
        """
        return [name for name in cls.CLAIMS if hasattr(cls, name) and name not in PARTS_OF_CLAIMS]

    def claim_value(self, name):
        """Return the value of a claim in this record’s own fields; None if it has none there."""
        return getattr(self, name) or None if name in self.field_claims() else None
