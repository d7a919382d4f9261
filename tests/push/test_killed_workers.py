"""Workers are killed while receivers fail: no news is lost or out of order."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import Error, connections

from news.articles import releases, withdrawals
from news.articles.ledger import Notice
from news.articles.models import ArticlePage
from news.push import outgoing
from news.push.courier import Courier
from news.push.models import Delivery
from tests.bench.processes import free_port, wait_until_open
from tests.factories import released
from tests.push.post import subscribe

pytestmark = pytest.mark.django_db(transaction=True)

KILLS, WORKERS, PARTNERS, TEXTS = 20, 2, 4, 4
RECEIVER = str(Path(__file__).with_name("flaky.py"))


@pytest.fixture
def receiver(tmp_path, own_network) -> Iterator[tuple[int, Path]]:
    """Return the port of a receiver, and the file of what it has taken."""
    port, taken = free_port(), tmp_path / "taken"
    taken.touch()
    command = [sys.executable, RECEIVER, str(port), str(taken)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    wait_until_open(port)
    yield port, taken
    process.kill()
    process.wait()


def courier() -> Courier:
    """Return one with a short lease and hasty retries: the trial can't take five days."""
    return Courier(outgoing.send, lease=timedelta(seconds=1.5), seconds=1.0, vary=lambda: 0.0002)


def work_until_killed() -> None:
    carries = courier()
    while True:
        try:
            carries.carry()
        except Error:
            connections.close_all()
        time.sleep(0.02)


def worker() -> int:
    """Return the process of a new worker."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work_until_killed()
        finally:
            os._exit(1)
    return child


def change(edition: ArticlePage, chance: random.Random, number: int) -> None:
    """Release, correct, withdraw or restore a text."""
    fresh = ArticlePage.objects.get(pk=edition.pk)
    if fresh.is_withdrawn:
        withdrawals.restore(fresh)
    elif chance.random() < 0.25:
        withdrawals.withdraw([fresh], "Проверяем.")
    else:
        fresh.title = f"Заголовок {number}"
        releases.release(fresh, kind=chance.choice(["update", "correction"]), note="Ошибка.")


def carry_the_rest() -> None:
    carries, end = courier(), time.monotonic() + 30
    while Delivery.objects.open().exists():
        assert time.monotonic() < end
        carries.carry()
        time.sleep(0.05)


def test_no_notice_is_lost_or_out_of_order_and_repeats_have_the_same_id(receiver):
    port, file = receiver
    for number in range(PARTNERS):
        subscribe(endpoint=f"http://127.0.0.1:{port}/{number}")
    chance = random.Random(11)
    editions = [released(title=f"Текст {number}") for number in range(TEXTS)]
    workers = [worker() for _ in range(WORKERS)]
    try:
        for number in range(KILLS):
            for edition in chance.sample(editions, 2):
                change(edition, chance, number)
            time.sleep(chance.random() * 0.4)
            killed = workers.pop(0)
            os.kill(killed, signal.SIGKILL)
            assert os.WTERMSIG(os.waitpid(killed, 0)[1]) == signal.SIGKILL
            workers.append(worker())
    finally:
        for each in workers:
            os.kill(each, signal.SIGKILL)
            os.waitpid(each, 0)
    interrupted = Delivery.objects.filter(state="leased").count()
    carry_the_rest()

    notices = list(Notice.objects.order_by("sequence").values_list("sequence", "urn"))
    assert Delivery.objects.count() == len(notices) * PARTNERS
    assert set(Delivery.objects.values_list("state", flat=True)) <= {"delivered", "superseded"}
    last = {urn: sequence for sequence, urn in notices}
    arrived: dict[tuple[str, str], list[int]] = defaultdict(list)
    ids: dict[tuple[str, int], set[str]] = defaultdict(set)
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    for path, urn, sequence, message, _type in rows:
        arrived[path, urn].append(sequence)
        ids[path, sequence].add(message)
    assert len(arrived) == PARTNERS * TEXTS
    for (_path, urn), sequences in arrived.items():
        assert sequences == sorted(sequences)
        assert sequences[-1] == last[urn]
    assert {len(each) for each in ids.values()} == {1}
    assert len(set.union(*ids.values())) == len(ids)
    repeats = len(rows) - len(ids)
    print(  # noqa: T201
        f"{KILLS} kills, {len(notices)} notices, {len(rows)} arrivals, {repeats} repeats, "
        f"{interrupted} interrupted at the end"
    )
    assert repeats > 0
