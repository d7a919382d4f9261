"""Summing up pick-ups: bounded by the months that are shown, whatever the archive holds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import OuterRef, QuerySet, Subquery, Sum

from news.articles.models import ArticlePage
from news.desk.numbers.months import Months
from news.push.pickups.models import PickUp

AN_HOUR = 60 * 60
# As many texts are listed; the spreadsheet has all.
MOST_TEXTS = 50


class Found(NamedTuple):
    """How often a month saw a sign, by language and source."""

    month: date
    sign: str
    language: str
    source: str
    count: int


class Text(NamedTuple):
    """What one month has seen of an edition, by sign; `headline` is empty once it is deleted."""

    urn: str
    language: str
    headline: str
    edition: int | None
    counts: Counter[str]


def first_month() -> date | None:
    """Return the first month in which anything was counted."""
    return PickUp.objects.order_by("month").values_list("month", flat=True).first()


def found_in(months: Months, now: datetime) -> list[Found]:
    """Return what the months have seen; those that have ended are summed up once in an hour."""
    ended, going_on = months.parted_at(now)
    return [*_kept(ended, now), *_sum_up(going_on)]


def _kept(months: Months, now: datetime) -> list[Found]:
    if not months.firsts:
        return []
    hour = f"{now.astimezone(UTC):%Y%m%d%H}"
    key = f"pick-ups-{hour}-{months.firsts[0]}-{months.firsts[-1]}"
    return cache.get_or_set(key, lambda: _sum_up(months), AN_HOUR)


def _sum_up(months: Months) -> list[Found]:
    if not months.firsts:
        return []
    # In no order: theirs would be that of texts.
    rows = _of(months).order_by().values_list("month", "sign", "language", "source")
    return [Found(*row) for row in rows.annotate(Sum("count"))]


def _of(months: Months) -> QuerySet[PickUp]:
    return PickUp.objects.filter(month__gte=months.firsts[0], month__lte=months.firsts[-1])


def texts_of(month: date) -> list[Text]:
    """Return the texts of which a month saw most, the most first."""
    rows = PickUp.objects.filter(month=month)
    sums = rows.order_by().values_list("urn").annotate(all=Sum("count"))
    most = [urn for urn, _all in sums.order_by("-all", "urn")[:MOST_TEXTS]]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    languages: dict[str, str] = {}
    each_sign = rows.filter(urn__in=most).order_by().values_list("urn", "language", "sign")
    for urn, language, sign, count in each_sign.annotate(Sum("count")):
        counts[urn][sign] += count
        languages[urn] = language
    titles = _titles(most)
    return [Text(urn, languages[urn], *titles.get(urn, ("", None)), counts[urn]) for urn in most]


def _titles(urns: Iterable[str]) -> dict[str, tuple[str, int]]:
    editions = ArticlePage.objects.filter(urn__in=urns)
    return {urn: (title, pk) for urn, title, pk in editions.values_list("urn", "title", "pk")}


def of_edition(edition: ArticlePage, month: date) -> tuple[int, int]:
    """Return how often an edition was picked up: in a month, and in all."""
    rows = PickUp.objects.filter(urn=edition.urn).order_by().values_list("month")
    counts = dict(rows.annotate(Sum("count")))
    return counts.get(month, 0), sum(counts.values())


def lines(months: Months) -> Iterator[PickUp]:
    """Yield every count of the months, each with the `headline` of its text."""
    edition = ArticlePage.objects.filter(urn=OuterRef("urn"))
    rows = _of(months).order_by("month", "urn", "sign", "source")
    return rows.annotate(headline=Subquery(edition.values("title")[:1])).iterator(chunk_size=1000)
