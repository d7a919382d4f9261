"""Models of the signs that a partner has a version: it fetched it, it says that it has seen it."""

from django.db import models
from django.utils import timezone

from news.partners.models import Subscription

LONGEST_URL = 2000


class Fetch(models.Model):
    """A version that was in what a subscription fetched: the one that a notice tells of.

    `at` is when it was in it first. A version has no row where a later one of the same edition
    took its place before the subscription came by.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="fetches")
    notice = models.ForeignKey("news.Notice", on_delete=models.CASCADE, related_name="fetches")
    urn = models.CharField(max_length=120, db_index=True)
    language = models.CharField(max_length=10)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "notice"], name="notice_fetched_once")
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.notice_id}"


class Polled(models.Model):
    """How far a subscription's fetches have come in a language, and when it last came by.

    `sequence` is the last notice whose consequences it could see, `channels` stands for what it
    took then.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="polled")
    language = models.CharField(max_length=10)
    sequence = models.BigIntegerField()
    channels = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "language"], name="subscription_polled_in_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.language} {self.sequence}"


class Acknowledgement(models.Model):
    """A partner's word that it has a version and has done what it asks for.

    `copy` is where it says that its copy is; empty where it says nothing of it.
    """

    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="acknowledgements"
    )
    notice = models.ForeignKey(
        "news.Notice", on_delete=models.CASCADE, related_name="acknowledgements"
    )
    urn = models.CharField(max_length=120, db_index=True)
    at = models.DateTimeField(default=timezone.now)
    copy = models.CharField(max_length=LONGEST_URL, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "notice"], name="notice_acknowledged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.notice_id}"
