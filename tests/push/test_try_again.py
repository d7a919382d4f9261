"""What isn't taken is tried again at growing intervals; who fails for long is paused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.articles import releases
from news.articles.models import ArticlePage
from news.partners.models import Subscription
from news.push.models import Delivery, Health
from news.push.schedule import PAUSES, jitter
from tests.factories import released
from tests.push.post import ENDPOINT, Post, answer, carry, states, subscribe

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
EXPECTED = [
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    2 * HOUR,
    5 * HOUR,
    *[10 * HOUR] * 11,
]


@pytest.fixture
def move(time_machine):
    """Stop time, and move it on by so much."""
    time_machine.move_to(timezone.now(), tick=False)

    def on(by: timedelta) -> None:
        time_machine.move_to(timezone.now() + by, tick=False)

    return on


def paused() -> str:
    return Subscription.objects.values_list("paused_reason", flat=True).get()


def test_attempts_keep_to_the_schedule_for_five_days_and_then_end(move):
    subscribe()
    released()
    post = Post("timeout")
    carry(post)
    begun = timezone.now()
    for number, pause in enumerate(EXPECTED, start=1):
        assert len(post.sent) == number
        move(pause - timedelta(seconds=1))
        carry(post)
        assert len(post.sent) == number
        move(timedelta(seconds=1))
        carry(post)
    assert timedelta(days=4, hours=14) < timezone.now() - begun < timedelta(days=5)
    assert states() == ["failed"]
    assert paused() == "silent"
    assert len(Delivery.objects.get().attempts) == len(EXPECTED) + 1
    move(100 * HOUR)
    carry(post)
    assert len(post.sent) == len(EXPECTED) + 1


def test_waits_vary_by_a_tenth_at_most():
    found = {jitter() for _ in range(100)}
    assert len(found) > 1
    assert all(0.9 <= each <= 1.1 for each in found)
    assert sum(PAUSES, timedelta()) * 1.1 < timedelta(days=5.5)


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_every_good_status_is_a_delivery(status):
    subscribe()
    released()
    carry(Post(status))
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status, delivery.fault) == ("delivered", status, "")
    assert delivery.delivered_at


@pytest.mark.parametrize("status", [301, 307, 400, 401, 404, 429, 500, 503])
def test_every_other_status_is_tried_again(status, move):
    subscribe()
    released()
    post = Post(status, 200)
    carry(post)
    assert states() == ["due"]
    move(timedelta(seconds=5))
    carry(post)
    assert states() == ["delivered"]
    assert [row["status"] for row in Delivery.objects.get().attempts] == [status, 200]


@pytest.mark.parametrize("fault", ["timeout", "refused", "certificate", "address", "no-name"])
def test_request_without_an_answer_is_tried_again(fault, move):
    subscribe()
    released()
    post = Post(fault, 200)
    carry(post)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status, delivery.fault) == ("due", None, fault)
    move(timedelta(seconds=5))
    carry(post)
    assert states() == ["delivered"]


def test_fault_of_our_own_is_tried_again_and_no_fault_of_the_endpoint(move):
    def fail():
        raise RuntimeError("a fault of ours")

    subscribe()
    released()
    carry(Post(fail))
    assert Delivery.objects.get().fault == "unmade"
    assert not Health.objects.failing().exists()


@pytest.mark.parametrize(
    ("wish", "waited"),
    [
        ("120", timedelta(seconds=120)),
        ("2", timedelta(seconds=5)),
        ("999999999999", 10 * HOUR),
        ("soon", timedelta(seconds=5)),
        ("-7", timedelta(seconds=5)),
        ("Fri, 27 Nov 2026 12:00:00 GMT", timedelta(hours=2)),
        ("Fri, 27 Nov 1926 12:00:00 GMT", timedelta(seconds=5)),
        (f"Fri, 27 Nov {'9' * 20} 12:00:00 GMT", timedelta(seconds=5)),
    ],
)
def test_receiver_may_put_us_off_within_bounds(wish, waited, time_machine):
    time_machine.move_to("2026-11-27T10:00:00+00:00", tick=False)
    subscribe()
    released()
    carry(Post(answer(503, retry_after=wish)))
    assert Delivery.objects.get().due_at - timezone.now() == waited


def test_receiver_that_puts_us_off_is_left_alone_by_all_other_news(move):
    subscribe()
    released()
    post = Post(answer(429, retry_after="600"), 200)
    carry(post)
    released()
    move(timedelta(seconds=599))
    carry(post)
    assert len(post.sent) == 1
    move(timedelta(seconds=1))
    carry(post)
    assert states() == ["delivered", "delivered"]


def test_receiver_that_is_gone_is_sent_nothing_more(move):
    subscribe()
    released()
    post = Post(410)
    carry(post)
    released()
    carry(post)
    assert len(post.sent) == 1
    assert states() == ["failed", "due"]
    assert paused() == "gone"


def test_one_who_is_gone_stops_nobody_else():
    subscribe(endpoint="https://gone.example/")
    subscribe()
    released()
    post = Post(gone=[410])
    carry(post)
    assert sorted(states()) == ["delivered", "failed"]


def test_after_three_failures_only_the_oldest_tries_and_all_others_wait(move):
    subscribe()
    editions = [released(title=f"{number}") for number in range(6)]
    post = Post(500)
    carry(post)
    # Each has been tried once, two at a time, until the third failure.
    assert 3 <= len(post.sent) <= 4
    assert Health.objects.get().failures == len(post.sent)
    post.sent.clear()
    for pause in EXPECTED[:4]:
        move(pause)
        carry(post)
    assert {letter.item["id"] for letter in post.sent} == {editions[0].urn}
    assert len(post.sent) == 4
    assert states() == ["due"] * 6


def test_all_go_out_at_once_when_the_oldest_is_taken(move):
    subscribe()
    for number in range(6):
        released(title=f"{number}")
    carry(Post(500))
    last = Delivery.objects.order_by("notice_id").last()
    Delivery.objects.filter(pk=last.pk).update(due_at=timezone.now() + HOUR)
    move(timedelta(seconds=5))
    carry(Post(204))
    assert states() == ["delivered"] * 6
    assert not Health.objects.failing().exists()
    assert Health.objects.get().failing_since is None


def test_endpoint_that_flaps_loses_nothing(move):
    subscribe()
    edition = released(title="0")
    post = Post(500, 204, "closed", 204, 503, 503, 204)
    for number in range(1, 6):
        carry(post)
        fresh = ArticlePage.objects.get(pk=edition.pk)
        fresh.title = str(number)
        releases.release(fresh, kind="update")
        move(timedelta(minutes=31))
    carry(post)
    move(HOUR)
    carry(post)
    assert post.sent[-1].item["title"] == "5"
    assert states()[-1] == "delivered"
    assert set(states()) == {"delivered", "superseded"}


def test_paused_partner_is_sent_nothing_and_its_deliveries_wait(move):
    subscription = subscribe()
    subscribe(endpoint=f"{ENDPOINT}/2")
    released()
    carry(Post(500))
    subscription.partner.state = "paused"
    subscription.partner.save()
    move(timedelta(seconds=5))
    post = Post(204)
    carry(post)
    assert [letter.url for letter in post.sent] == [f"{ENDPOINT}/2"]
    assert states(subscription) == ["due"]
