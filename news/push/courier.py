"""The courier: one thread of the worker's own that carries what is due.

It alone asks the database. Each request waits for its answer in a thread, which knows nothing
but the message; so a receiver that hangs holds up no other, and no connection.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from typing import NamedTuple

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils import timezone

from news.partners.audiences import audience_of
from news.partners.endpoints import secrets_of
from news.push import outgoing
from news.push.claiming import LEASE, PER_ENDPOINT, claim, tidy
from news.push.fanning import fan_out
from news.push.messages import Writer
from news.push.models import Delivery
from news.push.schedule import jitter
from news.push.sending import LATE, SECONDS, UNMADE, Message, Outcome, Send, post
from news.push.settling import settle
from news.push.telling import tell_editors

logger = logging.getLogger(__name__)

# Requests that wait for answers at once, of all endpoints together.
AT_ONCE = 32
# Who takes longer has one request at a time.
SLOW = 1.0
# As long as nothing happens, so often what is due is looked for.
LOOKS_EVERY = 1.0
# So often it is looked for what others have left lying, and editors are told how it stands.
LOOKS_AROUND_EVERY = 5.0
# As long as what is in hand may take when the worker stops.
PATIENCE = 5.0


class _Done(NamedTuple):
    """An attempt that is over."""

    delivery: Delivery
    outcome: Outcome


class Courier:
    """Carries deliveries, in any number of processes at once."""

    def __init__(
        self,
        send: Send = outgoing.send,
        *,
        lease: timedelta = LEASE,
        seconds: float = SECONDS,
        vary: Callable[[], float] = jitter,
        clock: Callable[[], datetime] = timezone.now,
    ) -> None:
        self._send, self._lease, self._seconds = send, lease, seconds
        self._vary, self._clock = vary, clock
        self._happened: SimpleQueue[_Done | None] = SimpleQueue()
        self._in_hand = 0
        self._turns: dict[int, float] = {}
        self._took: dict[int, float] = {}
        self._writer = Writer()
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._fault: Exception | None = None
        self._looked_around = 0.0

    def start_or_wake(self) -> None:
        """Have a thread carry what is due; raise what has kept it from that the last time."""
        if self._thread is None or not self._thread.is_alive():
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name="courier", daemon=True)
            self._thread.start()
        self.wake()
        fault, self._fault = self._fault, None
        if fault:
            raise fault

    def wake(self) -> None:
        """Have the thread, if there is one, look for what is due now."""
        if self._thread:
            self._happened.put(None)

    def stop(self) -> None:
        """Take nothing new and wait a little for what is in hand."""
        self._stopping.set()
        self.wake()
        if self._thread:
            self._thread.join(PATIENCE)

    def _run(self) -> None:
        while not self._stopping.is_set():
            if came := self._happened.get():
                self._happened.put(came)
            close_old_connections()
            try:
                self.carry()
            except Exception as fault:
                logger.exception("Deliveries couldn't be carried")
                self._fault = fault
                self._stopping.wait(LOOKS_EVERY)
            close_old_connections()
        connections.close_all()

    def carry(self) -> None:
        """Carry all that is due, and what becomes due meanwhile; return with empty hands."""
        self._look_around()
        while True:
            if not self._stopping.is_set():
                fan_out(self._clock())
                self._take()
            if not self._in_hand:
                break
            self._settle_what_came()
            if time.monotonic() > self._looked_around + LOOKS_AROUND_EVERY:
                self._look_around()
        self._look_around()

    def _look_around(self) -> None:
        now = self._clock()
        tidy(now)
        tell_editors(now)
        self._looked_around = time.monotonic()

    def _take(self) -> None:
        now = self._clock()
        room = AT_ONCE - self._in_hand
        taken = claim(
            room,
            now,
            lease=self._lease,
            turn=lambda pk: self._turns.get(pk, 0.0),
            at_once=lambda pk: 1 if self._took.get(pk, 0.0) > SLOW else PER_ENDPOINT,
        )
        for delivery in taken:
            self._turns[delivery.subscription_id] = time.monotonic()
            self._dispatch(delivery, now)

    def _dispatch(self, delivery: Delivery, now: datetime) -> None:
        # From then on another worker might send something later before we have sent this.
        too_late = time.monotonic() + self._lease.total_seconds() - self._seconds
        subscription = delivery.subscription
        try:
            message = Message(
                url=subscription.endpoint,
                message_id=delivery.message_id,
                body=self._writer.write(delivery.notice, audience_of(subscription.partner), now),
                secrets=tuple(secrets_of(subscription)),
            )
        except Exception:
            logger.exception("%s couldn't be made", delivery.message_id)
            settle(delivery, Outcome(fault=UNMADE), self._clock(), self._vary)
            return

        def carry() -> None:
            outcome = Outcome(fault=LATE)
            if time.monotonic() < too_late:
                outcome = post(message, now, self._send, self._seconds)
            self._happened.put(_Done(delivery, outcome))

        self._in_hand += 1
        threading.Thread(target=carry, name=delivery.message_id, daemon=True).start()

    def _settle_what_came(self) -> None:
        try:
            came = self._happened.get(timeout=LOOKS_EVERY)
            while True:
                if came:
                    self._settle(came)
                came = self._happened.get_nowait()
        except Empty:
            return

    def _settle(self, came: _Done) -> None:
        self._in_hand -= 1
        self._took[came.delivery.subscription_id] = came.outcome.seconds
        try:
            settle(came.delivery, came.outcome, self._clock(), self._vary)
        except (InterfaceError, OperationalError):
            # The database is away. Should it come back before the lease ends, nothing is repeated.
            self._in_hand += 1
            self._happened.put(came)
            raise


COURIER = Courier()
