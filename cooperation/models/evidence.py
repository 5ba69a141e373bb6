"""Evidence: the basis of each value, or the reason why it is empty."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.domain import languages
from cooperation.domain.basis import FOR_GAPS, FOR_VALUES, Basis
from cooperation.domain.texts.text import contains_quote
from cooperation.models.agreement import Provision
from cooperation.models.article import BODY_COLUMNS, Article
from cooperation.models.figure import Figure
from cooperation.models.other_claim import OtherClaim
from cooperation.models.passage import Passage
from cooperation.models.record import Record
from cooperation.models.relation import Relation
from cooperation.models.statement import Statement
from cooperation.models.text_fields import ProseField

PARTS = ("relation", "provision", "figure", "statement", "other_claim")
"""Fields for parts of a record that evidence can support."""


def _exactly_one(names):
    """Return the condition that exactly one of these columns is filled."""
    empty = {
        name: Q(**({"field": ""} if name == "field" else {f"{name}__isnull": True}))
        for name in names
    }
    cases = Q()
    for filled in names:
        case = ~empty[filled]
        for other in names:
            if other != filled:
                case &= empty[other]
        cases |= case
    return cases


class EvidenceQuerySet(models.QuerySet):
    def for_values(self):
        """Return the evidence of values and parts."""
        return self.filter(basis__in=FOR_VALUES)

    def for_gaps(self):
        """Return the reasons why values are empty."""
        return self.filter(basis__in=FOR_GAPS)

    def of_date(self):
        """Return the evidence of dates that no article states, inferences first."""
        unstated = self.filter(field="when", basis__in=[Basis.INFERRED, Basis.OUTSIDE])
        return unstated.order_by("basis")

    def with_source(self):
        """Load the article, without its text, and the sentence."""
        texts = [f"article__{name}" for name in BODY_COLUMNS]
        evidence = self.select_related("article", "passage").defer(*texts, "passage__html")
        premises = Evidence._meta.get_field("premises").related_model.objects.with_source()
        return evidence.prefetch_related(models.Prefetch("premises", premises))

    def with_supported(self):
        """Load the record and the supported part."""
        others = [name for name in PARTS if name != "relation"]
        return self.select_related(
            "record__working_group__council", "relation__subject", "relation__object", *others
        )

    def inferred_only(self):
        """Return inferences of values without any other evidence."""
        same = Q(field=models.OuterRef("field")) & ~Q(field="")
        for name in PARTS:
            same |= Q(**{name: models.OuterRef(name)})
        others = Evidence.objects.filter(same, record=models.OuterRef("record"))
        stated = others.filter(basis__in=[Basis.STATED, Basis.OUTSIDE])
        return self.filter(~models.Exists(stated), basis=Basis.INFERRED)

    def in_order(self):
        return self.order_by("order", "id")


class Evidence(models.Model):
    """The basis of one value, or the reason why it is empty.

    It supports exactly one thing: a claim of ``record`` (``field`` names it), a relation from or
    to the record, or one of its provisions, figures, statements or other claims.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="evidence")
    field = models.CharField(_("value"), max_length=30, blank=True)
    relation = models.ForeignKey(
        Relation, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    provision = models.ForeignKey(
        Provision, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    figure = models.ForeignKey(
        Figure, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    other_claim = models.ForeignKey(
        OtherClaim, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    basis = models.CharField(_("basis"), max_length=20, choices=Basis, default=Basis.STATED)
    article = models.ForeignKey(
        Article,
        verbose_name=_("article"),
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="supports",
    )
    quote = ProseField(
        _("exact words"),
        blank=True,
        help_text=_("The sentence of the article, character by character."),
    )
    passage = models.ForeignKey(
        Passage,
        verbose_name=_("sentence"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="evidence",
    )
    note = ProseField(
        _("note"),
        blank=True,
        help_text=_("What an inference follows from, or the reference of an outside source."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis__in=Basis.values), name="evidence_basis_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(basis="stated") | (Q(article__isnull=False) & ~Q(quote="")),
                name="evidence_stated_has_quote",
                violation_error_message=_(
                    "A stated value needs an article and the exact words in it. "
                    "Choose the article and pick the sentence, or choose another basis."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(basis__in=["inferred", "outside"]) | ~Q(note=""),
                name="evidence_unstated_has_note",
                violation_error_message=_(
                    "The note is empty. Say what the inference follows from, "
                    "or give the reference of the outside source."
                ),
            ),
            models.CheckConstraint(
                condition=Q(quote="") | Q(article__isnull=False),
                name="evidence_quote_has_article",
                violation_error_message=_("Exact words need the article that they stand in."),
            ),
            models.CheckConstraint(
                condition=_exactly_one(("field", *PARTS)),
                name="evidence_supports_one_thing",
                violation_error_message=_("Choose the one thing that this evidence supports."),
            ),
            models.CheckConstraint(
                condition=~Q(basis__in=["not_stated", "not_applicable"])
                | (~Q(field="") & Q(quote="")),
                name="evidence_gap_is_of_field",
            ),
            models.UniqueConstraint(
                fields=["record", "field"],
                condition=Q(basis__in=["not_stated", "not_applicable"]),
                name="evidence_one_reason_for_gap",
            ),
        ]
        indexes = [models.Index(fields=["record", "field"], name="evidence_claim")]

    def __str__(self):
        return f"{self.claim_text}: {self.get_basis_display()}"

    def clean(self):
        if self.article_id and self.quote and not self.quote_is_in_article():
            raise ValidationError(
                {
                    "quote": ValidationError(
                        _(
                            "“%(quote)s” does not stand in “%(article)s” word for word. "
                            "Copy the sentence from the article, or pick it from the list."
                        ),
                        params={"quote": self.quote, "article": self.article},
                    )
                }
            )

    def quote_is_in_article(self):
        """Whether the quote is in the article, in any of its languages, sign by sign."""
        bodies = languages.versions(self.article, "body")
        return any(contains_quote(body, self.quote) for body in bodies)

    @property
    def part_key(self):
        """The key of ``part``, without loading it; None for a claim."""
        return next((key for name in PARTS if (key := getattr(self, f"{name}_id"))), None)

    @property
    def part(self):
        """The relation or other part of the record that it supports; None for a claim."""
        return next((part for name in PARTS if (part := getattr(self, name))), None)

    @property
    def claim_text(self):
        """What it supports, in words."""
        return str(self.part or (Record.claim_label(self.field) if self.field else "–"))
