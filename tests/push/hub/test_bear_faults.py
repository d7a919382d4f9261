"""A callback that misbehaves costs a bounded time, delays no other and loses nothing it is owed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from news.articles.ledger import Notice
from news.push.carriers import Errand
from news.push.hub import verifying
from news.push.hub.courier import HubCourier
from news.push.hub.models import HubRequest, HubSubscription, State
from news.push.schedule import PAUSES
from tests.factories import released
from tests.push.hub.conftest import carry, topic_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fault",
    [
        {"challenge": "wrong"},
        {"challenge": "x" * 100_000},
        {"answers": [204]},
        {"answers": [301], "location": "http://127.0.0.1/"},
        {"answers": [404]},
        {"answers": [410]},
        {"answers": [500]},
    ],
)
def test_what_is_not_confirmed_changes_nothing(hub, fault):
    callback, wish = hub.subscriber.want(topic_of(), **fault)
    hub.ask(callback)
    carry()
    carry()
    assert wish.asked == 1
    assert not HubSubscription.objects.exists()
    assert HubRequest.objects.get().state == State.FAILED


def test_failed_renewal_leaves_the_subscription_as_it_was(hub):
    callback, wish = hub.subscribe(secret="old")
    before = HubSubscription.objects.values().get()
    wish.secret, wish.answers = "new", [404]
    hub.ask(callback, lease_seconds="2000000")
    carry()
    assert HubSubscription.objects.values().get() == before


def test_failed_unsubscription_leaves_the_subscription_as_it_was(hub):
    callback, wish = hub.subscribe()
    wish.answers = [404]
    hub.ask(callback, "unsubscribe")
    carry()
    assert HubSubscription.objects.count() == 1


def test_callback_that_nobody_serves_is_asked_twice(hub, time_machine):
    time_machine.move_to(now := timezone.now(), tick=False)
    callback, _wish = hub.subscriber.want(topic_of())
    hub.subscriber.close()
    hub.ask(callback)
    for _ in range(4):
        carry()
        time_machine.move_to(now := now + timedelta(minutes=10), tick=False)
    request = HubRequest.objects.get()
    assert (request.state, request.tries) == (State.FAILED, verifying.MOST_TRIES)
    assert request.fault == "refused"


def test_callback_that_hangs_delays_no_other(hub):
    _callback, slow = hub.subscribe()
    _callback, quick = hub.subscribe(topic_of(extension="rss"))
    slow.hang = 1.5
    released()
    carry(seconds=0.5)
    assert len(quick.received) == 1
    row = HubSubscription.objects.get(fault="timeout")
    assert row.state == State.DUE
    assert row.failing_since


def test_what_failed_is_tried_again_by_the_schedule_and_then_given_up(hub, time_machine):
    time_machine.move_to(now := timezone.now(), tick=False)
    _callback, wish = hub.subscribe()
    wish.answers = [500] * 100
    until = HubSubscription.objects.get().until + timedelta(days=20)
    HubSubscription.objects.update(until=until)
    released()
    carry()
    for pause in PAUSES:
        asked = wish.asked
        time_machine.move_to(now := now + pause - timedelta(seconds=1), tick=False)
        carry()
        assert wish.asked == asked
        time_machine.move_to(now := now + timedelta(seconds=1), tick=False)
        carry()
        assert wish.asked == asked + 1
    time_machine.move_to(now := now + timedelta(days=2), tick=False)
    asked = wish.asked
    carry()
    assert wish.asked == asked
    # The subscription holds until its lease ends; what is new is tried as ever.
    wish.answers = []
    released()
    carry()
    assert len(wish.received) == 1


def test_500s_and_then_a_good_answer_lose_nothing(hub, time_machine):
    time_machine.move_to(now := timezone.now(), tick=False)
    _callback, wish = hub.subscribe()
    wish.answers = [500, 503]
    for number in range(3):
        released(title=f"Хор {number}")
        carry()
        time_machine.move_to(now := now + timedelta(minutes=6), tick=False)
    carry()
    assert len(wish.received) >= 1
    row = HubSubscription.objects.get()
    assert row.sent == row.wanted
    assert row.failing_since is None
    assert all(f"Хор {number}".encode() in wish.bodies[-1] for number in range(3))


def test_410_ends_the_subscription_without_a_word(hub):
    _callback, wish = hub.subscribe()
    wish.answers = [410]
    released()
    carry()
    assert not HubSubscription.objects.exists()
    released()
    carry()
    assert (wish.received, wish.denied) == ([], [])


def test_redirect_is_a_failure_and_not_followed(hub):
    _callback, wish = hub.subscribe()
    other, there = hub.subscriber.want(topic_of())
    wish.answers, wish.location = [307], other
    released()
    carry()
    assert there.asked == 0
    assert HubSubscription.objects.get().status == 307


def test_worker_that_died_is_followed_by_another(hub):
    _callback, wish = hub.subscribe()
    released()
    now = timezone.now()
    HubSubscription.objects.update(
        state=State.LEASED, due_at=now - timedelta(seconds=1), wanted=10**6, tries=1
    )
    carry()
    assert len(wish.received) == 1


def test_what_another_worker_is_sending_is_left_to_it(hub):
    _callback, wish = hub.subscribe()
    HubSubscription.objects.update(
        state=State.LEASED, due_at=timezone.now() + timedelta(seconds=30), wanted=10**6, tries=1
    )
    carry()
    assert wish.received == []


class Interrupted(HubCourier):
    """Something is released between the making of the first feed and its sending."""

    def take(self, room: int) -> Iterator[Errand]:
        for number, errand in enumerate(super().take(room)):
            if number == 0 and Notice.objects.count() == 1:
                released(title="Второй")
            yield errand


def test_news_that_comes_while_the_feed_is_sent_is_sent_afterwards(hub):
    _callback, wish = hub.subscribe()
    released(title="Первый")
    Interrupted(vary=lambda: 1.0).carry()
    assert "Второй".encode() not in wish.bodies[0]
    assert "Второй".encode() in wish.bodies[1]
    assert len(wish.bodies) == 2
