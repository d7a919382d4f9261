"""Clocks that step, a database that is away, a disk that is full: nothing is lost, all goes on."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import OperationalError, connection, connections
from django.utils import timezone

from news.push import courier as couriers
from news.push.courier import Courier
from news.push.models import Delivery
from tests.factories import released
from tests.push.post import Post, states, subscribe
from tests.push.test_carry_in_time import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

OUTAGE = 2.0
HOUR = timedelta(hours=1)


class Clock:
    """A clock that somebody sets while it goes."""

    def __init__(self) -> None:
        self.off = timedelta()

    def __call__(self) -> datetime:
        return timezone.now() + self.off


@pytest.fixture
def run() -> Iterator[Callable[[Courier], Courier]]:
    """Run couriers in threads of their own, as workers do, and stop them in the end."""
    running: list[Courier] = []

    def begin(courier: Courier) -> Courier:
        running.append(courier)
        courier.start_or_wake()
        return courier

    yield begin
    for each in running:
        each.stop()


@pytest.fixture
def hanging() -> Iterator[tuple[Post, threading.Event]]:
    """A receiver that answers once it is let go."""
    let_go = threading.Event()

    def hang() -> int:
        let_go.wait(30)
        return 204

    yield Post(dead=[hang]), let_go
    let_go.set()


def test_clock_that_steps_forward_repeats_what_is_in_hand_under_its_id(run, hanging):
    post, let_go = hanging
    subscribe(endpoint="https://dead.example/")
    clock = Clock()
    courier = run(Courier(post, clock=clock))
    released()
    wait_until(lambda: _woken(post, courier))
    clock.off = HOUR
    # The lease seems over, to whoever looks first.
    other = Post()
    Courier(other, clock=clock).carry()
    wait_until(lambda: len(post.sent + other.sent) == 2)
    let_go.set()
    wait_until(lambda: states() == ["delivered"])
    assert len({each.message_id for each in post.sent + other.sent}) == 1
    assert len(post.sent + other.sent) == 2


def test_clock_that_steps_back_sends_nothing_twice_and_delays_no_other(run, hanging):
    post, let_go = hanging
    subscribe(endpoint="https://dead.example/")
    clock = Clock()
    clock.off = HOUR
    courier = run(Courier(post, clock=clock))
    released(title="До")
    wait_until(lambda: _woken(post, courier))
    clock.off = timedelta()
    subscribe(endpoint="https://alive.example/")
    released(title="После")
    courier.wake()
    wait_until(lambda: any("alive" in letter.url for letter in post.sent))
    let_go.set()
    wait_until(lambda: set(states()) == {"delivered"})
    ids = [letter.message_id for letter in post.sent]
    assert len(ids) == len(set(ids)) == Delivery.objects.count() == 3


def test_what_a_dead_worker_had_waits_no_longer_than_the_step(hanging):
    post, let_go = hanging
    clock = Clock()
    clock.off = HOUR
    subscribe(endpoint="https://dead.example/")
    released()
    dead = Courier(post, clock=clock)
    dead.start_or_wake()
    wait_until(lambda: post.sent)
    clock.off = timedelta()
    after = Post()
    Courier(after, clock=clock).carry()
    assert not after.sent
    clock.off = HOUR + timedelta(minutes=2)
    Courier(after, clock=clock).carry()
    assert [each.message_id for each in after.sent] == [post.sent[0].message_id]
    assert states() == ["delivered"]
    let_go.set()
    dead.stop()


def _woken(post: Post, *asleep: Courier) -> bool:
    """Say whether something was sent; tests hear no tasks, so couriers are woken by hand."""
    for each in asleep:
        each.wake()
    return bool(post.sent)


@contextmanager
def database_away() -> Iterator[None]:
    """Take the database from everybody: PostgreSQL lets nobody in, SQLite lets nobody write."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        connection.close()
        with sqlite3.connect(name, isolation_level=None) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
            other.execute("ROLLBACK")
        other.close()
        return
    given = connection.settings_dict
    place = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"]}
    connection.close()
    with psycopg.connect(dbname="template1", autocommit=True, **place) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            yield
        finally:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


@pytest.fixture
def _impatient(monkeypatch) -> None:
    """SQLite waits for 20 s before it says that it is locked."""
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connections.settings["default"]["OPTIONS"], "timeout", 0.1)


@pytest.mark.usefixtures("_impatient")
def test_database_that_was_away_loses_nothing_and_what_was_answered_is_not_repeated(
    run, hanging, caplog
):
    post, let_go = hanging
    subscribe(endpoint="https://dead.example/")
    subscribe(endpoint="https://alive.example/")
    courier = run(Courier(post))
    released(title="Один")
    wait_until(lambda: _woken(post, courier) and len(post.sent) == 2)
    with database_away():
        let_go.set()
        end = time.monotonic() + OUTAGE
        while time.monotonic() < end:
            courier.wake()
            time.sleep(0.05)
        assert any(said.exc_info for said in caplog.records)
    released(title="Два")
    courier.wake()
    wait_until(lambda: states() == ["delivered"] * 4)
    ids = [letter.message_id for letter in post.sent]
    assert len(ids) == len(set(ids)) == 4


@pytest.mark.usefixtures("_impatient")
def test_database_that_was_away_for_longer_than_the_lease_repeats_under_the_same_id(run, hanging):
    post, let_go = hanging
    subscribe(endpoint="https://dead.example/")
    courier = run(Courier(post, lease=timedelta(seconds=1), seconds=0.5))
    released()
    wait_until(lambda: _woken(post, courier))
    with database_away():
        let_go.set()
        time.sleep(OUTAGE)
    # Another worker is the first to see that the lease is over.
    other = Post()
    Courier(other).carry()
    courier.wake()
    wait_until(lambda: states() == ["delivered"])
    assert {each.message_id for each in post.sent + other.sent} == {
        Delivery.objects.get().message_id
    }


@contextmanager
def full_disk() -> Iterator[None]:
    """Let the database find no room for new deliveries, and say so itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS filling (bytes)")
            # Pages that were emptied are room, too.
            while cursor.execute("PRAGMA freelist_count").fetchone()[0]:
                cursor.execute("INSERT INTO filling VALUES (zeroblob(3000))")
            (pages,) = cursor.execute("PRAGMA page_count").fetchone()
            cursor.execute(f"PRAGMA max_page_count={pages}")
            try:
                yield
            finally:
                cursor.execute("PRAGMA max_page_count=1073741823")
                cursor.execute("DROP TABLE filling")
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION no_room() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION "
            "'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END "
            "$$ LANGUAGE plpgsql"
        )
        cursor.execute(
            "CREATE TRIGGER no_room BEFORE INSERT ON news_delivery "
            "FOR EACH ROW EXECUTE FUNCTION no_room()"
        )
        try:
            yield
        finally:
            cursor.execute("DROP FUNCTION no_room CASCADE")


def test_full_disk_loses_nothing():
    partners, texts = 60, 2
    for number in range(partners):
        subscribe(endpoint=f"https://partner{number}.example/")
    for number in range(texts):
        released(title=str(number))
    post = Post()
    courier = Courier(post)
    with full_disk(), pytest.raises(OperationalError, match="full|No space"):
        courier.carry()
    courier.carry()
    assert states() == ["delivered"] * partners * texts
    assert len({each.message_id for each in post.sent}) == len(post.sent) == partners * texts


def test_worker_goes_on_after_a_full_disk(run, monkeypatch):
    partners = 60
    for number in range(partners):
        subscribe(endpoint=f"https://partner{number}.example/")
    released()
    is_full, seen, fan_out = threading.Event(), [], couriers.fan_out
    is_full.set()

    def fan_out_where_there_is_room(now: datetime) -> None:
        if not is_full.is_set():
            fan_out(now)
            return
        # Room is a matter of the connection, and this is the courier's own.
        with full_disk():
            try:
                fan_out(now)
            except OperationalError as fault:
                seen.append(str(fault))
                raise

    monkeypatch.setattr(couriers, "fan_out", fan_out_where_there_is_room)
    post = Post()
    courier = run(Courier(post))
    wait_until(lambda: len(seen) > 1 or courier.wake())
    assert not post.sent
    is_full.clear()
    courier.wake()
    wait_until(lambda: states() == ["delivered"] * partners, 60)
    assert len(post.sent) == partners
