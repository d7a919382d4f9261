"""A date is found again in whatever way the other language writes it."""

from datetime import date
from itertools import product

import pytest

from news.desk.checks.comparing import differing
from news.desk.checks.reading import Reading
from news.newsroom.dates import Calendar

SAME_DAY = [
    ("ru", "21 ноября 2026 года"),
    ("ru", "21.11.2026"),
    ("ru", "21 нояб. 2026"),
    ("ru", "2026-11-21"),
    ("en", "November 21, 2026"),
    ("en", "21 November 2026"),
    ("en", "the 21st of November 2026"),
    ("en", "Nov. 21, 2026"),
    ("en", "11/21/2026"),
    ("fr", "le 21 novembre 2026"),
    ("fr", "21/11/2026"),
    ("ar", "21 نوفمبر 2026"),
    ("ar", "٢١ نوفمبر ٢٠٢٦"),
    ("ar", "21 تشرين الثاني 2026"),
    ("ar", "21 نوفمبر/تشرين الثاني 2026"),
    ("ar", "يوم 21 نونبر من سنة 2026"),
    ("ar", "2026/11/21"),
    ("es", "21 de noviembre de 2026"),
    ("es", "21-11-2026"),
    ("de", "21. November 2026"),
    ("de", "21.11.26"),
]
AGREEING = {
    "without the year": (("ru", "21 ноября"), ("en", "November 21")),
    "year given by the translator": (("ru", "21 ноября"), ("fr", "le 21 novembre 2026")),
    "year apart": (("ru", "21 ноября, в 2026 году"), ("de", "am 21. November 2026")),
    "first of the month": (("ru", "1 мая"), ("fr", "le 1er mai")),
    "first of the month, in words": (("fr", "le 1er mai"), ("ru", "первого мая")),
    "first of the month, spanish": (("en", "May 1"), ("es", "el 1.º de mayo")),
    "stretch of days": (("ru", "21–23 ноября"), ("en", "November 21–23")),
    "stretch in words": (("ru", "с 21 по 23 ноября"), ("ar", "من 21 إلى 23 نوفمبر")),
    "stretch, french": (("ru", "с 21 по 23 ноября"), ("fr", "du 21 au 23 novembre")),
    "three days": (("ru", "21, 22 и 23 ноября"), ("en", "November 21, 22 and 23")),
    "month and year": (("ru", "в ноябре 2026 года"), ("es", "en noviembre de 2026")),
    "month and year, Tunisian": (("ru", "в августе 2026 года"), ("ar", "في أوت 2026")),
    "day and month in digits": (("ru", "до 21.11"), ("de", "bis zum 21. November")),
    "day and month, French digits": (("ru", "до 21 ноября"), ("fr", "avant le 21/11")),
    "date and hour": (("ru", "21 ноября в 17:00"), ("en", "on November 21 at 5 p.m.")),
    "two dates": (("ru", "21 ноября и 3 декабря"), ("ar", "21 نوفمبر و3 ديسمبر")),
    "Arabic month after a conjunction": (("ru", "21 ноября"), ("ar", "يوم 21 في أكتوبر ونوفمبر")),
    "list of days": (("ru", "5 декабря, 12 и 19 декабря"), ("es", "5, 12 y 19 de diciembre")),
    "day before Christmas": (("de", "24.12."), ("fr", "24 décembre")),
    "first of the month, Arabic": (("ru", "1 июня"), ("ar", "الأول من يونيو")),
    "first of the month, Tunisian": (("fr", "le 1er juin"), ("ar", "غرة جوان")),
    "not a date": (("en", "You may 5 times"), ("ru", "Можно 5 раз")),
}
DIFFERING = {
    "another day": (
        ("ru", "21 ноября"), ("fr", "le 22 novembre"), ("21 ноября",), ("22 novembre",)
    ),
    "another month": (
        ("ru", "21 ноября"), ("ar", "21 ديسمبر"), ("21 ноября",), ("21 ديسمبر",)
    ),
    "another year": (
        ("ru", "21 ноября 2026"), ("en", "November 21, 2025"),
        ("21 ноября 2026",), ("November 21, 2025",),
    ),
    "month lost": (("ru", "21 ноября"), ("fr", "le 21"), ("21 ноября",), ()),
    "date lost": (("de", "am 21.11.2026"), ("es", "pronto"), ("21.11.2026",), ()),
    "month of the year": (
        ("ru", "в ноябре 2026"), ("de", "im Dezember 2026"), ("ноябре 2026",), ("Dezember 2026",)
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), list(product(SAME_DAY, SAME_DAY[::5])))
def test_same_day_is_no_difference(one, other):
    ours, theirs = differing(Reading(one[1], one[0]), Reading(other[1], other[0]))
    assert (ours.figures, ours.dates, theirs.figures, theirs.dates) == ((), (), (), ())


@pytest.mark.parametrize("case", AGREEING.values(), ids=AGREEING)
def test_date_told_otherwise_is_no_difference(case):
    (language, text), (other_language, other_text) = case
    ours, theirs = differing(Reading(text, language), Reading(other_text, other_language))
    assert (ours.figures, ours.dates, theirs.figures, theirs.dates) == ((), (), (), ())


@pytest.mark.parametrize("case", DIFFERING.values(), ids=DIFFERING)
def test_other_date_is_told_as_it_is_written_and_its_parts_are_not(case):
    (language, text), (other_language, other_text), only_source, only_target = case
    ours, theirs = differing(Reading(text, language), Reading(other_text, other_language))
    assert (ours.dates, theirs.dates) == (only_source, only_target)
    assert ours.figures == ()


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize(
    ("language", "region"),
    [("ru", "RU"), ("en", "GB"), ("fr", "TN"), ("es", "ES"), ("de", "DE"), ("de", "AT")]
    + [("ar", region) for region in ("TN", "EG", "LB", "MA", "DZ", "SA", "IQ")],
)
def test_every_month_that_the_house_writes_is_known(month, language, region):
    """Babel's names, by which the site tells dates."""

    written = Calendar(language, region).day(date(2026, month, 14))
    ours, theirs = differing(Reading(written, language), Reading(f"2026-{month:02}-14", "ru"))
    assert (ours.figures, ours.dates, theirs.figures, theirs.dates) == ((), (), (), ())
