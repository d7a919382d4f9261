"""Pick-ups: how often a month saw which sign that an edition is used elsewhere."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news.newsroom.models import NewsroomSettings
from news.partners.models import Partner

__all__ = ["PickUp"]

# The source of copies: anybody may take one, and nobody is asked who they are.
ANYBODY = "anybody"
SITE = "host:"


class Sign(models.TextChoices):
    """What shows that somebody outside uses an edition."""

    FETCH = "fetch", pgettext_lazy("sign of a pick-up", "fetched with a key")
    TOLD = "told", pgettext_lazy("sign of a pick-up", "taken by a webhook")
    COPY = "copy", pgettext_lazy("sign of a pick-up", "copies looked at")
    FILE = "file", pgettext_lazy("sign of a pick-up", "copy taken as a file")
    VISIT = "visit", pgettext_lazy("sign of a pick-up", "reader came from a partner’s site")


def of_partner(partner: int) -> str:
    """Return how a partner is known as the source of a sign."""
    return f"partner:{partner}"


def of_host(host: str) -> str:
    """Return how a site is known as the source of a sign."""
    return f"{SITE}{host}"


def month_of(moment: datetime) -> date:
    """Return the first day of the month of a moment in the newsroom's zone."""
    return moment.astimezone(NewsroomSettings.load().zone).date().replace(day=1)


class PickUpQuerySet(models.QuerySet):
    """Counts, and the only way in which they rise."""

    def add(
        self,
        sign: Sign,
        *,
        urn: str,
        language: str,
        month: date,
        source: str = ANYBODY,
        partner: int | None = None,
        count: int = 1,
    ) -> None:
        """Add to what a month has seen; `month` is its first day."""
        known = {"sign": sign, "urn": urn, "source": source, "month": month}
        rows = self.filter(**known)
        if rows.update(count=F("count") + count):
            return
        is_first = self.add_once(**known, language=language, partner=partner, count=count)
        if not is_first:
            # Another process was quicker.
            rows.update(count=F("count") + count)

    def add_once(self, *, partner: int | None = None, **row: Any) -> bool:
        """Add a row that a month has not seen; False where it has."""
        try:
            with transaction.atomic():
                self.create(**row, partner_id=partner)
        except IntegrityError:
            return False
        return True


class PickUp(models.Model):
    """How often one source has shown one sign of using an edition, in a month.

    Nothing tells readers apart: neither address, nor cookie, nor browser is kept. `source`
    goes on saying where it came from once a partner is deleted. `month` is its first day in
    the newsroom's zone.
    """

    sign = models.CharField(max_length=10, choices=Sign.choices)
    urn = models.CharField(max_length=120)
    language = models.CharField(max_length=10)
    source = models.CharField(max_length=300)
    partner = models.ForeignKey(
        Partner, null=True, on_delete=models.SET_NULL, related_name="pick_ups"
    )
    month = models.DateField()
    count = models.PositiveIntegerField(default=0)

    objects = PickUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("pick-up")
        verbose_name_plural = _("pick-ups")
        ordering = ["-month", "urn", "sign", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "urn", "sign", "source"], name="pick_up_once_a_month"
            )
        ]
        indexes = [
            # Reads the months that are shown, and no text of them.
            models.Index(
                fields=["month", "sign", "language", "source", "count"], name="pick_up_by_month"
            ),
            models.Index(fields=["urn", "sign", "source"], name="pick_up_by_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.sign} {self.urn}: {self.count}"
