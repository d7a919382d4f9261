"""Dates in a text, in words and in digits."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from news.desk.checks.figures import Figure, Found, Key
from news.desk.checks.months import any_month, number_of
from news.desk.checks.reading import Reading, base

Day = tuple[int | None, int]

_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)")
_BY_DIGITS = re.compile(
    r"(?<![\d.,])(?P<day>\d{1,2})([./-])(?P<month>\d{1,2})\2(?P<year>\d{4}|\d{2})(?![\d])"
)


def are_digits(text: str) -> bool:
    """Tell whether a text is a date in digits."""
    return bool(_ISO.fullmatch(text) or _BY_DIGITS.fullmatch(text))


def dates(text: str, reading: Reading) -> Found:
    """Yield the dates of a text; of America's and Europe's order both."""
    taken: set[int] = set()
    for pattern in (_ISO, _BY_DIGITS, *_in_words(base(reading.language))):
        for found in pattern.finditer(text):
            if not taken.isdisjoint(range(*found.span())):
                continue
            parts = found.groupdict()
            name = parts["month"]
            # You may: a verb is no month.
            is_english = base(reading.language) == "en"
            if name == "may" and is_english and reading.shown[found.start("month")] == "m":
                continue
            month = int(name) if name.isdigit() else number_of(name, reading.language)
            days: list[Day] = [(int(parts["day"]) if parts.get("day") else None, month)]
            # Only America writes the month first, and any newspaper may quote it.
            if pattern is _BY_DIGITS and "/" in found[0]:
                days.append((month, days[0][0] or 0))
            figure = _date(reading.written(*found.span()), days, parts["year"])
            if figure.says:
                taken.update(range(*found.span()))
                yield *found.span(), figure


def _date(written: str, days: list[Day], year: str | None) -> Figure:
    """Return the days it may be; a figure that says nothing where there is no such day."""
    number = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    says: set[Key] = set()
    implies: set[Key] = set()
    for day, month in days:
        if _is_day(day, month, number):
            says.add(("day", (day, month, number)))
            implies |= {("day", (day, month, None)), ("month", Decimal(month))}
            parts = (day, month, number)
            implies |= {("number", Decimal(part)) for part in parts if part is not None}
    return Figure(written, frozenset(says), implies=frozenset(implies), is_date=True)


def _is_day(day: int | None, month: int, year: int | None = None) -> bool:
    try:
        date(year or 2000, month, 1 if day is None else day)
    except ValueError:
        return False
    return True


def day_of(figure: str) -> frozenset[Key]:
    """Return the day that 21.11 may be."""
    day, point, month = figure.partition(".")
    is_short = len(day) <= 2 and len(month) == 2
    if point and is_short and _is_day(int(day), int(month)):
        return frozenset({("day", (int(day), int(month), None))})
    return frozenset()


@lru_cache(maxsize=16)
def _in_words(language: str) -> tuple[re.Pattern[str], ...]:
    """Return how the language writes a day of a month, and a month of a year."""
    month = any_month(language)
    ordinal = r"(?:\s?(?:st|nd|rd|th|er|\.º|º|\.|-?го|-?е))?"
    of = r"\s*(?:of |de |d['’]|من |شهر )*\s*"
    year = r"(?:,?\s*(?:de |del |of |عام |سنه )?\s*(?P<year>\d{4})(?!\d))?"
    day = r"(?<![\d.,:])(?P<day>\d{1,2})"
    forms = [rf"{day}{ordinal}{of}(?P<month>{month}){year}"]
    if language == "en":
        forms.append(
            rf"(?<!\w)(?P<month>{month})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d|\d){year}"
        )
    forms.append(rf"(?<!\w)(?P<month>{month})\s+(?:de |del |عام |سنه )?(?P<year>\d{{4}})(?!\d)")
    return tuple(re.compile(form) for form in forms)
