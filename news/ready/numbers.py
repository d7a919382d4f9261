"""The generations as a process knows them: asked often enough that no answer is a second old."""

import time
from collections.abc import Callable
from threading import Lock

ASKED_EVERY = 0.4
# Somebody else may be asking; after this long everybody waits for the answer.
TRUSTED_FOR = 0.8
ASKED_AGAIN_AFTER_FAULT = 0.2


class Numbers:
    """The generation of every language, `""` their sum; at most `TRUSTED_FOR` seconds old."""

    def __init__(
        self,
        ask: Callable[[], dict[str, int]],
        *,
        asked_every: float = ASKED_EVERY,
        clock: Callable[[], float] = time.monotonic,
    ):
        self._ask = ask
        self._asked_every = asked_every
        self._clock = clock
        self._lock = Lock()
        self._numbers: dict[str, int] | None = None
        self._due = self._doubted = clock()

    def newest(self) -> dict[str, int] | None:
        """Return the numbers, asking anew where that is due; None while nobody can say."""
        now = self._clock()
        if now < self._due:
            return self._numbers
        if self._lock.acquire(blocking=now >= self._doubted):
            try:
                if self._clock() >= self._due:
                    self._renew()
            finally:
                self._lock.release()
        return self._numbers

    def now(self) -> dict[str, int] | None:
        """Return the numbers of this very moment."""
        with self._lock:
            self._renew()
            return self._numbers

    def _renew(self) -> None:
        # From before the question: what was asked in between may be no older than promised.
        asked_at = self._clock()
        try:
            numbers = self._ask()
        except Exception:  # noqa: BLE001  whatever broke, Django says it in its own answer
            self._numbers, self._due = None, asked_at + ASKED_AGAIN_AFTER_FAULT
            self._doubted = self._due
            return
        numbers[""] = sum(numbers.values())
        self._numbers = numbers
        self._due = asked_at + self._asked_every
        self._doubted = asked_at + max(TRUSTED_FOR, self._asked_every)
