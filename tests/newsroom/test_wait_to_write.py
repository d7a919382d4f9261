"""SQLite has one writer at a time: whoever waits for it holds up nobody else."""

import gc
import threading
import time
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection, transaction

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many writers"),
]

# Seconds that the one who waits is ready to wait.
PATIENCE = 20


@pytest.fixture
def _collected_by_hand() -> Iterator[None]:
    """Let Python's collector run when the test says so."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def give_up_and_wait(waits: threading.Event, entered: list[float]) -> None:
    """Find the database taken, and wait for it the second time."""
    try:
        connection.cursor().execute("PRAGMA busy_timeout=1").close()
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            raise AssertionError("the database is free")
        connection.cursor().execute(f"PRAGMA busy_timeout={PATIENCE * 1000}").close()
        waits.set()
        with transaction.atomic():
            entered.append(time.monotonic())
    finally:
        connection.close()


@pytest.mark.usefixtures("_collected_by_hand")
def test_collector_of_who_writes_need_not_wait_for_who_waits():
    waits, entered = threading.Event(), []
    waiting = threading.Thread(target=give_up_and_wait, args=(waits, entered))
    with transaction.atomic():
        waiting.start()
        assert waits.wait(PATIENCE)
        # Until it is in the middle of asking.
        time.sleep(0.5)
        begun = time.monotonic()
        gc.collect()
        collected_in = time.monotonic() - begun
        assert not entered
    waiting.join()

    assert entered
    assert collected_in < PATIENCE / 2
