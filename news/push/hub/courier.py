"""The hub's own thread of the worker: has requests confirmed and sends feeds."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from news.push import outgoing
from news.push.carriers import Carrier, Errand
from news.push.claiming import LEASE
from news.push.hub.claiming import claim, in_hand, requests, subscriptions
from news.push.hub.ending import Watch, end_leases, end_without_key
from news.push.hub.errands import Errands
from news.push.hub.noticing import mark_news
from news.push.schedule import jitter
from news.push.sending import SECONDS, Outcome, Send

PER_HOST = 2
# Who takes longer has one request at a time, and all of those together no more than these.
SLOW = 1.0
SLOW_AT_ONCE = 16


class HubCourier(Carrier):
    """Asks and sends, in any number of processes at once."""

    name = "hub"

    def __init__(
        self,
        send: Send = outgoing.send,
        *,
        lease: timedelta = LEASE,
        seconds: float = SECONDS,
        vary: Callable[[], float] = jitter,
        clock: Callable[[], datetime] = timezone.now,
    ) -> None:
        super().__init__()
        self._lease, self._clock = lease, clock
        self._errands = Errands(send, lease, seconds, vary, clock)
        self._watch = Watch()
        self._turns: dict[str, float] = {}
        self._took: dict[str, float] = {}

    def look_around(self) -> None:
        """End what has ended by itself."""
        now = self._clock()
        end_leases(now)
        end_without_key(now)
        self._watch.end_without_feed(now)

    def prepare(self) -> None:
        """Mark what new notices concern."""
        mark_news(self._clock())

    def take(self, room: int) -> Iterator[Errand]:
        """Lease what is due: confirmations first, then feeds and denials."""
        now = self._clock()
        asked = in_hand(now)
        for due in (requests(now), subscriptions(now)):
            rows = claim(
                due,
                room,
                now,
                self._lease,
                turn=lambda host: self._turns.get(host, 0.0),
                room=partial(self._room, asked),
            )
            for row in rows:
                room -= 1
                asked[row.host] += 1
                self._turns[row.host] = time.monotonic()
                if errand := self._errands.of(row, now):
                    yield errand._replace(settle=partial(self._settle_of, row.host, errand.settle))

    def _settle_of(self, host: str, settle: Callable[[Outcome], None], outcome: Outcome) -> None:
        self._took[host] = outcome.seconds
        settle(outcome)

    def _room(self, asked: Counter[str], host: str) -> int:
        """Return how many more callbacks of a host may be asked now."""
        if not self._is_slow(host):
            return PER_HOST - asked[host]
        slow = sum(count for other, count in asked.items() if self._is_slow(other))
        return min(1 - asked[host], SLOW_AT_ONCE - slow)

    def _is_slow(self, host: str) -> bool:
        return self._took.get(host, 0.0) > SLOW


HUB = HubCourier()
