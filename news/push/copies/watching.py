"""The watcher: looks at copies one after the other, in a thread that lives while any is due."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections, connections
from django.utils import timezone

from news.push import destinations, outgoing
from news.push.copies import pacing, robots
from news.push.copies.looking import NO_ROBOTS, ROBOTS, Look, look_at
from news.push.copies.models import CopyState, PartnerCopy
from news.push.copies.passages import traces_of
from news.push.sending import UNMADE, Send

logger = logging.getLogger(__name__)

TENDS_EVERY = 30.0
PATIENCE = 5.0


class Watcher:
    """Looks at what is due, in any number of processes at once; no server sees more than one."""

    def __init__(
        self,
        send: Send = outgoing.send,
        *,
        clock: Callable[[], datetime] = timezone.now,
        rest: Callable[[float], object] | None = None,
    ) -> None:
        self._send, self._clock = send, clock
        self._stopping = threading.Event()
        self._rest = rest or self._stopping.wait
        self._thread: threading.Thread | None = None
        self._fault: Exception | None = None
        self._tended = 0.0

    def start(self) -> None:
        """Have a thread look at what is due; raise what has kept it from that the last time."""
        if self._thread and self._thread.is_alive():
            return
        fault, self._fault = self._fault, None
        if fault:
            raise fault
        if not self._tended or time.monotonic() > self._tended + TENDS_EVERY:
            pacing.tend(self._clock())
            self._tended = time.monotonic()
        if pacing.due(self._clock()).exists():
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name="copies", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Look at nothing more, and wait a little for what is in hand."""
        self._stopping.set()
        if self._thread:
            self._thread.join(PATIENCE)

    def _run(self) -> None:
        close_old_connections()
        try:
            self.look_around()
        except Exception as fault:
            logger.exception("Copies couldn't be looked at")
            self._fault = fault
        finally:
            connections.close_all()

    def look_around(self) -> None:
        """Look at all that is due and may be asked now."""
        while not self._stopping.is_set():
            copy = pacing.claim(self._clock())
            if copy is None:
                return
            look, delay = self._look(copy)
            if look:
                pacing.settle(copy, look, self._clock())
            pacing.release(copy.host, self._clock(), delay)

    def _look(self, copy: PartnerCopy) -> tuple[Look | None, float]:
        """Return what came of a look, and the pause that the server asks for, in seconds.

        Nothing came of it where we were to stop before.
        """
        try:
            place = destinations.read(copy.url)
            rules = robots.kept(place)
            if rules is None:
                rules = robots.fetch(place, self._send)
                self._rest(pacing.PAUSE.total_seconds())
                if self._stopping.is_set():
                    return None, 0.0
            if not rules.allow(place.target):
                return Look(CopyState.FORBIDDEN, fault=ROBOTS), rules.delay
            return look_at(copy.url, traces_of(copy.urn), self._send), rules.delay
        except robots.UnknownRulesError as error:
            return Look(CopyState.UNREACHABLE, error.status, error.fault or NO_ROBOTS), 0.0
        except Exception:
            logger.exception("A copy couldn't be looked at")
            return Look(CopyState.UNREACHABLE, fault=UNMADE), 0.0


WATCHER = Watcher()
