"""Times of the day in a text."""

import re
from decimal import Decimal
from functools import lru_cache

from news.desk.checks.figures import Figure, Found, Key
from news.desk.checks.reading import Reading, base

_AFTERNOON = {
    "ru": r"вечера|дня",
    "en": r"p\.?\s?m\b\.?|in the (?:afternoon|evening)",
    "fr": r"du soir|de l['’]apres-midi",
    "ar": r"مساء|عصرا|ظهرا|بعد الظهر|ليلا",
    "es": r"de la (?:tarde|noche)|p\.\s?m\b\.?",
    "de": r"(?:uhr )?(?:abends|nachmittags)",
}
_MORNING = {
    "ru": r"утра|ночи",
    "en": r"a\.?\s?m\b\.?|in the morning",
    "fr": r"du matin",
    "ar": r"صباحا|فجرا",
    "es": r"de la (?:manana|madrugada)|a\.\s?m\b\.?",
    "de": r"(?:uhr )?(?:morgens|fruh)",
}
_HOUR = {
    "ru": r"ч\.|час(?:а|ов)?\b",
    "en": r"hours?\b|o['’]clock",
    "fr": r"h\b|heures?\b",
    "ar": r"ساعه|ساعات",
    "es": r"h\b|horas?\b",
    "de": r"uhr\b",
}


def hours(text: str, reading: Reading) -> Found:
    """Yield the times of a text: 18:00, 18h30, 6 p.m., 18 Uhr."""
    for found in _pattern(base(reading.language)).finditer(text):
        parts = found.groupdict()
        is_called_so = parts["pm"] or parts["am"] or parts["said"]
        # 18.30 alone may be a number: numbers ask `hour_of`.
        if not is_called_so and parts["by"] in {None, "."}:
            continue
        hour, minute = int(parts["hour"]), int(parts["minute"] or 0)
        if parts["pm"]:
            hour = hour % 12 + 12
        if parts["am"]:
            hour %= 12
        says: set[Key] = {("hour", hour * 60 + minute)}
        if minute == 0:
            says.add(("number", Decimal(hour)))
            # «2 дня» are two days as well.
            if parts["said"] or (parts["pm"] or "").endswith("дня"):
                says.add(("number", Decimal(parts["hour"])))
        written = reading.written(*found.span())
        yield *found.span(), Figure(written, frozenset(says), _in_words(hour))


def hour_of(figure: str) -> tuple[frozenset[Key], frozenset[Key]]:
    """Return the hour that 18.30 may be, and how words may say it."""
    hour, point, minute = figure.partition(".")
    if not point or len(hour) > 2 or len(minute) != 2 or int(hour) > 24 or int(minute) > 59:
        return frozenset(), frozenset()
    return frozenset({("hour", int(hour) * 60 + int(minute))}), _in_words(int(hour))


def _in_words(hour: int) -> frozenset[Key]:
    return frozenset({("spoken hour", hour % 12 or 12)})


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str]:
    code = language if language in _HOUR else "en"
    return re.compile(
        r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])"
        r"(?:\s?(?P<by>[:.]|h(?![^\W\d]))\s?(?P<minute>[0-5]\d)(?![.,:]?\d|\s?%))?"
        rf"(?P<said>\s?(?:{_HOUR[code]}))?"
        rf"(?:\s?(?:(?P<pm>{_AFTERNOON[code]})|(?P<am>{_MORNING[code]})))?"
    )
