"""The kill trial: workers and web server die at random while texts change and receivers fail."""

import random
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db.models import Max
from django.utils import timezone

from news.articles.ledger import NoticeCounter, NoticeKind
from news.articles.models import ArticlePage, Notice
from news.partners.models import Subscription
from news.push.models import Delivery, DeliveryState, FanOut
from tests.push.post import subscribe
from tests.push.trial.editor import Desk, Editor, cookie_of_editor
from tests.push.trial.processes import Receiver, failing_receiver, processes

EDITORS, PARTNERS = 2, 6
PARTNER = "Partner of the trial"
LONGEST_LIFE, WEB_KILLS = 0.6, 0.5
PATIENCE = 120.0


@dataclass
class Verdict:
    """What the trial has shown; each of `lost`, `disorder` and `other_ids` names one failure.

    `cut` are requests over which the web server died, `interrupted` deliveries whose worker had
    died at the end; `recovery` the seconds from the last kill until nothing was owed.
    """

    kills: int
    web_kills: int = 0
    seconds: float = 0.0
    recovery: float = 0.0
    done: dict[str, int] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)
    notices: int = 0
    deliveries: int = 0
    arrivals: int = 0
    repeats: int = 0
    interrupted: int = 0
    lost: list[str] = field(default_factory=list)
    disorder: list[str] = field(default_factory=list)
    other_ids: list[str] = field(default_factory=list)


def run(
    kills: int,
    environment: Mapping[str, str],
    folder: Path,
    *,
    lease: float,
    seconds: float,
    seed: int = 11,
) -> Verdict:
    """Kill so many times, the last time all at once, then wait until nothing is owed."""
    chance = random.Random(seed)
    verdict = Verdict(kills)
    before = NoticeCounter.present()
    cookie = cookie_of_editor()
    with (
        failing_receiver(folder) as receiver,
        processes(environment, folder, lease=lease, seconds=seconds, cookie=cookie) as running,
    ):
        subscriptions = [
            subscribe(endpoint=receiver.url(number), name=f"{PARTNER} {number}")
            for number in range(PARTNERS)
        ]
        desk = Desk(running.port, cookie)
        editors = [
            Editor(f"Испытание {seed}-{number}.", desk, random.Random(seed + number))
            for number in range(EDITORS)
        ]
        begun = time.monotonic()
        for each in editors:
            each.start()
        try:
            for _kill in range(kills - 1):
                _wait_for_progress(editors)
                time.sleep(chance.random() * LONGEST_LIFE)
                if chance.random() < WEB_KILLS:
                    verdict.web_kills += 1
                    running.kill_web(chance)
                else:
                    running.kill_worker()
            _wait_for_work(receiver, subscriptions)
            running.kill_all()
            verdict.web_kills += 1
            last_kill = time.monotonic()
            # From here on only we are to recover: a receiver that goes on failing is waited for.
            receiver.heal()
            verdict.interrupted = Delivery.objects.filter(state=DeliveryState.LEASED).count()
        finally:
            for each in editors:
                each.stop()
        _wait_until_settled()
        verdict.recovery = time.monotonic() - last_kill
        verdict.seconds = time.monotonic() - begun
        _judge(verdict, before, subscriptions, editors, receiver)
    return verdict


def _wait_for_progress(editors: list[Editor]) -> None:
    """Wait until something more has been done: who kills faster than that tries nothing."""
    before = sum(each.done.total() for each in editors)
    deadline = time.monotonic() + PATIENCE
    while sum(each.done.total() for each in editors) == before:
        if time.monotonic() > deadline or not all(each.is_alive() for each in editors):
            raise RuntimeError("The editors get nothing done.")
        time.sleep(0.005)


def _wait_for_work(receiver: Receiver, subscriptions: list[Subscription]) -> None:
    """Wait until the last kill interrupts what a receiver has, so that it must come again."""
    receiver.fall_silent()
    heard = len(receiver.rows())
    deadline = time.monotonic() + PATIENCE
    while not _comes_again(receiver.rows()[heard:], subscriptions):
        if time.monotonic() > deadline:
            raise RuntimeError("The workers send nothing.")
        time.sleep(0.005)


def _comes_again(rows: list[list[Any]], subscriptions: list[Subscription]) -> bool:
    """Say whether the newest of a text has been taken, and a worker waits for the answer."""
    taken = {(path, sequence) for path, _urn, sequence, *_rest in rows}
    paths = {each.pk: f"/{number}" for number, each in enumerate(subscriptions)}
    last = Notice.objects.values("urn").annotate(last=Max("sequence"))
    newest = set(last.values_list("last", flat=True))
    leased = Delivery.objects.filter(state=DeliveryState.LEASED, due_at__gt=timezone.now())
    return any(
        notice in newest and (paths.get(pk), notice) in taken
        for pk, notice in leased.values_list("subscription", "notice")
    )


def _wait_until_settled() -> None:
    deadline = time.monotonic() + PATIENCE
    while _is_owed():
        if time.monotonic() > deadline:
            return
        time.sleep(0.05)


def _is_owed() -> bool:
    reached = FanOut.objects.values_list("last", flat=True).first() or 0
    return reached < NoticeCounter.present() or Delivery.objects.open().exists()


def _judge(
    verdict: Verdict,
    before: int,
    subscriptions: list[Subscription],
    editors: list[Editor],
    receiver: Receiver,
) -> None:
    notices = list(
        Notice.objects.filter(sequence__gt=before)
        .exclude(kind=NoticeKind.FIXED)
        .order_by("sequence")
        .values_list("sequence", "urn", "kind")
    )
    last = {urn: (sequence, kind) for sequence, urn, kind in notices}
    rows = receiver.rows()
    verdict.notices, verdict.arrivals = len(notices), len(rows)
    for each in editors:
        for name, counted in (("done", each.done), ("cut", each.cut)):
            total = getattr(verdict, name)
            for what, count in counted.items():
                total[what] = total.get(what, 0) + count
        verdict.lost += [f"{path}: done, and no notice" for path in each.unnoticed]
        verdict.lost += [
            f"{text.urn}: {text.live=}, and its last notice says {last.get(text.urn)}"
            for text in each.texts()
            if text.live != (text.urn in last and last[text.urn][1] != NoticeKind.WITHDRAWN)
        ]
    deliveries = Delivery.objects.filter(notice__gt=before, subscription__in=subscriptions)
    verdict.deliveries = deliveries.count()
    settled = {DeliveryState.DELIVERED, DeliveryState.SUPERSEDED}
    states = {
        (pk, sequence): state
        for pk, sequence, state in deliveries.values_list("subscription", "notice", "state")
    }
    for each in subscriptions:
        verdict.lost += [
            f"{each.endpoint}: {sequence} is {states.get((each.pk, sequence), 'not owed')}"
            for sequence, _urn, _kind in notices
            if states.get((each.pk, sequence)) not in settled
        ]
    _judge_arrivals(verdict, rows, last, len(subscriptions))


def _judge_arrivals(
    verdict: Verdict,
    rows: list[list[Any]],
    last: dict[str, tuple[int, str]],
    partners: int,
) -> None:
    titles = dict(ArticlePage.objects.filter(urn__in=last).values_list("urn", "title"))
    arrived: dict[tuple[str, str], list[tuple[int, str, str]]] = defaultdict(list)
    ids: dict[tuple[str, int], list[str]] = defaultdict(list)
    for path, urn, sequence, message, kind, title in rows:
        arrived[path, urn].append((sequence, kind, title))
        ids[path, sequence].append(message)
    for number in range(partners):
        for urn, (sequence, kind) in last.items():
            there = arrived.get((f"/{number}", urn), [])
            ends = there[-1] if there else (0, "", "")
            is_same = ends[:2] == (sequence, f"story.{kind}")
            if not is_same or (kind != NoticeKind.WITHDRAWN and ends[2] != titles[urn]):
                verdict.lost.append(f"/{number} {urn}: ends with {ends}, not {sequence} {kind}")
    verdict.disorder = [
        f"{path} {urn}: {[sequence for sequence, *_rest in there]}"
        for (path, urn), there in arrived.items()
        if [sequence for sequence, *_rest in there] != sorted(each[0] for each in there)
    ]
    verdict.other_ids = [f"{key}: {each}" for key, each in ids.items() if len(set(each)) > 1]
    if len({message for each in ids.values() for message in each}) < len(ids):
        verdict.other_ids.append("one id for two deliveries")
    verdict.repeats = len(rows) - len(ids)
