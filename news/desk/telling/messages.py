"""Messages: what one colleague was told of one language of a story, and what each wants told."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from news.articles.models import Story


class MessageEvent(models.TextChoices):
    """What colleagues are told of."""

    ASKED = "asked", pgettext_lazy("message", "Translation wanted")
    CLAIMED = "claimed", pgettext_lazy("message", "Taken in hand")
    HANDED_BACK = "handed-back", pgettext_lazy("message", "Handed back")
    SUBMITTED = "submitted", pgettext_lazy("message", "Submitted for review")
    RETURNED = "returned", pgettext_lazy("message", "Returned with comments")
    RELEASED = "released", pgettext_lazy("message", "Released")
    LAPSING = "lapsing", pgettext_lazy("message", "Time is running out")
    LAPSED = "lapsed", pgettext_lazy("message", "Time has run out")
    CHANGED = "changed", pgettext_lazy("message", "Original has changed")


class MessageQuerySet(models.QuerySet):
    """Messages by whose they are and what is left to do with them."""

    def shown_to(self, user: Any) -> "MessageQuerySet":
        """Those that somebody reads in the admin, the newest first."""
        return self.filter(person=user, in_admin=True).order_by("-pk")

    def unread(self) -> "MessageQuerySet":
        """Those nobody has marked as read."""
        return self.filter(read_at=None)

    def owed_by_mail(self, now: datetime) -> "MessageQuerySet":
        """Those whose mail is to be sent, or tried again, at a moment (UTC)."""
        return self.filter(mail_due_at__lte=now).order_by("mail_due_at", "pk")


class Message(models.Model):
    """One thing that one colleague is told, written with what it tells of.

    The headline is not kept: whoever reads sees what they may know of the story by then.
    `day` is the one it is about: wanted by, in hand until. `mail_due_at` (UTC) is empty where
    no mail is owed; `mail_tries` counts the attempts, and names the one that is under way.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages"
    )
    event = models.CharField(max_length=12, choices=MessageEvent.choices)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="messages")
    language = models.CharField(max_length=10)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    day = models.DateField(null=True)
    note = models.TextField(blank=True)
    in_admin = models.BooleanField()
    read_at = models.DateTimeField(null=True)
    mail_due_at = models.DateTimeField(null=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="message_by_person"),
            models.Index(
                fields=["person", "-id"],
                condition=Q(in_admin=True, read_at=None),
                name="message_unread",
            ),
            models.Index(
                fields=["mail_due_at"],
                condition=Q(mail_due_at__isnull=False),
                name="message_by_mail",
            ),
            models.Index(fields=["at"], name="message_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.story_id} {self.language} to {self.person_id}"


class MessageChoice(models.Model):
    """By which ways somebody wants to be told of an event; without a row, by both."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="message_choices"
    )
    event = models.CharField(max_length=12, choices=MessageEvent.choices)
    by_mail = models.BooleanField(default=True)
    in_admin = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "event"], name="message_choice_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.event}"
