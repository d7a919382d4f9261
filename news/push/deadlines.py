"""One amount of time for a whole request, however many steps it takes."""

import time
from collections.abc import Callable

from news.push.faults import NotSentError


class Deadline:
    """So many seconds from now, by a clock that nobody sets."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._start = clock()
        self._end = self._start + seconds

    def spent(self) -> float:
        """Return the seconds since the start."""
        return self._clock() - self._start

    def left(self) -> float:
        """Return the seconds that are left; raise NotSentError where there are none."""
        left = self._end - self._clock()
        if left <= 0:
            raise NotSentError("timeout")
        return left
