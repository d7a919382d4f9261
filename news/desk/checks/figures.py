"""Figures, times and dates of a text, and which of them another text doesn't have.

What a figure says is a set of keys, for it may be read in more ways than one: 1.234 is one
thousand or a little more than one. Two figures agree where one says what the other does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from news.desk.checks.months import any_month, number_of
from news.desk.checks.numerals import SCALES, spoken
from news.desk.checks.reading import Reading, base

# A number; an hour as minutes, or as words say it; a day; a month; the digits of a telephone.
Key = tuple[str, Decimal | int | str | tuple[int | None, int, int | None]]
Day = tuple[int | None, int]

_NUMBER = (
    r"\d{1,3}(?:(?P<by>[ \u00a0\u2009\u202f'’.,٬])\d{3})(?:(?P=by)\d{3})*"
    r"(?:[.,٫]\d+)?(?!\d)|\d+(?:[.,٫]\d+)?"
)
_TELEPHONE = re.compile(
    r"(?<![\w.])(?:(?:\+|00)\d[\d \u00a0\u202f().–-]{5,}\d"
    r"|\(\d{2,5}\)[\d \u00a0\u202f–-]{5,}\d"
    r"|\d{1,4}(?:[ .\u00a0\u202f-]\d{2}){4}"
    r"|\d-\d{3}-\d{3}-\d{2}-\d{2}|\d{2,3}-\d{2}-\d{2})(?!\w)"
)
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)")
_BY_DIGITS = re.compile(
    r"(?<![\d.,])(?P<day>\d{1,2})([./-])(?P<month>\d{1,2})\2(?P<year>\d{4}|\d{2})(?![\d])"
)
_CENTURY = re.compile(
    r"\s?(?:-?(?:й|го|м|е|eme|er|e|[ᵉʳ]+)\b)?\s?(?:[-–—]\s?[IVXХ]+\s?)?(?:в\.|вв\.|век|столет|siecle|centur|jahrh)",
    re.IGNORECASE,
)
# Ⅹ is written with the letters of two alphabets.
_ROMAN = re.compile(r"(?<![^\W_])[IVXІХ]+(?=(?:e|er|[ᵉʳ]+|ème|eme|è|º|ª|th|-?й|-?го)?(?![^\W_]))")
_ROMAN_LETTERS = {"I": 1, "І": 1, "V": 5, "X": 10, "Х": 10}
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
_DECADE = re.compile(r"(?:-?(?:е|х|ых|ые|м|er|ern)|['’]?s)\b")
_YEAR_ON = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[/–-]\s?(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written, and the keys it says; `is_loose` where nobody has to repeat it."""

    written: str
    says: frozenset[Key]
    # What the other text may say instead: words for an hour.
    heard_as: frozenset[Key] = frozenset()
    # What its parts say, for the other text may tell them one by one: the days of a stretch.
    implies: frozenset[Key] = frozenset()
    is_date: bool = False
    is_loose: bool = False


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
    if not any(sign.isdigit() for sign in reading.plain) and not _ROMAN.search(reading.shown):
        return []
    # Each kind blots out what it has read, for the next.
    signs = list(reading.without_addresses)
    found: list[tuple[int, Figure]] = []
    for kind in (_telephones, _dates, _times, _numbers, _romans):
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
    numbers = spoken(reading.words, reading.language)
    # Arabic says one and two of a thing by its ending.
    if base(reading.language) == "ar":
        numbers |= {Decimal(1), Decimal(2)}
    keys: set[Key] = {("number", number) for number in numbers}
    keys |= {("spoken hour", int(number)) for number in numbers if 0 < number <= 12}
    for month in _patterns(reading.language).month.finditer(reading.plain):
        keys.add(("month", Decimal(number_of(month[0], reading.language))))
    for month in re.finditer(r"\d[./](\d{1,2})(?!\d)", reading.plain):
        keys.add(("month", Decimal(month[1])))
    return frozenset(keys)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What is written differently in each language."""

    month: re.Pattern[str]
    dates: tuple[re.Pattern[str], ...]
    times: re.Pattern[str]
    numbers: re.Pattern[str]
    scales: tuple[tuple[re.Pattern[str], Decimal], ...]


@lru_cache(maxsize=16)
def _patterns(language: str) -> _Patterns:
    code = base(language) if base(language) in SCALES else "en"
    month = any_month(code)
    ordinal = r"(?:\s?(?:st|nd|rd|th|er|\.º|º|\.|-?го|-?е))?"
    of = r"\s*(?:of |de |d['’]|من |شهر )*\s*"
    year = r"(?:,?\s*(?:de |del |of |عام |سنه )?\s*(?P<year>\d{4})(?!\d))?"
    day = r"(?<![\d.,:])(?P<day>\d{1,2})"
    forms = [rf"{day}{ordinal}{of}(?P<month>{month}){year}"]
    if code == "en":
        forms.append(
            rf"(?<!\w)(?P<month>{month})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d|\d){year}"
        )
    forms.append(rf"(?<!\w)(?P<month>{month})\s+(?:de |del |عام |سنه )?(?P<year>\d{{4}})(?!\d)")
    scale = "|".join(SCALES[code])
    hours = (
        r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])"
        r"(?:\s?(?P<by>[:.]|h(?![^\W\d]))\s?(?P<minute>[0-5]\d)(?![.,:]?\d|\s?%))?"
        rf"(?P<said>\s?(?:{_HOUR[code]}))?"
        rf"(?:\s?(?:(?P<pm>{_AFTERNOON[code]})|(?P<am>{_MORNING[code]})))?"
    )
    return _Patterns(
        month=re.compile(rf"(?<!\w)[وفب]?{month}" if code == "ar" else rf"(?<!\w){month}"),
        dates=tuple(re.compile(form) for form in forms),
        times=re.compile(hours),
        numbers=re.compile(
            rf"(?<![\d])(?P<figure>{_NUMBER})(?P<scales>(?:[\s-]?(?:{scale})(?!\w))*)"
        ),
        scales=tuple((re.compile(form), value) for form, value in SCALES[code].items()),
    )


Found = Iterator[tuple[int, int, Figure]]


def _telephones(text: str, reading: Reading) -> Found:
    for found in _TELEPHONE.finditer(text):
        if _ISO.fullmatch(found[0]) or _BY_DIGITS.fullmatch(found[0]):
            continue
        digits = re.sub(r"\D", "", found[0]).removeprefix("00")
        if len(digits) >= 7 or "-" in found[0]:
            written = reading.written(*found.span())
            yield *found.span(), Figure(written, frozenset({("telephone", digits)}))


def _dates(text: str, reading: Reading) -> Found:
    taken: set[int] = set()
    for pattern in (_ISO, _BY_DIGITS, *_patterns(reading.language).dates):
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


def _of_a_day(figure: str) -> frozenset[Key]:
    """Return the day that 21.11 may be."""
    day, point, month = figure.partition(".")
    is_short = len(day) <= 2 and len(month) == 2
    if point and is_short and _is_day(int(day), int(month)):
        return frozenset({("day", (int(day), int(month), None))})
    return frozenset()


def _times(text: str, reading: Reading) -> Found:
    for found in _patterns(reading.language).times.finditer(text):
        parts = found.groupdict()
        if not (parts["minute"] or parts["pm"] or parts["am"] or parts["said"]):
            continue
        # 18.00 is an hour, 18.30 may be a number.
        hour, minute = int(parts["hour"]), int(parts["minute"] or 0)
        if parts["by"] == "." and (hour == 0 or not parts["minute"]):
            continue
        if parts["pm"]:
            hour = hour % 12 + 12
        if parts["am"]:
            hour %= 12
        says: set[Key] = {("hour", hour * 60 + minute)}
        if parts["by"] == ".":
            number = f"{parts['hour']}.{parts['minute']}"
            says |= {("number", Decimal(number)), *_of_a_day(number)}
        if minute == 0:
            says.add(("number", Decimal(hour)))
            if parts["said"]:
                says.add(("number", Decimal(parts["hour"])))
        heard = frozenset({("spoken hour", hour % 12 or 12)})
        written = reading.written(*found.span())
        yield *found.span(), Figure(written, frozenset(says), heard)


def _numbers(text: str, reading: Reading) -> Found:
    """Yield the numbers, 1 млн 200 тыс. as one."""
    before: tuple[int, int, Decimal, Figure] | None = None
    for found in _patterns(reading.language).numbers.finditer(text):
        times = _times_said(found["scales"], reading.language)
        begin, end = found.span() if times > 1 else found.span("figure")
        figure = _number(found, times, reading)
        if before and text[before[1] : begin].isspace() and times < before[2]:
            begin = before[0]
            figure = _sum(before[3], figure, reading.written(begin, end))
        elif before:
            yield before[0], before[1], before[3]
        before = begin, end, times, figure
    if before:
        yield before[0], before[1], before[3]


def _times_said(scales: str, language: str) -> Decimal:
    """Return the product of the words that multiply: mil millones."""
    times = Decimal(1)
    for word in re.split(r"[\s-]", scales):
        fitting = (value for form, value in _patterns(language).scales if form.fullmatch(word))
        times *= next(fitting, 1)
    return times


def _number(found: re.Match[str], times: Decimal, reading: Reading) -> Figure:
    begin, end = found.span() if times > 1 else found.span("figure")
    values = _values(found["figure"])
    if times == 1:
        values |= _of_a_decade(values, found.string[end : end + 4])
        # 2025/26
        short = _YEAR_ON.search(found.string, max(0, begin - 7))
        if short and short.start(2) == begin:
            values |= {Decimal(short[1][:2] + short[2])}
    numbers: set[Key] = {("number", value * times) for value in values}
    return Figure(
        reading.written(begin, end),
        frozenset(numbers | _of_a_day(found["figure"])),
        heard_as=_of_a_decade_in_words(values),
        is_loose=_is_glued(found.string, begin),
    )


def _sum(one: Figure, other: Figure, written: str) -> Figure:
    sums: set[Key] = {
        ("number", first + second)
        for _kind, first in one.says
        for _kind, second in other.says
        if isinstance(first, Decimal) and isinstance(second, Decimal)
    }
    return Figure(written, frozenset(sums), implies=one.says | other.says)


def _values(figure: str) -> set[Decimal]:
    """Return the numbers a figure may be, by the customs of any language."""
    parts = re.split(r"[^\d]", figure)
    seconds = re.findall(r"[^\d]", figure)
    whole = Decimal("".join(parts))
    if not seconds:
        return {whole}
    decimal = Decimal("".join(parts[:-1]) + "." + parts[-1])
    if len(seconds) == 1 and len(parts[1]) == 3 and parts[0].strip("0"):
        return {whole, decimal} if seconds[0] in ".," else {whole}
    if len(set(seconds)) == 1 and len(seconds) > 1 or seconds[-1] not in ".,٫":
        return {whole}
    return {decimal}


def _of_a_decade(values: set[Decimal], after: str) -> set[Decimal]:
    """Return what 90-е and 1990s are to each other."""
    if not _DECADE.match(after):
        return set()
    return {1900 + value if value < 100 else value - 1900 for value in values if value % 10 == 0}


def _of_a_decade_in_words(values: set[Decimal]) -> frozenset[Key]:
    """Return what words say of 1980: «восьмидесятые»."""
    return frozenset(
        ("number", value - 1900) for value in values if 1900 < value < 2000 and value % 10 == 0
    )


def _is_glued(text: str, begin: int) -> bool:
    """Tell whether it is part of a name such as G20 or CO2; Arabic glues what it likes."""
    before = text[begin - 1 : begin]
    return before.isalpha() and not "\u0600" <= before <= "\u06ff"


def _romans(text: str, reading: Reading) -> Found:
    for found in _ROMAN.finditer(reading.shown):
        # The English pronoun, the Russian conjunction of old.
        if found[0] == "I" and base(reading.language) == "en":
            continue
        values = [_ROMAN_LETTERS[letter] for letter in found[0]]
        number = sum(
            -value if value < following else value
            for value, following in zip(values, [*values[1:], 0], strict=True)
        )
        before = reading.plain[max(0, found.start() - 24) : found.start()]
        is_century = bool(
            _CENTURY.match(reading.plain, found.end()) or re.search(r"siglos?\s$", before)
        )
        yield (
            *found.span(),
            Figure(found[0], frozenset({("number", Decimal(number))}), is_loose=not is_century),
        )
