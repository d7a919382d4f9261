"""Editors are told in plain words when a partner's door is shut, and when it opens again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from news.newsroom.models import Trouble
from news.partners.models import Subscription
from news.push import replaying
from news.push.telling import answer, standing
from tests.factories import released
from tests.push.post import Post, carry, subscribe

pytestmark = pytest.mark.django_db

BEGUN = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)


@pytest.fixture
def at(time_machine):
    """Stop time at so long after the beginning."""

    def move(**by: float) -> None:
        time_machine.move_to(BEGUN + timedelta(**by), tick=False)

    move()
    return move


def told() -> list[str]:
    return list(Trouble.objects.values_list("message", flat=True))


def test_endpoint_that_fails_for_an_hour_is_told_in_words_of_now(at):
    subscribe()
    for number in range(7):
        released(title=f"{number}")
    with translation.override("en"):
        for minutes in (0, 6, 37):
            at(minutes=minutes)
            carry(Post("timeout"))
            assert told() == []
        at(minutes=61)
        carry(Post("timeout"))
    (message,) = told()
    assert message.replace("\u00a0", " ") == (
        "SooMedia hasn't answered since 14:10; 7 notices wait; next try: 15:17."
    )


def test_trouble_names_the_day_when_it_is_another(at):
    subscribe()
    released()
    carry(Post("timeout"))
    at(days=1)
    with translation.override("en"):
        said = standing(Subscription.objects.get(), timezone.now()).replace("\u00a0", " ")
    assert said.startswith("SooMedia hasn't answered since 24 November, 14:10; 1 notice waits;")


def test_trouble_is_told_once_and_ends_with_a_good_answer(at):
    subscribe()
    released()
    carry(Post(500))
    for minutes in (61, 62, 63):
        at(minutes=minutes)
        carry(Post(500))
    counted = Trouble.objects.get().count
    carry(Post(500))
    assert Trouble.objects.get().count == counted
    at(hours=20)
    carry(Post(204))
    assert told() == []


def test_endpoint_that_is_gone_is_told_at_once_until_somebody_resumes(at):
    subscription = subscribe()
    released()
    carry(Post(410))
    assert "410" in told()[0]
    replaying.resume(subscription)
    carry(Post(204))
    assert told() == []


def test_pause_by_hand_is_no_trouble(at):
    subscription = subscribe()
    replaying.pause(subscription)
    released()
    carry(Post(204))
    assert told() == []
    assert standing(Subscription.objects.get(), timezone.now())


def test_endpoint_that_answers_has_nothing_to_tell(at):
    subscribe()
    released()
    carry(Post(204))
    assert standing(Subscription.objects.get(), timezone.now()) == ""


@pytest.mark.parametrize(
    ("status", "fault", "words"),
    [
        (204, "", "Taken (204)."),
        (410, "", "410"),
        (302, "", "elsewhere (302)"),
        (500, "", "Not taken (500)"),
        (None, "timeout", "too long"),
        (None, "unmade", "couldn't be made"),
        (None, "late", "too busy"),
        (None, "", ""),
    ],
)
def test_every_answer_has_words(status, fault, words):
    with translation.override("en"):
        assert words in answer(status, fault)
