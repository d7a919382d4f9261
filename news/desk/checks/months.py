"""The names of the months, in the six languages and in the regions of Arabic."""

import re
from collections.abc import Iterator
from functools import lru_cache

from news.desk.checks.reading import Reading, base

# As `Reading.plain` has them. Arabic: the Mashriq's, Morocco's and Tunisia's, the Levant's.
_ARABIC = (
    "يناير|جانفي|كانون الثاني",
    "فبراير|فيفري|شباط",
    "مارس|اذار",
    "ابريل|افريل|نيسان",
    "مايو|ماي|ايار",
    "يونيو|يونيه|جوان|حزيران",
    "يوليوز|يوليو|يوليه|جويليه|تموز",
    "اغسطس|غشت|اوت|اب",
    "سبتمبر|شتنبر|ايلول",
    "اكتوبر|تشرين الاول",
    "نوفمبر|نونبر|تشرين الثاني",
    "ديسمبر|دجنبر|كانون الاول",
)
_NAMES = {
    "ru": (
        r"январ\w*|янв\.?",
        r"феврал\w*|февр?\.?",
        r"март(?:а|е|у|ом)?",
        r"апрел\w*|апр\.?",
        r"ма[йяею]|маем",
        r"июн(?:ь|я|е|ю|ем)",
        r"июл(?:ь|я|е|ю|ем)",
        r"август\w*|авг\.?",
        r"сентябр\w*|сент?\.?",
        r"октябр\w*|окт\.?",
        r"ноябр\w*|нояб?\.?",
        r"декабр\w*|дек\.?",
    ),
    "en": (
        r"january|jan\.?",
        r"february|feb\.?",
        r"march|mar\.?",
        r"april|apr\.?",
        r"may",
        r"june|jun\.?",
        r"july|jul\.?",
        r"august|aug\.?",
        r"september|sept?\.?",
        r"october|oct\.?",
        r"november|nov\.?",
        r"december|dec\.?",
    ),
    "fr": (
        r"janvier|janv\.?",
        r"fevrier|fevr?\.?",
        r"mars",
        r"avril|avr\.?",
        r"mai",
        r"juin",
        r"juillet|juil\.?",
        r"aout",
        r"septembre|sept\.?",
        r"octobre|oct\.?",
        r"novembre|nov\.?",
        r"decembre|dec\.?",
    ),
    "ar": _ARABIC,
    "es": (
        r"enero|ene\.?",
        r"febrero|feb\.?",
        r"marzo|mar\.?",
        r"abril|abr\.?",
        r"mayo|may\.?",
        r"junio|jun\.?",
        r"julio|jul\.?",
        r"agosto|ago\.?",
        r"septiembre|setiembre|sept?\.?",
        r"octubre|oct\.?",
        r"noviembre|nov\.?",
        r"diciembre|dic\.?",
    ),
    "de": (
        r"januar|janner|jan\.?",
        r"februar|feber|feb\.?",
        r"marz|mrz\.?",
        r"april|apr\.?",
        r"mai",
        r"juni|jun\.?",
        r"juli|jul\.?",
        r"august|aug\.?",
        r"september|sept?\.?",
        r"oktober|okt\.?",
        r"november|nov\.?",
        r"dezember|dez\.?",
    ),
}
_FORMS = {code: [re.compile(f"(?:{forms})") for forms in months] for code, months in _NAMES.items()}


def any_month(language: str) -> str:
    """Return the pattern of a month's name in the language."""
    names = "|".join(_NAMES.get(base(language), _NAMES["en"]))
    # «تشرين الثاني/نوفمبر»: Arabic agencies give the name of two regions.
    if base(language) == "ar":
        return rf"(?:{names})(?!\w)(?:\s?[/(]\s?(?:{names})\)?)?"
    return rf"(?:{names})(?!\w)"


def number_of(name: str, language: str) -> int:
    """Return the number of the month so named, the first where a region's name follows."""
    first = re.split(r"\s?[/(]", name)[0]
    for number, form in enumerate(_FORMS.get(base(language), _FORMS["en"]), 1):
        if form.fullmatch(first):
            return number
    raise ValueError(name)


def months(reading: Reading) -> Iterator[int]:
    """Yield the numbers of the months that a text names."""
    for found in _named(base(reading.language)).finditer(reading.plain):
        yield number_of(found["month"], reading.language)


@lru_cache(maxsize=16)
def _named(language: str) -> re.Pattern[str]:
    # Arabic writes its conjunction and prepositions in one with the word.
    before = "[وفبل]?" if language == "ar" else ""
    return re.compile(rf"(?<!\w){before}(?P<month>{any_month(language)})")
