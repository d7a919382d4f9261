"""Models of pushing: what is owed to whom, and how each endpoint answers."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from news.partners.models import PartnerState, Subscription, Way
from news.push.signs import Acknowledgement, Fetch, Polled

__all__ = ["Acknowledgement", "Delivery", "FanOut", "Fetch", "Health", "Polled"]

# What is kept of the attempts at one delivery: all of five days, and some sent again by hand.
MOST_ATTEMPTS = 60


class DeliveryState(models.TextChoices):
    """How far it has come with a delivery."""

    DUE = "due", pgettext_lazy("state of a delivery", "waits")
    LEASED = "leased", pgettext_lazy("state of a delivery", "being sent")
    DELIVERED = "delivered", pgettext_lazy("state of a delivery", "delivered")
    SUPERSEDED = "superseded", pgettext_lazy("state of a delivery", "replaced by a later one")
    FAILED = "failed", pgettext_lazy("state of a delivery", "failed")


OPEN = (DeliveryState.DUE, DeliveryState.LEASED)


def new_message_id() -> str:
    """Return an id that no other message has."""
    return f"msg_{uuid.uuid4().hex}"


class DeliveryQuerySet(models.QuerySet):
    """Deliveries by what is to be done with them."""

    def open(self) -> "DeliveryQuerySet":
        """Those that still wait, or are being sent."""
        return self.filter(state__in=OPEN)

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """Those to be sent now; one whose lease has ended was left by a worker that died."""
        return self.open().filter(due_at__lte=now)

    def newest(self) -> "DeliveryQuerySet":
        """Those after which nothing of the same edition is owed to the same subscription."""
        return self.filter(~Exists(_of_the_same_edition().filter(pk__gt=OuterRef("pk"))))

    def passed_over(self) -> "DeliveryQuerySet":
        """Those after which something of the same edition is owed to the same subscription."""
        return self.filter(Exists(_of_the_same_edition().filter(pk__gt=OuterRef("pk"))))

    def unhindered(self, now: datetime) -> "DeliveryQuerySet":
        """Those whose edition no other delivery is carrying to the same endpoint."""
        carried = _of_the_same_edition().filter(state=DeliveryState.LEASED, due_at__gt=now)
        return self.filter(~Exists(carried.exclude(pk=OuterRef("pk"))))

    def supersede(self) -> int:
        """Let these be replaced by later ones."""
        return self.update(state=DeliveryState.SUPERSEDED)


def _of_the_same_edition() -> models.QuerySet:
    return Delivery.objects.filter(subscription=OuterRef("subscription"), urn=OuterRef("urn"))


class Delivery(models.Model):
    """One notice, or one line of what is coming, owed to one subscription, with every attempt.

    Deliveries are made in the order of what they tell, so that their keys rise in it.
    `message_id` is the same in each attempt. `due_at` says when it is tried, or tried again; of
    one that is being sent, until when its worker has it. Of the last attempt, `status` is what
    was answered, `fault` a key of `faults.SENTENCES` where nothing was, `seconds` what it took.
    `attempts` are rows of `at`, `status`, `fault` and `seconds`, oldest first; the last three
    are missing in one whose worker died.
    """

    message_id = models.CharField(max_length=40, unique=True, default=new_message_id)
    notice = models.ForeignKey(
        "news.Notice", null=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    advance = models.ForeignKey(
        "news.Advance", null=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="deliveries"
    )
    urn = models.CharField(max_length=120)
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.DUE
    )
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(null=True)
    fault = models.CharField(max_length=20, blank=True)
    seconds = models.FloatField(null=True)
    delivered_at = models.DateTimeField(null=True)
    attempts = models.JSONField(default=list)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "subscription"], name="notice_delivered_once"
            ),
            models.UniqueConstraint(
                fields=["advance", "subscription"], name="advance_delivered_once"
            ),
            models.CheckConstraint(
                condition=Q(notice=None) ^ Q(advance=None), name="delivery_of_one_thing"
            ),
        ]
        indexes = [
            models.Index(
                fields=["subscription", "due_at"],
                name="delivery_due",
                condition=Q(state__in=["due", "leased"]),
            ),
            models.Index(
                fields=["subscription", "id"],
                name="delivery_open",
                condition=Q(state__in=["due", "leased"]),
            ),
            models.Index(fields=["subscription", "urn", "id"], name="delivery_by_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"

    @property
    def news(self) -> Any:
        """What it tells: the notice, or the line of what is coming."""
        return self.advance or self.notice


class HealthQuerySet(models.QuerySet):
    """How endpoints answer."""

    def failing(self) -> "HealthQuerySet":
        """Those whose last answer was not a good one."""
        return self.filter(failures__gt=0)


class Health(models.Model):
    """How the endpoint of a subscription answers, and from which notice on it is told.

    `failures` are those since its last good answer, or since somebody had it tried again.
    """

    subscription = models.OneToOneField(
        Subscription, on_delete=models.CASCADE, primary_key=True, related_name="health"
    )
    starts_after = models.BigIntegerField()
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)

    objects = HealthQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.failures}"


class FanOut(models.Model):
    """The one row that says up to which notice, and which line of what is coming, they are made."""

    last = models.BigIntegerField()
    last_advance = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)


def sent_to() -> models.QuerySet:
    """Return the subscriptions to which something may be sent now."""
    served = Subscription.objects.served().filter(way=Way.WEBHOOK, paused_at=None)
    # Without either there is nowhere to send to, or nothing to sign with.
    ready = served.exclude(endpoint="").exclude(secret="")
    return ready.select_related("partner__licence", "health")


def told() -> models.QuerySet:
    """Return the subscriptions for which deliveries are made.

    A partner that pauses hears afterwards what became of the texts that it has.
    """
    states = [PartnerState.INVITED, PartnerState.ACTIVE, PartnerState.PAUSED]
    webhooks = Subscription.objects.filter(way=Way.WEBHOOK, partner__state__in=states)
    return webhooks.select_related("partner", "health")
