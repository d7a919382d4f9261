"""What archives hold for good of editions that were taken back: a row for each channel.

A withdrawal alone knows in which channels the edition was to be read. Its rows stand there under
the month of the first release, and go when the edition is public again. Written in the
transaction of the change.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from news.articles.ledger import Notice, NoticeKind
from news.people.models import Person

if TYPE_CHECKING:
    from news.articles.editions import ArticlePage


class TombstoneQuerySet(models.QuerySet):
    """Tombstones by where and when their editions were to be read."""

    def between(
        self, start: datetime | None = None, end: datetime | None = None
    ) -> "TombstoneQuerySet":
        """Those of editions first released from a moment on and before another, oldest first."""
        bounds = {"released_at__gte": start, "released_at__lt": end}
        within = {name: moment for name, moment in bounds.items() if moment}
        return self.filter(**within).order_by("released_at")

    def first_release(self, start: datetime) -> datetime | None:
        """Return the earliest date of release from a moment on, by the index."""
        return self.between(start).values_list("released_at", flat=True).first()

    def last_release(self, end: datetime | None = None) -> datetime | None:
        """Return the latest date of release before a moment, by the index."""
        return self.between(end=end).values_list("released_at", flat=True).last()


class Tombstone(models.Model):
    """A withdrawn edition in one channel where this withdrawal took it from readers."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="tombstones")
    channel = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    released_at = models.DateTimeField()

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="tombstone_once")]
        indexes = [
            models.Index(fields=["channel", "language", "released_at"], name="tombstone_by_release")
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} in {self.channel}"


def set_up(edition: "ArticlePage") -> None:
    """Write where an edition that is withdrawn was to be read, at this and earlier withdrawals."""
    withdrawals = Notice.objects.filter(edition=edition.pk, kind=NoticeKind.WITHDRAWN)
    rows = list(withdrawals.values_list("pk", "channels_before", "occurred_at"))
    present = _present_names({channel for _pk, channels, _at in rows for channel in channels})
    Tombstone.objects.bulk_create(
        Tombstone(
            notice_id=notice,
            channel=channel,
            language=edition.language,
            released_at=edition.released_at or occurred_at,
        )
        for notice, channels, occurred_at in rows
        for channel in sorted({present.get(each, each) for each in channels})
    )


def _present_names(channels: set[str]) -> dict[str, str]:
    """Return what the channels of merged people are called now."""
    keys = {
        int(pk)
        for kind, _colon, pk in (each.partition(":") for each in channels)
        if kind == Person.kind
    }
    merged = Person.objects.filter(pk__in=keys, merged_into__isnull=False)
    return {
        f"{Person.kind}:{pk}": f"{Person.kind}:{into}"
        for pk, into in merged.values_list("pk", "merged_into")
    }


def take_down(urn: str) -> None:
    """Leave no tombstone of an edition that is public again, also after it was deleted."""
    Tombstone.objects.filter(notice__urn=urn).delete()


def follow_merge(person: Person) -> None:
    """Give what stood under a merged entry to the one that it points to."""
    rows = Tombstone.objects.filter(channel=f"{Person.kind}:{person.pk}")
    into = f"{Person.kind}:{person.merged_into_id}"
    rows.filter(notice__in=Tombstone.objects.filter(channel=into).values("notice")).delete()
    rows.update(channel=into)
