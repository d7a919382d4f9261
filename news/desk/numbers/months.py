"""Months in a row as the newsroom's calendar has them."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

A_YEAR = 12


@dataclass(frozen=True)
class Months:
    """Months in a row, named by their first days, beginning and ending in a zone."""

    firsts: tuple[date, ...]
    zone: ZoneInfo

    @cached_property
    def bounds(self) -> list[datetime]:
        """The moments at which each month begins, and that at which the last one ends."""
        days = [*self.firsts, _later(self.firsts[-1], 1)]
        return [datetime.combine(day, time(), self.zone) for day in days]

    @property
    def begin(self) -> datetime:
        return self.bounds[0]

    @property
    def end(self) -> datetime:
        return self.bounds[-1]

    def parted_at(self, moment: datetime) -> tuple["Months", "Months"]:
        """Return the months that have ended at a moment, and the others; either may be none."""
        ended = sum(end <= moment for end in self.bounds[1:])
        return Months(self.firsts[:ended], self.zone), Months(self.firsts[ended:], self.zone)

    def place(self, moment: datetime) -> int:
        """Return which of the months a moment between begin and end falls into."""
        return bisect_right(self.bounds, moment) - 1


def last_months(today: date, zone: ZoneInfo) -> Months:
    """Return the month of a day and the eleven before it."""
    return Months(tuple(_later(today, back) for back in range(1 - A_YEAR, 1)), zone)


def months_of(year: int, today: date, zone: ZoneInfo) -> Months:
    """Return the months of a year, of the present one those that have begun."""
    last = today.month if year == today.year else A_YEAR
    return Months(tuple(date(year, month, 1) for month in range(1, last + 1)), zone)


def years(began: int, today: date) -> list[str]:
    """Return the years from that of a day back to the first of the newsroom's."""
    return [str(each) for each in range(today.year, began - 1, -1)]


def chosen_months(year: str, today: date, zone: ZoneInfo) -> Months:
    """Return the months of a year, the last twelve where none is chosen."""
    return months_of(int(year), today, zone) if year else last_months(today, zone)


def _later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, A_YEAR)
    return date(day.year + years, month + 1, 1)
