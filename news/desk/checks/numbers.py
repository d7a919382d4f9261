"""Numbers in a text: in any custom of writing digits, telephones, Roman numerals."""

import re
from decimal import Decimal
from functools import lru_cache

from news.desk.checks.days import are_digits, day_of
from news.desk.checks.figures import Figure, Found, Key
from news.desk.checks.hours import hour_of
from news.desk.checks.numerals import SCALES
from news.desk.checks.reading import Reading, base

_NUMBER = (
    r"\d{1,3}(?:(?P<by>[ \u00a0\u2009\u202f'’.,٬])\d{3})(?:(?P=by)\d{3})*"
    r"(?:[.,٫]\d+)?(?!\d)|\d+(?:[.,٫]\d+)?"
)
_SPACES = frozenset(" \u00a0\u202f")
_TELEPHONE = re.compile(
    r"(?<![\w.])(?:(?:\+|00)\d[\d \u00a0\u202f().–-]{5,}\d"
    r"|\(\d{2,5}\)[\d \u00a0\u202f–-]{5,}\d"
    r"|\d{1,4}(?:[ .\u00a0\u202f-]\d{2}){4}"
    r"|\d-\d{3}-\d{3}-\d{2}-\d{2}|\d{2,3}-\d{2}-\d{2})(?!\w)"
)
_CENTURY = re.compile(
    r"\s?(?:-?(?:й|го|м|е|eme|er|e|[ᵉʳ]+)\b)?\s?(?:[-–—]\s?[IVXХ]+\s?)?(?:в\.|вв\.|век|столет|siecle|centur|jahrh)",
    re.IGNORECASE,
)
# Ⅹ is written with the letters of two alphabets.
_ROMAN = re.compile(r"(?<![^\W_])[IVXІХ]+(?=(?:e|er|[ᵉʳ]+|ème|eme|è|º|ª|th|-?й|-?го)?(?![^\W_]))")
_ROMAN_LETTERS = {"I": 1, "І": 1, "V": 5, "X": 10, "Х": 10}
_DECADE = re.compile(r"(?:-?(?:е|х|ых|ые|м|er|ern)|['’]?s)\b")
_YEAR_ON = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[/–-]\s?(\d\d)(?!\d)")


def telephones(text: str, reading: Reading) -> Found:
    """Yield telephone numbers, which are compared by their digits."""
    for found in _TELEPHONE.finditer(text):
        if are_digits(found[0]):
            continue
        digits = re.sub(r"\D", "", found[0]).removeprefix("00")
        if len(digits) >= 7 or "-" in found[0]:
            written = reading.written(*found.span())
            yield *found.span(), Figure(written, frozenset({("telephone", digits)}))


def numbers(text: str, reading: Reading) -> Found:
    """Yield the numbers, 1 млн 200 тыс. as one."""
    before: tuple[int, int, Decimal, Figure] | None = None
    for found in _patterns(base(reading.language))[0].finditer(text):
        times = _times_said(found["scales"], reading.language)
        begin, end = found.span() if times > 1 else found.span("figure")
        figure = _number(found, times, reading)
        if before and text[before[1] : begin] in _SPACES and times < before[2]:
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
        fitting = (value for form, value in _patterns(base(language))[1] if form.fullmatch(word))
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
    says: set[Key] = {("number", value * times) for value in values}
    # £5m are millions, 5 m are metres.
    if len(found["scales"].strip()) == 1:
        says |= {("number", value) for value in values}
    hour, hour_in_words = hour_of(found["figure"]) if times == 1 else (frozenset(), frozenset())
    return Figure(
        reading.written(begin, end),
        frozenset(says | hour | day_of(found["figure"])),
        heard_as=_of_a_decade_in_words(values) | hour_in_words,
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


def romans(text: str, reading: Reading) -> Found:
    """Yield Roman numerals; those of centuries must be found again, those of kings need not."""
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


def has_romans(reading: Reading) -> bool:
    """Tell whether there are any."""
    return bool(_ROMAN.search(reading.shown))


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], Decimal]]]:
    """Return a number with the words that multiply it, and each of these words."""
    scales = SCALES.get(language, SCALES["en"])
    any_scale = "|".join(scales)
    return (
        re.compile(rf"(?<!\d)(?P<figure>{_NUMBER})(?P<scales>(?:[\s-]?(?:{any_scale})(?!\w))*)"),
        [(re.compile(form), value) for form, value in scales.items()],
    )
