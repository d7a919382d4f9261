"""What the outside was and must be told: intents, notices, addresses, corrections."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReleaseKind(models.TextChoices):
    """What a re-release is; it decides who is told."""

    FIX = "fix", _("minor fix")
    UPDATE = "update", _("update")
    CORRECTION = "correction", _("correction")


class NoticeKind(models.TextChoices):
    """What happened to an edition, as the outside is told it."""

    RELEASED = "released", _("released")
    FIXED = "fixed", _("fixed")
    UPDATED = "updated", _("updated")
    CORRECTED = "corrected", _("corrected")
    MOVED = "moved", _("moved")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RESTORED = "restored", _("restored")


class ReleaseIntent(models.Model):
    """What the release of this revision will be, asked when it was asked for."""

    revision = models.OneToOneField(
        "wagtailcore.Revision", on_delete=models.CASCADE, related_name="release_intent"
    )
    kind = models.CharField(max_length=12, choices=ReleaseKind.choices)
    note = models.TextField(_("what was wrong"), blank=True)

    def __str__(self) -> str:
        return f"{self.kind} of revision {self.revision_id}"


class NoticeCounter(models.Model):
    """The one row that numbers notices; its lock orders them as their commits."""

    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)

    @classmethod
    def take(cls) -> int:
        """Return the next number, holding the row until the transaction ends."""
        if not cls.objects.filter(pk=1).update(last=F("last") + 1):
            cls.objects.create(pk=1, last=1)
        return cls.objects.values_list("last", flat=True).get(pk=1)

    @classmethod
    def present(cls) -> int:
        """Return the number of the last notice, 0 before there is any."""
        return cls.objects.filter(pk=1).values_list("last", flat=True).first() or 0


class Notice(models.Model):
    """An append-only line of the outbox: this happened to that edition.

    `sequence` rises in the order of commits. Addresses are paths; channels are keys by id
    (`all`, `section:3`, `topic:7`, `person:12`), so that a renamed slug changes nothing.
    """

    sequence = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    urn = models.CharField(max_length=120, db_index=True)
    edition = models.ForeignKey(
        "news.ArticlePage",
        null=True,
        on_delete=models.SET_NULL,
        related_name="notices",
    )
    story_key = models.UUIDField(db_index=True)
    language = models.CharField(max_length=10)
    address_before = models.CharField(max_length=600, blank=True)
    address_after = models.CharField(max_length=600, blank=True)
    channels_before = models.JSONField(default=list)
    channels_after = models.JSONField(default=list)
    note = models.TextField(blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["sequence"]
        indexes = [models.Index(fields=["kind", "sequence"], name="notice_by_kind")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind} {self.urn}"


class Address(models.Model):
    """A public path that an edition has or ever had."""

    path = models.CharField(max_length=600, unique=True)
    urn = models.CharField(max_length=120, db_index=True)
    language = models.CharField(max_length=10)
    edition = models.ForeignKey(
        "news.ArticlePage", null=True, on_delete=models.SET_NULL, related_name="addresses"
    )
    is_current = models.BooleanField(default=True)
    withdrawal = models.ForeignKey(
        Notice, null=True, on_delete=models.SET_NULL, related_name="addresses"
    )

    class Meta:
        verbose_name_plural = "addresses"

    def __str__(self) -> str:
        return self.path


class Correction(models.Model):
    """A public note of what was wrong, and when it was put right."""

    edition = models.ForeignKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="corrections"
    )
    note = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.note
