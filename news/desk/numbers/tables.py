"""The numbers as a page shows them: a table for each measure, and bars beside it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from news.desk.numbers import counting
from news.desk.numbers.months import Months, chosen_months, years
from news.desk.rights import reached_by
from news.newsroom.dates import Calendar
from news.newsroom.languages import AUTONYMS
from news.newsroom.models import NewsroomSettings

NOTHING = "—"
AGES = ("up_to_a_day", "up_to_a_week", "up_to_a_month", "older")


@dataclass(frozen=True)
class Column:
    """A column by its key in the CSV, its heading, and what stands under its bars."""

    key: str
    heading: str
    brief: str

    @classmethod
    def named(cls, key: str, heading: str) -> "Column":
        """Return a column whose heading is as short as it can be."""
        return cls(key, heading, heading)


@dataclass(frozen=True)
class Cell:
    """A figure: in words, in as few letters as a bar has room for, and as a machine reads it.

    `share` is the height of its bar in hundredths of the tallest.
    """

    column: Column
    words: str
    brief: str
    value: str
    share: int = 0


@dataclass(frozen=True)
class Row:
    """What the figures of a row are of, by its key in the CSV; `sums` have no bars.

    `language` is that of its name, empty where that is the reader's own.
    """

    key: str
    name: str
    cells: list[Cell]
    sums: list[Cell]
    language: str = ""


def row_of_language(code: str, cells: list[Cell], sums: list[Cell]) -> Row:
    """Return the row of a language, by its own name."""
    return Row(code, AUTONYMS.get(code, code), cells, sums, code)


def cells(
    columns: list[Column],
    figures: Iterable[Any],
    every: Iterable[Iterable[Any]],
    tell: Callable[[Column, Any, int], Cell],
) -> list[Cell]:
    """Return figures with bars as high as they are among all of these."""
    tallest = max((each for row in every for each in row if each), default=None)
    return [
        # What there is at all is seen, however little.
        tell(column, each, max(1, round(100 * (each / tallest))) if each and tallest else 0)
        for column, each in zip(columns, figures, strict=True)
    ]


def number(calendar: Calendar, column: Column, count: int, share: int) -> Cell:
    """Return a count as a cell."""
    words = calendar.number(count)
    return Cell(column, words, words if count else "", str(count), share)


def all_months() -> Column:
    """Return the column that sums up those of the months."""
    return Column.named("all", _("All these months"))


def columns_of(months: Months, calendar: Calendar) -> list[Column]:
    """Return a column for each month."""
    return [
        Column(first.strftime("%Y-%m"), calendar.month(first), calendar.month_brief(first))
        for first in months.firsts
    ]


@dataclass(frozen=True)
class Table:
    """A measure: what it is, how it is counted, and the sentence where there is nothing.

    `heading` says what its rows are.
    """

    key: str
    title: str
    explanation: str
    nothing: str
    chart_label: str
    columns: list[Column]
    sums: list[Column]
    heading: str
    rows: list[Row] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(cell.share for row in self.rows for cell in row.cells)


class Numbers:
    """What somebody may know of the numbers, in the months that an address asks for."""

    def __init__(self, user: Any, year: str = "", *, now: datetime | None = None):
        newsroom = NewsroomSettings.load()
        self.now = now or timezone.now()
        self.today = self.now.astimezone(newsroom.zone).date()
        self.calendar = newsroom.calendar((get_language() or "").partition("-")[0])
        self.languages = reached_by(user)
        first = counting.first_release()
        began = first.astimezone(newsroom.zone).year if first else self.today.year
        self.years = years(began, self.today)
        self.year = year if year in self.years else ""
        self.months = chosen_months(self.year, self.today, newsroom.zone)

    @cached_property
    def tables(self) -> list[Table]:
        """The three measures, in a fixed number of queries."""
        return [self._released(), self._waited(), self._requested()]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to show."""
        return all(table.is_empty for table in self.tables)

    @cached_property
    def _found(self) -> list[counting.Found]:
        return counting.looked_through(self.months, self.now)

    def _released(self) -> Table:
        found = counting.releases_in(self._found, self.languages)
        table = Table(
            key="released",
            title=_("Texts released"),
            explanation=_(
                "A text counts once, in the month in which it was first released, "
                "even if it was withdrawn later."
            ),
            nothing=_("No text was released in these months."),
            chart_label=_("Bars: texts released in each language by month, as in the table below"),
            columns=columns_of(self.months, self.calendar),
            sums=[all_months()],
            heading=_("Language"),
        )
        for code, counts in found.items():
            table.rows.append(
                row_of_language(
                    code,
                    cells(table.columns, counts, found.values(), self._number),
                    cells(table.sums, [sum(counts)], (), self._number),
                )
            )
        return table

    def _waited(self) -> Table:
        found = counting.waits_in(self._found, self.languages)
        table = Table(
            key="median_hours_to_translation",
            title=_("From the original to its translation"),
            explanation=_(
                "The median: half of the month’s translations came out sooner after "
                "their originals, half later."
            ),
            nothing=_("No translation was released in these months."),
            chart_label=_(
                "Bars: median time from original to translation in each language by month, "
                "as in the table below"
            ),
            columns=columns_of(self.months, self.calendar),
            sums=[all_months()],
            heading=_("Language"),
        )
        every = [waits.medians for waits in found.values()]
        for code, waits in found.items():
            table.rows.append(
                row_of_language(
                    code,
                    cells(table.columns, waits.medians, every, self._duration),
                    cells(table.sums, [waits.overall], (), self._duration),
                )
            )
        return table

    def _requested(self) -> Table:
        found = counting.open_requests(self.languages, self.now, self.today)
        headings = (
            pgettext("age of a request", "up to a day"),
            pgettext("age of a request", "up to a week"),
            pgettext("age of a request", "up to a month"),
            pgettext("age of a request", "older"),
        )
        table = Table(
            key="open_requests",
            title=_("Open requests by age"),
            explanation=_(
                "Translations that an editor waits for today, whatever months are chosen."
            ),
            nothing=_("Nobody waits for a translation."),
            chart_label=_("Bars: open requests in each language by age, as in the table below"),
            columns=[Column(key, word, word) for key, word in zip(AGES, headings, strict=True)],
            sums=[
                Column.named("all", _("In all")),
                Column.named("past_wish_date", _("Past the wish date")),
            ],
            heading=_("Language"),
        )
        every = [requests.ages for requests in found.values()]
        for code, requests in found.items():
            sums = [sum(requests.ages), requests.late]
            table.rows.append(
                row_of_language(
                    code,
                    cells(table.columns, requests.ages, every, self._number),
                    cells(table.sums, sums, (), self._number),
                )
            )
        return table

    def _number(self, column: Column, count: int, share: int) -> Cell:
        return number(self.calendar, column, count, share)

    def _duration(self, column: Column, span: timedelta | None, share: int) -> Cell:
        if span is None:
            return Cell(column, NOTHING, "", "")
        hours = f"{span / timedelta(hours=1):.2f}"
        brief = self.calendar.duration(span, is_brief=True)
        return Cell(column, self.calendar.duration(span), brief, hours, share)
