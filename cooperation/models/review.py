"""Reviews and comments of editors."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperation.models.record import Record
from cooperation.models.text_fields import LineField, ProseField


class ReviewQuerySet(models.QuerySet):
    def open(self):
        """Return the reviews waiting for a decision, the oldest first."""
        waiting = self.filter(state=Review.Stage.IN_REVIEW)
        return waiting.select_related("record", "asked_by").order_by("asked_at")

    def rejected(self):
        """Return the rejected reviews, the newest first."""
        back = self.filter(state=Review.Stage.REJECTED)
        return back.select_related("record", "decided_by").order_by("-decided_at")


class Review(models.Model):
    """The review of a draft, or of a record that was never public.

    ``digest`` identifies the approved content: later changes are not approved. ``changes.review``
    writes reviews and deletes them on publication.
    """

    class Stage(models.TextChoices):
        IN_REVIEW = "in_review", _("In review")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")

    record = models.OneToOneField(
        Record,
        verbose_name=_("record"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="review",
    )
    state = models.CharField(_("state"), max_length=10, choices=Stage, default=Stage.IN_REVIEW)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    reason = LineField(_("reason"), max_length=1000, blank=True)
    digest = models.CharField(_("digest of what was approved"), max_length=64, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["in_review", "approved", "rejected"]),
                name="review_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""), name="review_rejection_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(digest=""), name="review_approval_is_of_content"
            ),
        ]

    def __str__(self):
        return f"{self.record}: {self.get_state_display()}"


class CommentQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at__isnull=True)

    def settle(self, key, user):
        """Mark a comment as settled; does nothing for an unknown key."""
        try:
            found = self.filter(pk=key)
        except ValidationError:  # no UUID at all
            return
        found.update(settled_by=user, settled_at=timezone.now())

    def listed(self):
        """Load what a list shows, open comments first and the newest last."""
        settled = models.F("settled_at").asc(nulls_first=True)
        return self.select_related("author", "settled_by").order_by(settled, "made_at", "pk")


class Comment(models.Model):
    """A comment for the editors, on a record or one of its values.

    Without ``author`` it was written by a guest with a preview link, who gave the ``name``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(
        Record, verbose_name=_("record"), on_delete=models.CASCADE, related_name="comments"
    )
    field = models.CharField(pgettext_lazy("comment", "about"), max_length=40, blank=True)
    text = ProseField(_("comment"), max_length=2000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    name = LineField(_("your name"), max_length=100, blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_has_text"),
        ]

    def __str__(self):
        return self.text

    @property
    def about(self):
        """The label of the value it is about; empty for the whole record."""
        if not self.field:
            return ""
        kind = Record.model_of(self.record.kind)
        return kind.claim_label(self.field) if self.field in kind.CLAIMS else self.field
