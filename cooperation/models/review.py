"""Reviews: where a draft stands between its writer and those who may publish it."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.record import Record


class ReviewQuerySet(models.QuerySet):
    """Which reviews."""

    def open(self):
        """Return those that wait for somebody’s decision, the oldest first."""
        waiting = self.filter(state=Review.Stage.IN_REVIEW)
        return waiting.select_related("record", "asked_by").order_by("asked_at")

    def rejected(self):
        """Return those that went back to their writers, the newest first."""
        back = self.filter(state=Review.Stage.REJECTED)
        return back.select_related("record", "decided_by").order_by("-decided_at")


class Review(models.Model):
    """The review of what is to go live next of a record: its draft, or the record itself.

    An approval is of one content, known by its ``digest``: whatever is typed afterwards has not
    been approved. ``changes.review`` writes reviews; what went live has none.
    """

    class Stage(models.TextChoices):
        """What a reviewer has said."""

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
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
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
    """Which comments."""

    def open(self):
        return self.filter(settled_at__isnull=True)

    def settle(self, key, user):
        """Mark one of the comments as dealt with; nothing happens if there is none like that."""
        try:
            found = self.filter(pk=key)
        except ValidationError:  # no UUID at all
            return
        found.update(settled_by=user, settled_at=timezone.now())

    def listed(self):
        """Load what a list shows, what is still open first and the newest last."""
        settled = models.F("settled_at").asc(nulls_first=True)
        return self.select_related("author", "settled_by").order_by(settled, "made_at", "pk")


class Comment(models.Model):
    """What somebody says to the editors of a record, about all of it or one of its values.

    Without an ``author`` it is from outside, by somebody with the link to a preview; ``name`` is
    then what they call themselves.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(
        Record, verbose_name=_("record"), on_delete=models.CASCADE, related_name="comments"
    )
    field = models.CharField(_("about"), max_length=40, blank=True)
    text = models.TextField(_("comment"), max_length=2000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    name = models.CharField(_("your name"), max_length=100, blank=True)
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
        """What it is about, in words; empty for the record as a whole."""
        if not self.field:
            return ""
        kind = Record.model_of(self.record.kind)
        return kind.claim_label(self.field) if self.field in kind.CLAIMS else self.field
