"""Readers' comments: on the story, marked with their language."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news.articles.state import count_comments
from news.articles.stories import Story
from news.newsroom.generation import raise_generation


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

    @transaction.atomic
    def update(self, **values: Any) -> int:
        if "state" not in values:
            return super().update(**values)
        rows = self.order_by().select_for_update().values_list("story_id", flat=True)
        stories = set(rows)
        changed = super().update(**values)
        settle_counts(stories)
        return changed

    @transaction.atomic
    def bulk_create(self, objs: Iterable["Comment"], *args: Any, **kwargs: Any) -> list["Comment"]:
        made = super().bulk_create(objs, *args, **kwargs)
        settle_counts({comment.story_id for comment in made})
        return made


class Comment(models.Model):
    """A reader's comment, in any language of the story."""

    story = models.ForeignKey(
        "news.Story", verbose_name=_("story"), on_delete=models.CASCADE, related_name="comments"
    )
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=80)
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
            models.Index(fields=["-written_at"], name="comment_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        if not settle_counts({self.story_id}) and self.state == CommentState.APPROVED:
            raise_generation()


def settle_counts(stories: Iterable[Any]) -> bool:
    """Write how many approved comments these stories have; return whether any number changed.

    Call it after the change, in its transaction. Counting anew, rather than adding one, is
    right whatever path the change took; the lock on the story comes before the count, so
    that of two moderators at once the second also counts what the first approved.
    """
    changed = False
    # Always in the same order, or two bulk decisions could wait for each other.
    for story_id in sorted(stories):
        story = Story.objects.select_for_update().filter(pk=story_id).first()
        if story is None:
            continue
        approved = Comment.objects.filter(story=story_id, state=CommentState.APPROVED).count()
        if approved != story.comment_count:
            count_comments(story_id, approved - story.comment_count)
            changed = True
    if changed:
        # At once, not by a sweep each minute: a decision is a person's click, however many
        # comments it settles, and a sweep would need a mark of its own to lose.
        raise_generation()
    return changed
