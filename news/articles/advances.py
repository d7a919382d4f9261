"""What partners trusted with embargoes were told of texts before their release.

These lines are no notices: whoever reads notices tells the public. Nor does one take a number
of theirs or raise a language's generation, for both are to be seen in the API.
"""

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.articles.ledger import Notice


class AdvanceKind(models.TextChoices):
    """What happened to a text that is not released yet."""

    SCHEDULED = "scheduled", _("scheduled")
    RESCHEDULED = "rescheduled", _("rescheduled")
    REVISED = "revised", _("changed before its release")
    UNSCHEDULED = "unscheduled", _("release cancelled")


class AdvanceQuerySet(models.QuerySet):
    """Lines by whether they still hold."""

    def open(self) -> "AdvanceQuerySet":
        """Those that were told last of texts that may still be coming."""
        return self.filter(is_open=True)

    def released(self) -> "AdvanceQuerySet":
        """Those of texts that have come out since, which a notice told everybody."""
        return self.filter(_told_everybody())

    def unreleased(self) -> "AdvanceQuerySet":
        """Those of texts that have not come out since."""
        return self.filter(~_told_everybody())

    def last_number(self) -> int:
        """Return the number of the last line, 0 before the first."""
        return self.aggregate(last=Max("pk"))["last"] or 0

    def last_word(self) -> "AdvanceQuerySet":
        """Those after which nothing was told of the same edition, to anybody."""
        later = Advance.objects.filter(urn=OuterRef("urn"), pk__gt=OuterRef("pk"))
        return self.unreleased().filter(~Exists(later))


def _told_everybody() -> Exists:
    notices = Notice.objects.filter(urn=OuterRef("urn"), sequence__gt=OuterRef("after"))
    return Exists(notices)


class Advance(models.Model):
    """An append-only line: this happened to an edition before its release.

    `after` is the number of the last notice before it. Both kinds of line are written under
    the lock of the notices' counter, so that `after`, then the key, order them as their commits.
    `revision_id` is the text's, `facts_id` the one of the original that its facts come from.
    `release_at` is the moment of release; of a cancelled one, the moment that was told last.
    """

    kind = models.CharField(max_length=12, choices=AdvanceKind.choices)
    after = models.BigIntegerField()
    urn = models.CharField(max_length=120)
    edition = models.ForeignKey(
        "news.ArticlePage", null=True, on_delete=models.SET_NULL, related_name="advances"
    )
    story_key = models.UUIDField(db_index=True)
    language = models.CharField(max_length=10)
    channels = models.JSONField(default=list)
    revision_id = models.BigIntegerField(null=True)
    facts_id = models.BigIntegerField(null=True)
    release_at = models.DateTimeField()
    occurred_at = models.DateTimeField(default=timezone.now)
    is_open = models.BooleanField(default=True)

    objects = AdvanceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["urn", "id"], name="advance_by_edition"),
            models.Index(fields=["language", "occurred_at"], name="advance_by_moment"),
            models.Index(fields=["story_key"], name="advance_open", condition=Q(is_open=True)),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {self.urn}"
