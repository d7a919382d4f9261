"""Lists in pages that neither count nor skip: each knows the last row of the one before."""

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from news.articles.editions import ArticlePage
from news.articles.querysets import EditionQuerySet, is_dated

PAGE_SIZE = 20
# Beyond these, a time zone can carry a moment out of what databases hold.
YEARS = range(1900, 9000)
MONTH = re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a list goes on, as query strings; empty at either end."""

    newer: str = ""
    older: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a list ordered by release, newest first."""

    moment: datetime
    pk: int

    def written(self) -> str:
        """Return the place as an address carries it."""
        text = f"{self.moment.astimezone(UTC).isoformat()} {self.pk}"
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_place(written: str) -> Place | None:
    """Return the place that an address carries, None for anything else."""
    if not written or len(written) > 100:
        return None
    try:
        text = urlsafe_b64decode(written + "=" * (-len(written) % 4)).decode()
        moment, pk = text.rsplit(" ", 1)
        place = Place(datetime.fromisoformat(moment), int(pk))
    except (binascii.Error, ValueError, UnicodeError):
        return None
    is_possible = place.moment.tzinfo and place.moment.year in YEARS and 0 <= place.pk < 2**63
    return place if is_possible else None


class Order(NamedTuple):
    """The columns by which a list is ordered, newest first; an index must have them so."""

    moment: str
    key: str

    def beyond(self, place: Place, way: str) -> Q:
        """Return what is older (`lt`) or newer (`gt`) than a place."""
        # The first condition lets the index find the place; the second breaks ties.
        return Q((f"{self.moment}__{way}e", place.moment)) & (
            Q((f"{self.moment}__{way}", place.moment)) | Q((f"{self.key}__{way}", place.pk))
        )


BY_RELEASE = Order("released_at", "pk")
# Of what is `placed`.
BY_PLACEMENT = Order("placed__released_at", "placed__edition")


def paged(
    select: Callable[..., EditionQuerySet],
    query: QueryDict,
    size: int = PAGE_SIZE,
    order: Order = BY_RELEASE,
) -> tuple[list[ArticlePage], Pager]:
    """Return one page of the list and where it goes on; `select` takes what bounds the list.

    `?before=` asks for older rows, `?after=` for newer ones; anything unreadable begins at
    the top. One row more than shown tells whether there are others.
    """
    before, after = read_place(query.get("before", "")), read_place(query.get("after", ""))
    kept = {key: query[key] for key in ("month", "q") if query.get(key)}
    if after and not before:
        newer = select(order.beyond(after, "gt")).order_by(order.moment, order.key)
        rows = list(newer[: size + 1])
        has_newer, rows = len(rows) > size, rows[:size][::-1]
        return rows, _pager(rows, kept, has_newer=has_newer, has_older=True)
    bound = order.beyond(before, "lt") if before else is_dated(order.moment)
    editions = select(bound)
    rows = list(editions.order_by(f"-{order.moment}", f"-{order.key}")[: size + 1])
    return rows[:size], _pager(
        rows[:size], kept, has_newer=before is not None, has_older=len(rows) > size
    )


def _pager(
    rows: list[ArticlePage], kept: dict[str, str], *, has_newer: bool, has_older: bool
) -> Pager:
    if not rows:
        return Pager()
    first, last = (Place(row.released_at, row.pk) for row in (rows[0], rows[-1]))
    return Pager(
        newer="?" + urlencode({**kept, "after": first.written()}) if has_newer else "",
        older="?" + urlencode({**kept, "before": last.written()}) if has_older else "",
    )


def read_month(written: str) -> date | None:
    """Return the first day of `2026-11`, None for anything that is no such month."""
    found = MONTH.match(written or "")
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    return date(year, month, 1) if year in YEARS and 1 <= month <= 12 else None


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
