"""Versions fetched with a key, summed up by month: the rows they are summed from may go."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.utils import timezone

from news.newsroom.models import NewsroomSettings
from news.push.models import Fetch
from news.push.pickups.models import PickUp, Sign, month_of, of_partner
from news.push.pickups.webhooks import NOTHING_TAKEN

SUMMED_EVERY = timedelta(minutes=5)
# Rows may be written as late as this after the fetch: a database may have been away.
LOOKS_BACK = timedelta(days=1)
_AT_ONCE = 500


class Summing:
    """Sums up what was fetched lately; the first time since the month before, for all it missed."""

    def __init__(self) -> None:
        self._summed_at: datetime | None = None

    def sum_when_due(self) -> None:
        """Sum up where that was done long ago."""
        now = timezone.now()
        if self._summed_at is None:
            self.sum_since(_first_moment(month_of(now) - timedelta(days=1)))
        elif now >= self._summed_at + SUMMED_EVERY:
            self.sum_since(self._summed_at - LOOKS_BACK)
        else:
            return
        self._summed_at = now

    def sum_since(self, since: datetime) -> None:
        """Sum up anew, month by month, the texts that were fetched since a moment.

        Repeating it, in whatever process, changes nothing.
        """
        zone = NewsroomSettings.load().zone
        fetched = Fetch.objects.filter(at__gte=since).order_by()
        urns = set(fetched.values_list("urn", flat=True).distinct())
        if not urns:
            return
        month = month_of(since)
        while month <= month_of(timezone.now()):
            following = _following(month)
            bounds = (
                datetime.combine(month, time(), zone),
                datetime.combine(following, time(), zone),
            )
            for some in _in_batches(sorted(urns)):
                rows = Fetch.objects.filter(at__gte=bounds[0], at__lt=bounds[1], urn__in=some)
                _write(month, rows)
            month = following


def _write(month: date, fetches: QuerySet[Fetch]) -> None:
    taken = fetches.exclude(notice__kind__in=NOTHING_TAKEN).order_by()
    sums = taken.values_list("urn", "language", "subscription__partner").annotate(Count("pk"))
    found = {
        (urn, of_partner(partner)): (language, partner, count)
        for urn, language, partner, count in sums
    }
    rows = PickUp.objects.filter(month=month, sign=Sign.FETCH, urn__in={urn for urn, _by in found})
    known = {
        (urn, source): count for urn, source, count in rows.values_list("urn", "source", "count")
    }
    for (urn, source), (language, partner, count) in found.items():
        before = known.get((urn, source))
        if before is None:
            PickUp.objects.add_once(
                sign=Sign.FETCH,
                urn=urn,
                language=language,
                source=source,
                partner=partner,
                month=month,
                count=count,
            )
        elif before < count:
            rows.filter(urn=urn, source=source).update(count=count)


def _first_moment(day: date) -> datetime:
    zone: ZoneInfo = NewsroomSettings.load().zone
    return datetime.combine(day.replace(day=1), time(), zone)


def _following(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def _in_batches(urns: list[str]) -> Iterable[list[str]]:
    return (urns[start : start + _AT_ONCE] for start in range(0, len(urns), _AT_ONCE))


SUMMING = Summing()
