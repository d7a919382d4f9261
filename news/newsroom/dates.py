"""Dates in words for readers, as each language's press writes them in the newsroom's region."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, format_timedelta
from babel.numbers import format_decimal

# Babel's own long dates say more than a newspaper does ("2026 г.", "November 9, 2026").
# Months that stand alone (LLLL) only where they differ: Babel mixes up those of regions.
PATTERNS = {
    "ru": {
        "day": "d MMMM y",
        "short": "d MMMM",
        "full": "EEEE, d MMMM y",
        "month": "LLLL y",
        "name": "LLLL",
        "brief": "LLL",
    },
    "en": {
        "day": "d MMMM y",
        "short": "d MMMM",
        "full": "EEEE, d MMMM y",
        "month": "MMMM y",
        "name": "MMMM",
        "brief": "MMM",
    },
    "fr": {
        "day": "d MMMM y",
        "short": "d MMMM",
        "full": "EEEE d MMMM y",
        "month": "MMMM y",
        "name": "MMMM",
        "brief": "MMM",
    },
    "ar": {
        "day": "d MMMM y",
        "short": "d MMMM",
        "full": "EEEE d MMMM y",
        "month": "MMMM y",
        "name": "MMMM",
        "brief": "MMM",
    },
    "es": {
        "day": "d 'de' MMMM 'de' y",
        "short": "d 'de' MMMM",
        "full": "EEEE, d 'de' MMMM 'de' y",
        "month": "MMMM 'de' y",
        "name": "MMMM",
        "brief": "MMM",
    },
    "de": {
        "day": "d. MMMM y",
        "short": "d. MMMM",
        "full": "EEEE, d. MMMM y",
        "month": "MMMM y",
        "name": "MMMM",
        "brief": "MMM",
    },
}
TIMES = {"fr": "H 'h' mm"}
EASTERN_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
NBSP = "\u00a0"
# Longer than that is told in days, as people do.
TOLD_IN_HOURS = timedelta(hours=48)


def comma(language: str) -> str:
    """Return what stands between two parts of a list."""
    return "، " if language == "ar" else ", "


@lru_cache(maxsize=64)
def regional_locale(language: str, region: str) -> Locale:
    """The language as the region speaks it, or the language alone where Babel knows no such."""
    for name in (f"{language}_{region}", language):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en")


@lru_cache(maxsize=4096)
def _day_in_words(day: date, style: str, language: str, region: str) -> str:
    pattern = PATTERNS.get(language, PATTERNS["ru"])[style]
    words = format_date(day, pattern, locale=regional_locale(language, region))
    if language == "fr" and day.day == 1 and style not in ("month", "name", "brief"):
        words = words.replace("1 ", "1er ", 1)
    if style in ("day", "short"):
        # The day stays with its month.
        words = words.replace(" ", NBSP, 1)
    return words if style in ("day", "short") else words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Calendar:
    """How one newsroom tells dates to readers of one language."""

    language: str
    region: str = "TN"
    zone: ZoneInfo = ZoneInfo("Africa/Tunis")
    eastern_digits: bool = False

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def day_after(self, day: date) -> datetime:
        """Return the moment at which the next day begins."""
        return datetime.combine(day + timedelta(days=1), time(), self.zone)

    def day(self, moment: datetime | date) -> str:
        """9 ноября 2026"""
        return self._say(moment, "day")

    def short(self, moment: datetime | date, today: date | None = None) -> str:
        """9 ноября; with the year where it isn't the present one."""
        day = self._date(moment)
        return self._say(day, "short" if today is None or today.year == day.year else "day")

    def weekday(self, moment: datetime | date) -> str:
        """Четверг, 12 ноября 2026"""
        return self._say(moment, "full")

    def month(self, moment: datetime | date) -> str:
        """Ноябрь 2026"""
        return self._say(moment, "month")

    def month_alone(self, moment: datetime | date) -> str:
        """Ноябрь"""
        return self._say(moment, "name")

    def month_brief(self, moment: datetime | date) -> str:
        """Нояб."""
        return self._say(moment, "brief")

    def time(self, moment: datetime) -> str:
        """10:00"""
        pattern = TIMES.get(self.language, "HH:mm")
        locale = regional_locale(self.language, self.region)
        return self._digits(format_time(self.local(moment), pattern, locale=locale)).replace(
            " ", NBSP
        )

    def moment(self, moment: datetime) -> str:
        """9 ноября 2026, 10:00"""
        return f"{self.day(moment)}{comma(self.language)}{self.time(moment)}"

    def short_moment(self, moment: datetime, today: date | None = None) -> str:
        """9 ноября, 14:20"""
        return f"{self.short(moment, today)}{comma(self.language)}{self.time(moment)}"

    def duration(self, span: timedelta, *, is_brief: bool = False) -> str:
        """5 часов; in minutes below an hour, in days from two of them; 5 ч where it is brief"""
        unit = "hour" if span < TOLD_IN_HOURS else "day"
        words = format_timedelta(
            span,
            granularity="minute" if span < timedelta(hours=1) else unit,
            # Never a larger unit than that.
            threshold=float("inf"),
            format="narrow" if is_brief else "long",
            locale=regional_locale(self.language, self.region),
        )
        return self._digits(words).replace(" ", NBSP)

    def number(self, number: int) -> str:
        """1 204"""
        return self._digits(
            format_decimal(number, locale=regional_locale(self.language, self.region))
        )

    def _date(self, moment: datetime | date) -> date:
        return self.local(moment).date() if isinstance(moment, datetime) else moment

    def _say(self, moment: datetime | date, style: str) -> str:
        return self._digits(_day_in_words(self._date(moment), style, self.language, self.region))

    def _digits(self, words: str) -> str:
        if self.eastern_digits and self.language == "ar":
            return words.translate(EASTERN_DIGITS)
        return words
