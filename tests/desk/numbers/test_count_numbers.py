"""Releases, waits and requests are counted by the newsroom's months, each once."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.desk import assignments
from news.desk.assignments import Assignment
from news.desk.numbers import counting
from news.desk.numbers.counting import (
    Requests,
    first_release,
    looked_through,
    open_requests,
    releases_in,
    waits_in,
)
from news.desk.numbers.months import Months, last_months, months_of
from tests.factories import draft, released, released_translation, translated

pytestmark = pytest.mark.django_db

TUNIS = ZoneInfo("Africa/Tunis")
TODAY = date(2026, 3, 15)
NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)
SPRING = Months((date(2026, 2, 1), date(2026, 3, 1)), TUNIS)


def at(day: int, hour: int = 12, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def waited(days: float, *, source_at: datetime, language: str = "fr") -> None:
    source = released(at=source_at)
    released_translation(source, language, at=source_at + timedelta(days=days))


def test_twelve_months_end_with_the_present_one():
    firsts = last_months(TODAY, TUNIS).firsts
    assert (firsts[0], firsts[-1], len(firsts)) == (date(2025, 4, 1), date(2026, 3, 1), 12)


def test_year_has_the_months_that_have_begun():
    assert months_of(2026, TODAY, TUNIS).firsts[-1] == date(2026, 3, 1)
    assert len(months_of(2025, TODAY, TUNIS).firsts) == 12


def test_month_begins_at_the_newsrooms_midnight():
    """Tunis is an hour ahead of UTC."""
    released(at=datetime(2026, 2, 28, 22, 59, tzinfo=UTC))
    released(at=datetime(2026, 2, 28, 23, 0, tzinfo=UTC))
    released(at=datetime(2026, 1, 31, 22, 59, tzinfo=UTC))
    assert releases_in(looked_through(SPRING, NOON), ["ru"]) == {"ru": [1, 1]}
    in_utc = Months(SPRING.firsts, ZoneInfo("UTC"))
    assert releases_in(looked_through(in_utc, NOON), ["ru"]) == {"ru": [2, 0]}


def test_last_month_ends():
    released(at=datetime(2026, 3, 31, 22, 59, tzinfo=UTC))
    released(at=datetime(2026, 3, 31, 23, 0, tzinfo=UTC))
    assert releases_in(looked_through(SPRING, NOON), ["ru"]) == {"ru": [0, 1]}


def test_month_under_summer_time_begins_at_its_own_midnight():
    paris = ZoneInfo("Europe/Paris")
    months = Months((date(2026, 3, 1), date(2026, 4, 1)), paris)
    released(at=datetime(2026, 3, 31, 22, 30, tzinfo=UTC))
    assert releases_in(looked_through(months, NOON), ["ru"]) == {"ru": [0, 1]}


def test_each_language_is_counted_for_itself():
    source = released(at=at(1))
    released_translation(source, "fr", at=at(2))
    assert releases_in(looked_through(SPRING, NOON), ["ru", "fr", "ar"]) == {
        "ru": [0, 1],
        "fr": [0, 1],
        "ar": [0, 0],
    }


def test_language_that_is_not_asked_for_is_not_told():
    released_translation(released(at=at(1)), "fr", at=at(2))
    assert releases_in(looked_through(SPRING, NOON), ["fr"]) == {"fr": [0, 1]}
    assert list(waits_in(looked_through(SPRING, NOON), ["fr"])) == ["fr"]


def test_second_release_counts_no_second_time():
    edition = released(at=at(1, month=2))
    fresh = ArticlePage.objects.get(pk=edition.pk)
    fresh.lead = "Споёт в Сусе."
    releases.release(fresh, kind="update")
    assert releases_in(looked_through(SPRING, NOON), ["ru"]) == {"ru": [1, 0]}


def test_withdrawn_text_counts_as_it_was_released():
    edition = released(at=at(1))
    withdrawals.withdraw([edition], "Ошибка.")
    assert releases_in(looked_through(SPRING, NOON), ["ru"]) == {"ru": [0, 1]}


def test_what_nobody_has_released_counts_nowhere(time_machine):
    time_machine.move_to(NOON)
    draft()
    scheduled = draft(title="Другой", go_live_at=NOON + timedelta(hours=1))
    scheduled.save_revision(approved_go_live_at=scheduled.go_live_at)
    assert releases_in(looked_through(SPRING, NOON), ["ru"]) == {"ru": [0, 0]}
    assert first_release() is None


def test_first_release_of_the_newsroom_is_its_oldest():
    released(at=at(5))
    released(at=at(3))
    draft(title="Другой")
    assert first_release() == at(3)


def test_median_of_an_odd_number_is_the_middle_one():
    for days in (1, 2, 9):
        waited(days, source_at=at(2))
    waits = waits_in(looked_through(SPRING, NOON), ["fr"])["fr"]
    assert waits.medians == [None, timedelta(days=2)]


def test_median_of_an_even_number_lies_between_the_two_in_the_middle():
    for days in (1, 2, 3, 9):
        waited(days, source_at=at(2))
    assert waits_in(looked_through(SPRING, NOON), ["fr"])["fr"].medians == [
        None,
        timedelta(days=2.5),
    ]


def test_median_stands_in_the_month_of_the_translation():
    """Its original may be older than all months that are shown."""
    waited(40, source_at=at(20, month=1))
    assert waits_in(looked_through(SPRING, NOON), ["fr"])["fr"].medians == [
        None,
        timedelta(days=40),
    ]


def test_overall_median_is_of_all_translations_and_not_of_the_months():
    waited(10, source_at=at(1, month=2))
    for days in (1, 2):
        waited(days, source_at=at(2))
    waits = waits_in(looked_through(SPRING, NOON), ["fr"])["fr"]
    assert waits.medians == [timedelta(days=10), timedelta(days=1.5)]
    assert waits.overall == timedelta(days=2)


def test_each_language_has_its_own_median():
    waited(2, source_at=at(2))
    waited(5, source_at=at(2), language="ar")
    waits = waits_in(looked_through(SPRING, NOON), ["ru", "fr", "ar"])
    assert waits["fr"].overall == timedelta(days=2)
    assert waits["ar"].overall == timedelta(days=5)
    assert waits["ru"].overall is None


def test_translation_released_before_its_original_says_nothing_of_time():
    source = draft()
    french = translated(source, "fr")
    ArticlePage.objects.filter(pk=french.pk).update(released_at=at(2))
    ArticlePage.objects.filter(pk=source.pk).update(released_at=at(5))
    assert waits_in(looked_through(SPRING, NOON), ["fr"])["fr"].overall is None


def test_translation_without_a_released_original_says_nothing_of_time():
    french = translated(draft(), "fr")
    ArticlePage.objects.filter(pk=french.pk).update(released_at=at(2))
    assert releases_in(looked_through(SPRING, NOON), ["fr"]) == {"fr": [0, 1]}
    assert waits_in(looked_through(SPRING, NOON), ["fr"])["fr"].overall is None


def test_months_that_have_ended_are_looked_through_once_an_hour():
    waited(2, source_at=at(1, month=2))
    waited(2, source_at=at(2))
    assert waits_in(looked_through(SPRING, NOON), ["fr"])["fr"].medians == [timedelta(days=2)] * 2
    waited(4, source_at=at(1, month=2))
    waited(4, source_at=at(2))
    soon = waits_in(looked_through(SPRING, NOON + timedelta(minutes=59)), ["fr"])["fr"]
    assert soon.medians == [timedelta(days=2), timedelta(days=3)]
    later = waits_in(looked_through(SPRING, NOON + timedelta(hours=1)), ["fr"])["fr"]
    assert later.medians == [timedelta(days=3)] * 2


def test_busy_month_that_goes_on_is_looked_through_once_an_hour(monkeypatch):
    def march(now: datetime) -> int:
        return releases_in(looked_through(SPRING, now), ["ru"])["ru"][1]

    released(at=at(1))
    assert march(NOON) == 1
    released(at=at(2))
    assert march(NOON) == 2
    monkeypatch.setattr(counting, "MANY", 3)
    released(at=at(3))
    assert march(NOON) == 3
    released(at=at(4))
    assert march(NOON + timedelta(minutes=59)) == 3
    assert march(NOON + timedelta(hours=1)) == 4


def test_year_that_is_over_has_its_medians_too():
    waited(2, source_at=at(1, month=2))
    after = NOON + timedelta(days=365)
    assert waits_in(looked_through(SPRING, after), ["fr"])["fr"].medians == [
        timedelta(days=2),
        None,
    ]


def asked(chief, ago: timedelta, language: str = "fr", **wish) -> Assignment:
    task = assignments.ask(released().story, language, by=chief, **wish)
    Assignment.objects.filter(pk=task.pk).update(asked_at=NOON - ago)
    return task


def test_requests_are_sorted_by_age(chief):
    for ago in (
        timedelta(days=1),
        timedelta(days=1, seconds=1),
        timedelta(days=7),
        timedelta(days=7, seconds=1),
        timedelta(days=30),
        timedelta(days=30, seconds=1),
    ):
        asked(chief, ago)
    found = open_requests(["fr", "ar"], NOON, TODAY)
    assert found == {"fr": Requests(1, 2, 2, 1, 0), "ar": Requests()}


def test_request_past_its_wish_is_late_from_the_next_day(chief):
    asked(chief, timedelta(days=3), wanted_on=TODAY - timedelta(days=1))
    asked(chief, timedelta(days=3), wanted_on=TODAY)
    asked(chief, timedelta(days=3))
    assert open_requests(["fr"], NOON, TODAY)["fr"] == Requests(a_week=3, late=1)


def test_claimed_request_is_open_until_it_is_released(chief, translator_fr):
    task = asked(chief, timedelta(hours=1))
    assignments.claim(task.story, "fr", by=translator_fr)
    assert open_requests(["fr"], NOON, TODAY)["fr"] == Requests(a_day=1)
    assignments.finish(task.story_id, "fr")
    assert open_requests(["fr"], NOON, TODAY)["fr"] == Requests()


def test_request_that_is_taken_back_is_open_no_more(chief):
    task = asked(chief, timedelta(hours=1))
    assignments.stop_asking(task, by=chief)
    assert open_requests(["fr"], NOON, TODAY)["fr"] == Requests()


def test_language_claimed_unasked_is_no_request(translator_fr):
    assignments.claim(released().story, "fr", by=translator_fr)
    assert open_requests(["fr"], NOON, TODAY)["fr"] == Requests()


def test_open_requests_are_the_same_of_one_and_of_many(chief, translator_fr):
    task = asked(chief, timedelta(hours=1))
    taken = assignments.claim(released().story, "fr", by=translator_fr)
    done = asked(chief, timedelta(hours=1))
    assignments.finish(done.story_id, "fr")
    for one in (task, taken, done):
        fresh = Assignment.objects.get(pk=one.pk)
        assert fresh.is_asked == Assignment.objects.asked().filter(pk=one.pk).exists()
