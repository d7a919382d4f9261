"""Readers' dates: months of the newsroom's region, its zone, digits 0 to 9 unless it says else."""

from datetime import UTC, date, datetime, timedelta

import pytest

from news.newsroom.dates import Calendar

MOMENT = datetime(2026, 8, 1, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "1 августа 2026, 09:30"),
        ("en", "1 August 2026, 09:30"),
        ("fr", "1er août 2026, 9 h 30"),
        ("ar", "1 أوت 2026، 09:30"),
        ("es", "1 de agosto de 2026, 09:30"),
        ("de", "1. August 2026, 09:30"),
    ],
)
def test_a_moment_is_written_as_each_language_does(language: str, words: str) -> None:
    assert Calendar(language).moment(MOMENT).replace("\u00a0", " ") == words


def test_arabic_months_are_those_of_the_region() -> None:
    months = [Calendar("ar", region).month(MOMENT) for region in ("TN", "MA", "LB")]
    assert months == ["أوت 2026", "غشت 2026", "آب 2026"]


def test_eastern_digits_only_where_the_newsroom_chose_them() -> None:
    assert Calendar("ar", "EG", eastern_digits=True).month(MOMENT) == "أغسطس ٢٠٢٦"
    assert Calendar("ru", "EG", eastern_digits=True).month(MOMENT) == "Август 2026"


def test_the_day_is_the_newsrooms_not_utc() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert Calendar("en").day(late).replace("\u00a0", " ") == "1 January 2027"


def test_a_short_date_names_the_year_only_when_it_is_another() -> None:
    calendar = Calendar("ru")
    assert calendar.short(MOMENT, date(2026, 12, 1)) == "1\u00a0августа"
    assert calendar.short(MOMENT, date(2027, 1, 1)) == "1\u00a0августа 2026"


def test_a_language_without_regional_data_is_still_written() -> None:
    assert Calendar("xx", "ZZ").day(MOMENT).endswith("2026")


@pytest.mark.parametrize(
    ("language", "hours", "days"),
    [
        ("ru", "2 часа", "5 дней"),
        ("en", "2 hours", "5 days"),
        ("fr", "2 heures", "5 jours"),
        ("ar", "ساعتان", "5 أيام"),
        ("es", "2 horas", "5 días"),
        ("de", "2 Stunden", "5 Tage"),
    ],
)
def test_a_duration_counts_as_each_language_does(language: str, hours: str, days: str) -> None:
    calendar = Calendar(language)
    assert calendar.duration(timedelta(hours=2)).replace("\u00a0", " ") == hours
    assert calendar.duration(timedelta(days=5)).replace("\u00a0", " ") == days


def test_a_duration_has_the_unit_that_people_use() -> None:
    spans = [timedelta(minutes=40), timedelta(hours=1), timedelta(hours=47), timedelta(hours=48)]
    told = [Calendar("en").duration(span).replace("\u00a0", " ") for span in spans]
    assert told == ["40 minutes", "1 hour", "47 hours", "2 days"]


def test_months_of_many_days_are_told_in_days() -> None:
    assert Calendar("en").duration(timedelta(days=400)) == "400\u00a0days"


def test_a_number_is_grouped_as_each_language_does() -> None:
    assert [Calendar(code).number(12345) for code in ("en", "de", "ru")] == [
        "12,345",
        "12.345",
        "12\u00a0345",
    ]
    assert Calendar("ar", eastern_digits=True).number(12) == "١٢"
    assert Calendar("ar", eastern_digits=True).duration(timedelta(days=5)) == "٥\u00a0أيام"
