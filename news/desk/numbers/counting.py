"""Counting what was released, how long translations took, and which requests are open.

A release counts in the month in which an edition first came out, and goes on counting once it
is withdrawn: it is the work of that month. All is bounded by the months that are shown.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median

from django.core.cache import cache
from django.db.models import Case, Count, F, IntegerField, Q, Value, When

from news.articles.models import ArticlePage, Story
from news.articles.querysets import is_dated
from news.desk.assignments import Assignment
from news.desk.numbers.months import Months
from news.newsroom.languages import codes

DAY, WEEK, MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=30)
AN_HOUR = 60 * 60

# From here on nobody misses one more.
MANY = 200


@dataclass(frozen=True)
class Found:
    """What came out in a month, by language: how many texts, and how many seconds after originals.

    Arrays, since a busy year's waits are unpacked for each answer.
    """

    counts: dict[str, int]
    waits: dict[str, array]


@dataclass(frozen=True)
class Waits:
    """How long translations into one language took: the median of each month, and of all."""

    medians: list[timedelta | None]
    overall: timedelta | None


@dataclass(frozen=True)
class Requests:
    """Open requests for one language, by how long ago they were made; `late` is past the wish."""

    a_day: int = 0
    a_week: int = 0
    a_month: int = 0
    older: int = 0
    late: int = 0

    @property
    def ages(self) -> list[int]:
        """The numbers from the youngest to the oldest."""
        return [self.a_day, self.a_week, self.a_month, self.older]


def first_release() -> datetime | None:
    """Return when the newsroom released its first story, None where it has none."""
    dated = Story.objects.filter(is_dated("released_at")).order_by("released_at")
    return dated.values_list("released_at", flat=True).first()


def looked_through(months: Months, now: datetime) -> list[Found]:
    """Return what came out in each of the months, as it is known at a moment (UTC).

    Months that have ended, and busy ones, are looked through once in each hour of the clock.
    """
    ended, going_on = months.parted_at(now)
    return [*_kept(ended, now), *_kept(going_on, now, from_number=MANY)]


def releases_in(found: list[Found], languages: Iterable[str]) -> dict[str, list[int]]:
    """Return how many editions came out for the first time, by language and month."""
    return {code: [month.counts[code] for month in found] for code in languages}


def waits_in(found: list[Found], languages: Iterable[str]) -> dict[str, Waits]:
    """Return how long after their originals the translations of these months came out.

    A translation released before its original, or without it, says nothing of that time.
    """
    return {code: _waits([month.waits[code] for month in found]) for code in languages}


def _kept(months: Months, now: datetime, from_number: int = 0) -> list[Found]:
    """Look months through, and keep what is found where that is so many editions."""
    if not months.firsts:
        return []
    hour = f"{now.astimezone(UTC):%Y%m%d%H}"
    first, last = str(months.firsts[0]), str(months.firsts[-1])
    key = "-".join(["numbers", hour, months.zone.key, first, last, *codes()])
    found = cache.get(key)
    if found is None:
        found = _look_through(months)
        if sum(sum(month.counts.values()) for month in found) >= from_number:
            cache.set(key, found, AN_HOUR)
    return found


def _look_through(months: Months) -> list[Found]:
    found = [
        Found(dict.fromkeys(codes(), 0), {code: array("d") for code in codes()})
        for _month in months.firsts
    ]
    month = Case(
        *(
            When(released_at__lt=end, then=Value(place))
            for place, end in enumerate(months.bounds[1:])
        ),
        output_field=IntegerField(),
    )
    released = _editions(months).values("language", month=month)
    for row in released.annotate(count=Count("*")):
        found[row["month"]].counts[row["language"]] = row["count"]
    pairs = (
        _editions(months)
        .filter(
            story__editions__language=F("story__source_language"),
            story__editions__released_at__lt=F("released_at"),
        )
        .values_list("language", "released_at", "story__editions__released_at")
    )
    for language, moment, original in pairs:
        found[months.place(moment)].waits[language].append((moment - original).total_seconds())
    return found


def open_requests(languages: Iterable[str], now: datetime, today: date) -> dict[str, Requests]:
    """Return what editors wait for at a moment (UTC), on a day of the newsroom."""

    def count(**when: datetime) -> Count:
        return Count("pk", filter=Q(**when))

    rows = (
        Assignment.objects.asked()
        .filter(language__in=languages)
        .values("language")
        .annotate(
            a_day=count(asked_at__gte=now - DAY),
            a_week=count(asked_at__lt=now - DAY, asked_at__gte=now - WEEK),
            a_month=count(asked_at__lt=now - WEEK, asked_at__gte=now - MONTH),
            older=count(asked_at__lt=now - MONTH),
            late=Count("pk", filter=Q(wanted_on__lt=today)),
        )
    )
    found = {row.pop("language"): Requests(**row) for row in rows.order_by()}
    return {code: found.get(code, Requests()) for code in languages}


def _editions(months: Months):
    released = ArticlePage.objects.filter(
        language__in=codes(), released_at__gte=months.begin, released_at__lt=months.end
    )
    # In no order: pages stand in that of their tree, which would be read for it.
    return released.order_by()


def _waits(by_month: list[array]) -> Waits:
    everything = [wait for month in by_month for wait in month]
    return Waits([_median(month) for month in by_month], _median(everything))


def _median(waits: Sequence[float]) -> timedelta | None:
    return timedelta(seconds=median(waits)) if waits else None
