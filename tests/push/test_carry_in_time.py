"""A release wakes the courier, and whoever is slow or dead holds up nobody else."""

import threading
import time

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from news.push import settling, waking
from news.push.courier import Courier
from news.push.models import Delivery
from tests.factories import released
from tests.push.post import Post, states, subscribe

PARTNERS = 10


def wait_until(holds, seconds: float = 10.0) -> float:
    """Return how long it took until something held."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() < begun + seconds
        time.sleep(0.01)
    return time.monotonic() - begun


@pytest.fixture
def at_work(transactional_db, monkeypatch):
    """Have couriers at work; give each a post, and it is the one that is woken."""
    couriers: list[Courier] = []

    def begin(post: Post) -> Courier:
        courier = Courier(post)
        couriers.append(courier)
        monkeypatch.setattr(waking, "COURIER", courier)
        courier.start_or_wake()
        return courier

    yield begin
    for courier in couriers:
        courier.stop()


def test_release_is_sent_within_a_second(at_work):
    subscribe()
    post = Post()
    at_work(post)
    released()
    assert wait_until(lambda: post.sent) < 1
    wait_until(lambda: states() == ["delivered"])


def test_endpoints_that_hang_hold_up_no_other(at_work):
    let_go = threading.Event()

    def hang():
        let_go.wait(10)
        return 204

    for number in range(3):
        subscribe(endpoint=f"https://dead{number}.example/")
    for number in range(PARTNERS):
        subscribe(endpoint=f"https://alive{number}.example/")
    post = Post(dead=[hang])
    at_work(post)
    try:
        for number in range(3):
            released(title=str(number))
            wanted = PARTNERS * (number + 1)
            # Those that hang do so for ten seconds.
            assert wait_until(lambda n=wanted: alive(post) == n) < 8
        # No more than two at once for each that hangs.
        assert len(post.sent) - alive(post) == 6
    finally:
        let_go.set()
    wait_until(lambda: set(states()) == {"delivered"})


def alive(post: Post) -> int:
    return sum("alive" in letter.url for letter in post.sent)


def test_courier_survives_a_fault_and_tells_the_sweep(at_work, monkeypatch):
    subscribe()
    post = Post()
    courier = at_work(post)
    faults = [RuntimeError("the database is away")]

    def fail_once(_now):
        if faults:
            raise faults.pop()

    monkeypatch.setattr("news.push.courier.fan_out", fail_once)
    courier.wake()
    wait_until(lambda: not faults)
    with pytest.raises(RuntimeError, match="away"):
        wait_until(lambda: courier.start_or_wake())
    monkeypatch.undo()
    released()
    courier.wake()
    wait_until(lambda: post.sent)


def test_request_that_breaks_off_gives_its_place_back(at_work, monkeypatch):
    def break_off(*_arguments):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("news.push.courier.post", break_off)
    subscribe()
    courier = at_work(Post())
    released()
    courier.wake()
    wait_until(lambda: Delivery.objects.filter(fault="unmade").exists())
    monkeypatch.undo()
    Delivery.objects.update(due_at=timezone.now())
    courier.wake()
    wait_until(lambda: states() == ["delivered"])


def test_answer_that_came_while_the_database_was_away_is_not_asked_for_again(at_work, monkeypatch):
    faults = [OperationalError("away"), OperationalError("away")]

    def settle_later(*arguments):
        if faults:
            raise faults.pop()
        settling.settle(*arguments)

    monkeypatch.setattr("news.push.courier.settle", settle_later)
    monkeypatch.setattr("news.push.carriers.LOOKS_EVERY", 0.05)
    subscribe()
    post = Post()
    at_work(post)
    released()
    wait_until(lambda: states() == ["delivered"])
    assert len(post.sent) == 1
    assert Delivery.objects.get().tries == 1


def test_threads_that_send_ask_no_database(at_work):
    seen = []

    def look():
        seen.append(any(each.connection for each in connections.all(initialized_only=True)))
        return 204

    subscribe()
    post = Post(look)
    at_work(post)
    released()
    wait_until(lambda: seen)
    assert seen == [False]


@pytest.mark.django_db
def test_looking_when_there_is_nothing_to_do_is_cheap(django_assert_max_num_queries):
    subscribe()
    released()
    courier = Courier(Post())
    courier.carry()
    with django_assert_max_num_queries(12):
        courier.carry()
    assert Delivery.objects.get().delivered_at <= timezone.now()
