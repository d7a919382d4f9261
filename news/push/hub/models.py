"""Models of the hub: what was asked of it, and who is sent which feed until when."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from news.push.hub import sealing
from news.push.hub.topics import Topic

__all__ = ["HubReach", "HubRequest", "HubSubscription"]


class Mode(models.TextChoices):
    """What a subscriber asks for."""

    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"


class State(models.TextChoices):
    """How far it has come: nothing to do, to be done, being done; of a request, how it ended."""

    IDLE = "idle"
    DUE = "due"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"


OPEN = (State.DUE, State.LEASED)


class AskedQuerySet(models.QuerySet):
    """Rows of the hub by what is to be done with them."""

    def open(self) -> "AskedQuerySet":
        """Those for which a callback must be asked something."""
        return self.filter(state__in=OPEN)

    def due(self, now: datetime) -> "AskedQuerySet":
        """Those to be done now; one whose lease has ended was left by a worker that died."""
        return self.open().filter(due_at__lte=now)

    def in_hand(self, now: datetime) -> "AskedQuerySet":
        """Those that a worker is doing."""
        return self.filter(state=State.LEASED, due_at__gt=now)


class Asked(models.Model):
    """A callback and the topic it is to be sent.

    `digest` is the same for the same callback and topic. Of a public feed `channel` is the key
    that notices know it by; else `token` is the key that opens it, and with neither the topic is
    gone. What the subscriber wrote (`given`, its address of the topic, which may hold a key, and
    `secret`) is kept sealed. `due_at` says when something is to be done; of what is being done,
    until when its worker has it.
    """

    digest = models.CharField(max_length=64)
    callback = models.CharField(max_length=2048)
    host = models.CharField(max_length=260)
    language = models.CharField(max_length=10)
    extension = models.CharField(max_length=10)
    channel = models.CharField(max_length=40, blank=True)
    token = models.ForeignKey("news.Token", null=True, on_delete=models.SET_NULL, related_name="+")
    given = models.TextField()
    secret = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DUE)
    due_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)
    fault = models.CharField(max_length=20, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.topic.identity} → {self.host}"

    @property
    def topic(self) -> Topic:
        """What is subscribed to."""
        return Topic(self.language, self.extension, self.channel, self.token_id)

    @property
    def topic_given(self) -> str:
        """The topic as the subscriber wrote it; empty where it can't be read any more."""
        return sealing.unseal(self.given)


class HubRequest(Asked):
    """One request, until its callback has confirmed or refused it, and then for the limits.

    `sequence` is that of the last notice when it came, `advance` the number of the last line of
    what is coming. `sender` stands for the address it came from, `lease` is the seconds that were
    asked for.
    """

    mode = models.CharField(max_length=12, choices=Mode.choices)
    lease = models.PositiveIntegerField(null=True)
    sequence = models.BigIntegerField()
    advance = models.BigIntegerField(default=0)
    sender = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["host", "made_at"], name="hub_request_by_host"),
            models.Index(fields=["sender", "made_at"], name="hub_request_by_sender"),
            models.Index(fields=["made_at"], name="hub_request_by_age"),
            models.Index(
                fields=["due_at"], name="hub_request_due", condition=Q(state__in=["due", "leased"])
            ),
        ]


class HubSubscription(Asked):
    """A confirmed subscription, which ends by itself at a moment unless it is renewed.

    News up to `wanted` (the sequence of a notice) concern its topic, and those up to `sent` are
    in what it was sent last; `wanted_advance` and `sent_advance` say so of what is coming, by the
    numbers of its lines, which concern trusted partners alone. `denied` says, as a key of
    `denying.REASONS`, why it has ended: the callback is still to be told so, and nothing else.
    """

    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    wanted = models.BigIntegerField()
    sent = models.BigIntegerField()
    wanted_advance = models.BigIntegerField(default=0)
    sent_advance = models.BigIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    denied = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["host", "pk"]
        constraints = [models.UniqueConstraint(fields=["digest"], name="one_callback_per_topic")]
        indexes = [
            models.Index(fields=["host"], name="hub_subscription_by_host"),
            models.Index(fields=["until"], name="hub_subscription_by_end"),
            models.Index(fields=["language", "channel"], name="hub_subscription_by_topic"),
            models.Index(
                fields=["due_at"],
                name="hub_subscription_due",
                condition=Q(state__in=["due", "leased"]),
            ),
        ]


class HubReach(models.Model):
    """The one row that says what subscriptions know of: up to which notice and advance line."""

    last = models.BigIntegerField()
    last_advance = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)


def active() -> AskedQuerySet:
    """Return the subscriptions that hold."""
    return HubSubscription.objects.filter(denied="", until__gt=timezone.now())
