"""Which figures and dates of a text another text doesn't have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from news.desk.checks.days import dates
from news.desk.checks.figures import Figure, Key
from news.desk.checks.hours import hours
from news.desk.checks.months import months
from news.desk.checks.numbers import has_romans, numbers, romans, telephones
from news.desk.checks.numerals import spoken
from news.desk.checks.reading import Reading, base


@dataclass(frozen=True, slots=True)
class Differing:
    """What one text has and the other hasn't, as written there."""

    figures: tuple[str, ...]
    dates: tuple[str, ...]


def differing(source: Reading, target: Reading) -> tuple[Differing, Differing]:
    """Return what stands in the one text alone, and in the other alone."""
    ours, theirs = figures(source), figures(target)
    # A year that the translation adds to a day tells its readers no more than the calendar.
    told = frozenset[Key]().union(*(each.says for each in ours))
    added = [each for each in theirs if not _without_year(each) & told]
    return _missing(ours, theirs, target), _missing(added, ours, source)


def figures(reading: Reading) -> list[Figure]:
    """Return the figures of a text; of a date one, not its parts."""
    if not any(sign.isdigit() for sign in reading.plain) and not has_romans(reading):
        return []
    # Each kind blots out what it has read, for the next.
    signs = list(reading.without_addresses)
    found: list[tuple[int, Figure]] = []
    for kind in (telephones, dates, hours, numbers, romans):
        text = "".join(signs)
        for begin, end, figure in kind(text, reading):
            signs[begin:end] = "\0" * (end - begin)
            found.append((begin, figure))
    return [figure for _begin, figure in sorted(found, key=lambda each: each[0])]


def _missing(ours: list[Figure], theirs: list[Figure], other: Reading) -> Differing:
    said = frozenset[Key]().union(*(each.says | each.implies for each in theirs))
    missing = [each for each in ours if not each.is_loose and not each.says & said]
    if missing:
        said = said | _in_words(other)
        missing = [each for each in missing if not _is_heard(each, said)]
    return Differing(
        _once(each.written for each in missing if not each.is_date),
        _once(each.written for each in missing if each.is_date),
    )


def _without_year(figure: Figure) -> frozenset[Key]:
    return frozenset(
        (kind, (*value[:2], None)) for kind, value in figure.says if isinstance(value, tuple)
    )


def _once(written: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(written))


def _is_heard(figure: Figure, said: frozenset[Key]) -> bool:
    if (figure.says | figure.heard_as) & said:
        return True
    # «с 21 по 23 ноября», "November 21, 22 and 23": the month stands once for several days.
    return any(
        kind == "day"
        and isinstance(value, tuple)
        and all(
            part is None or (name, part) in said
            for name, part in zip(("number", "month", "number"), value, strict=True)
        )
        for kind, value in figure.says
    )


def _in_words(reading: Reading) -> frozenset[Key]:
    """Return what the words of a text say: numbers, hours, months."""
    said = spoken(reading.words, reading.language)
    # Arabic says one and two of a thing by its ending.
    if base(reading.language) == "ar":
        said |= {Decimal(1), Decimal(2)}
    keys: set[Key] = {("number", number) for number in said}
    keys |= {("spoken hour", int(number)) for number in said if 0 < number <= 12}
    keys |= {("month", Decimal(number)) for number in months(reading)}
    for month in re.finditer(r"\d[./](\d{1,2})(?!\d)", reading.plain):
        keys.add(("month", Decimal(month[1])))
    return frozenset(keys)
