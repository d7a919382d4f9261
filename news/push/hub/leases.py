"""How long a subscription holds unless it is renewed."""

from datetime import timedelta

SHORTEST = timedelta(hours=1)
USUAL = timedelta(days=10)
LONGEST = timedelta(days=30)
# A number that long is as good as any other beyond the longest lease.
_MOST_DIGITS = 9


def granted(asked: int | None) -> timedelta:
    """Return the lease that is given to whoever asks for so many seconds, or for none."""
    if asked is None:
        return USUAL
    return min(max(timedelta(seconds=asked), SHORTEST), LONGEST)


def read(written: str) -> int | None:
    """Return the seconds that were asked for; raise ValueError for what is no such number."""
    if not written:
        return None
    if not (written.isascii() and written.isdigit()) or not written.strip("0"):
        raise ValueError(written)
    return int(written) if len(written) <= _MOST_DIGITS else 10**_MOST_DIGITS
