"""Pick-ups as a page shows them: by sign, by where they come from, by language, and by text."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from news.desk.numbers.months import chosen_months, years
from news.desk.numbers.tables import (
    Cell,
    Column,
    Row,
    Table,
    all_months,
    cells,
    columns_of,
    number,
    row_of_language,
)
from news.newsroom.languages import codes
from news.newsroom.models import NewsroomSettings
from news.push.pickups import counting
from news.push.pickups.models import Sign
from news.push.pickups.sources import naming

# As many sources have a row of their own.
MOST_SOURCES = 20


class PickUps:
    """What the months that an address asks for have seen, and the texts of one of them."""

    def __init__(self, year: str = "", month: str = "", *, now: datetime | None = None):
        newsroom = NewsroomSettings.load()
        self.now = now or timezone.now()
        today = self.now.astimezone(newsroom.zone).date()
        self.calendar = newsroom.calendar((get_language() or "").partition("-")[0])
        first = counting.first_month()
        self.years = years(first.year if first else today.year, today)
        self.year = year if year in self.years else ""
        self.months = chosen_months(self.year, today, newsroom.zone)
        self.columns = columns_of(self.months, self.calendar)
        by_key = dict(zip((each.key for each in self.columns), self.months.firsts, strict=True))
        self.month = month if month in by_key else self.columns[-1].key
        self._first_of_month = by_key[self.month]

    @cached_property
    def tables(self) -> list[Table]:
        """The three measures, of what was found once."""
        return [self._by_sign(), self._by_source(), self._by_language()]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to show."""
        return not self._found

    @cached_property
    def rows_of_texts(self) -> list[tuple[counting.Text, list[Cell]]]:
        """The texts of which the chosen month saw most, each with its figures."""
        return [
            (
                text,
                [
                    number(self.calendar, column, text.counts[column.key], 0)
                    for column in self.columns_of_texts[:-1]
                ]
                + [number(self.calendar, self.columns_of_texts[-1], text.counts.total(), 0)],
            )
            for text in counting.texts_of(self._first_of_month)
        ]

    @property
    def columns_of_texts(self) -> list[Column]:
        """A column for each sign, and one for all."""
        signs = [Column.named(sign, label) for sign, label in self.signs]
        return [*signs, Column.named("all", _("In all"))]

    @property
    def signs(self) -> list[tuple[str, str]]:
        """The signs in the order in which columns show them."""
        return [(sign.value, str(sign.label)) for sign in Sign]

    @cached_property
    def _found(self) -> list[counting.Found]:
        return counting.found_in(self.months, self.now)

    def _by_sign(self) -> Table:
        table = self._table(
            "sign",
            _("By sign"),
            _("Sign"),
            _(
                "A version fetched with a key counts once for each subscription; a webhook once "
                "for each text and partner. Visits count as often as a page was opened: nothing "
                "tells readers apart, and programs that say so are left out. Each row of bars has "
                "a scale of its own."
            ),
            _("Bars: pick-ups by sign and month, as in the table below"),
        )
        found = self._counts(lambda each: each.sign)
        self._fill(table, [(sign, label, found[sign]) for sign, label in self.signs])
        return table

    def _by_source(self) -> Table:
        table = self._table(
            "source",
            _("By partner"),
            _("Partner or site"),
            _(
                "Feeds and webhooks belong to a partner, visits to the site that readers come "
                "from. Each row of bars has a scale of its own."
            ),
            _("Bars: pick-ups by partner and month, as in the table below"),
        )
        found = self._counts(lambda each: each.source)
        name_of = naming()
        most = sorted(found, key=lambda source: (-sum(found[source].values()), source))
        rows = [(source, name_of(source), found[source]) for source in most[:MOST_SOURCES]]
        others: Counter = sum((found[source] for source in most[MOST_SOURCES:]), Counter())
        self._fill(table, [*rows, *([("others", _("All others"), others)] if others else [])])
        return table

    def _by_language(self) -> Table:
        table = self._table(
            "language",
            _("By language"),
            _("Language"),
            _("Of the text that is used."),
            _("Bars: pick-ups by language and month, as in the table below"),
        )
        found = self._counts(lambda each: each.language)
        for code in [*codes(), *sorted(set(found).difference(codes()))]:
            table.rows.append(
                row_of_language(code, *self._figures(table, found[code], found.values()))
            )
        return table

    def _table(self, key: str, title: str, heading: str, explanation: str, label: str) -> Table:
        return Table(
            key=key,
            title=title,
            heading=heading,
            explanation=explanation,
            nothing=_("Nothing was picked up in these months."),
            chart_label=label,
            columns=self.columns,
            sums=[all_months()],
        )

    def _counts(self, by: Callable[[counting.Found], str]) -> dict[str, Counter]:
        """Return what was found by a key and month."""
        counts: dict[str, Counter] = defaultdict(Counter)
        for each in self._found:
            counts[by(each)][each.month] += each.count
        return counts

    def _fill(self, table: Table, rows: Iterable[tuple[str, str, Counter]]) -> None:
        """Add rows of things that can't be compared: the bars of each are as high as its own."""
        for key, name, counts in rows:
            table.rows.append(Row(key, name, *self._figures(table, counts, [counts])))

    def _figures(self, table: Table, counts: Counter, every: Iterable[Counter]) -> tuple:
        def tell(column: Column, count: int, share: int):
            return number(self.calendar, column, count, share)

        by_month = [counts[first] for first in self.months.firsts]
        everything = [each.values() for each in every]
        return (
            cells(table.columns, by_month, everything, tell),
            cells(table.sums, [sum(by_month)], (), tell),
        )
