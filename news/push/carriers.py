"""A thread of the worker's own that asks others: what is the same whatever it carries.

It alone asks the database. Each request waits for its answer in a thread, which knows nothing
but the message; so a receiver that hangs holds up no other, and no connection.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from typing import NamedTuple

from django.db import InterfaceError, OperationalError, close_old_connections, connections

from news.push.sending import UNMADE, Outcome

logger = logging.getLogger(__name__)

# Requests that wait for answers at once, of all endpoints together.
AT_ONCE = 32
# As long as nothing happens, so often what is due is looked for.
LOOKS_EVERY = 1.0
# So often it is looked for what others have left lying.
LOOKS_AROUND_EVERY = 5.0
# As long as what is in hand may take when the worker stops.
PATIENCE = 5.0


class Errand(NamedTuple):
    """One request: `ask` runs in a thread without a database, `settle` writes what became of it."""

    name: str
    ask: Callable[[], Outcome]
    settle: Callable[[Outcome], None]


class _Done(NamedTuple):
    """An errand that is over."""

    errand: Errand
    outcome: Outcome


class Carrier:
    """Runs errands; in any number of processes at once, since each is leased by who runs it."""

    name = "carrier"

    def __init__(self) -> None:
        self._happened: SimpleQueue[_Done | None] = SimpleQueue()
        self._in_hand = 0
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._fault: Exception | None = None
        self._looked_around = 0.0

    def look_around(self) -> None:
        """Put in order what others have left lying."""

    def prepare(self) -> None:
        """Write down what there is to do."""

    def take(self, room: int) -> Iterator[Errand]:
        """Lease as many errands as there is room for, and yield them."""
        raise NotImplementedError

    def start_or_wake(self) -> None:
        """Have a thread carry what is due; raise what has kept it from that the last time."""
        if self._thread is None or not self._thread.is_alive():
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
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
                logger.exception("The %s couldn't carry on", self.name)
                self._fault = fault
                self._stopping.wait(LOOKS_EVERY)
            close_old_connections()
        connections.close_all()

    def carry(self) -> None:
        """Carry all that is due, and what becomes due meanwhile; return with empty hands."""
        self._look_around()
        while True:
            if not self._stopping.is_set():
                self.prepare()
                for errand in self.take(AT_ONCE - self._in_hand):
                    self._dispatch(errand)
            if not self._in_hand:
                break
            self._settle_what_came()
            if time.monotonic() > self._looked_around + LOOKS_AROUND_EVERY:
                self._look_around()
        self._look_around()

    def _look_around(self) -> None:
        self.look_around()
        self._looked_around = time.monotonic()

    def _dispatch(self, errand: Errand) -> None:
        def run() -> None:
            try:
                outcome = errand.ask()
            # Whoever never came back would keep its place for ever.
            except Exception:
                logger.exception("%s was broken off", errand.name)
                outcome = Outcome(fault=UNMADE)
            self._happened.put(_Done(errand, outcome))

        threading.Thread(target=run, name=errand.name, daemon=True).start()
        self._in_hand += 1

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
        try:
            came.errand.settle(came.outcome)
        except (InterfaceError, OperationalError):
            # The database is away. Should it come back before the lease ends, nothing is repeated.
            self._in_hand += 1
            self._happened.put(came)
            raise
