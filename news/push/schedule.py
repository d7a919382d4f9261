"""When a delivery that failed is tried again (DESIGN 5), and when it is given up."""

from datetime import timedelta
from random import SystemRandom

# The first attempt is made at once; after these, five days have passed.
PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    *(timedelta(hours=10) for _ in range(11)),
)


def jitter() -> float:
    """Return a factor near one, so that those who failed together don't come back together."""
    return SystemRandom().uniform(0.9, 1.1)


def pause_after(tries: int) -> timedelta | None:
    """Return how long to wait after so many attempts; None where there are no more."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None
