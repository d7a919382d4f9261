"""Readers' comments: on the story, marked with their language."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CommentState(models.TextChoices):
    """Where a comment stands; only the approved are shown."""

    PENDING = "pending", _("pending")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    SPAM = "spam", _("spam")


class CommentQuerySet(models.QuerySet):
    """Comments by what readers may be shown."""

    def public(self) -> "CommentQuerySet":
        """Approved comments, in the order in which they were written."""
        return self.filter(state=CommentState.APPROVED).order_by("written_at", "pk")

    def waiting(self) -> "CommentQuerySet":
        """Comments that a moderator has not seen yet, oldest first."""
        return self.filter(state=CommentState.PENDING).order_by("written_at", "pk")


class Comment(models.Model):
    """A reader's comment, in any language of the story."""

    story = models.ForeignKey(
        "news.Story", verbose_name=_("story"), on_delete=models.CASCADE, related_name="comments"
    )
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(_("name"), max_length=80)
    text = models.TextField(_("comment"), max_length=4000)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CommentState.choices,
        default=CommentState.PENDING,
    )
    written_at = models.DateTimeField(_("written at"), default=timezone.now)
    moderated_at = models.DateTimeField(_("moderated at"), null=True, editable=False)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moderated by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-written_at"]
        indexes = [
            models.Index(fields=["story", "state", "written_at"], name="comment_thread"),
            models.Index(fields=["state", "written_at"], name="comment_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"
