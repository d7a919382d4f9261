"""When keys were last used and feeds fetched: noted in memory, written by and by.

Never on a request's way. Of what isn't written yet when a process ends, the next fetch tells.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock, Timer

from django.db import DatabaseError, connection

from news.partners.models import Subscription, Token

logger = logging.getLogger(__name__)

WRITTEN_EVERY = 60.0


@dataclass(frozen=True, slots=True)
class Poll:
    """A subscription's feed in a language was given, or found unchanged.

    It held the consequences of all notices up to `sequence`. The subscription is as it was
    at `first_at`; until `last_at` it may have been given again.
    """

    subscription: Subscription
    language: str
    sequence: int
    first_at: datetime
    last_at: datetime


def _keep_nothing(_polls: list[Poll]) -> None:
    """Keep nothing: what a poll proves is written a layer above."""


# Writes what polls prove, and may be told the same twice; set at the start.
WRITE_POLLS: Callable[[list[Poll]], None] = _keep_nothing


# A subscription by its number: to compare rows themselves costs a poll more than all else.
_Key = tuple[int, str, int]


class Usage:
    """What was used and isn't written yet; one for each process."""

    def __init__(self) -> None:
        self._lock = Lock()
        # Moments are seconds since the epoch until they are written.
        self._moments: dict[int, float] = {}
        self._first: dict[_Key, tuple[Subscription, float]] = {}
        self._last: dict[_Key, float] = {}
        self._timer: Timer | None = None
        self._is_serving = False

    def serve(self) -> None:
        """Have what is noted be written each minute: in a process that serves, in no other."""
        self._is_serving = True

    def note(self, token: int) -> None:
        """Remember that a key was used now."""
        self._moments[token] = time.time()
        self._write_soon()

    def note_poll(self, subscription: Subscription, language: str, sequence: int) -> None:
        """Remember that a feed was given now with what follows from notices up to `sequence`."""
        key, now = (subscription.pk, language, sequence), time.time()
        if key not in self._first:
            self._first[key] = subscription, now
        self._last[key] = now
        self._write_soon()

    def _write_soon(self) -> None:
        if self._timer is None and self._is_serving:
            with self._lock:
                if self._timer is None:
                    self._timer = Timer(WRITTEN_EVERY, self._write_in_passing)
                    self._timer.daemon = True
                    self._timer.start()

    def write(self) -> None:
        """Write what is remembered; another process's later moment stays.

        What can't be written is remembered still.
        """
        with self._lock:
            moments, self._moments = self._moments, {}
            first, self._first = self._first, {}
            last, self._last = self._last, {}
            self._timer = None
        try:
            # Lists, since who noted something just now may still hold the dictionary.
            for token, seconds in list(moments.items()):
                moment = _moment(seconds)
                rows = Token.objects.filter(pk=token)
                rows.exclude(last_used_at__gte=moment).update(last_used_at=moment)
            polls = [
                Poll(subscription, *key[1:], _moment(at), _moment(last.get(key, at)))
                for key, (subscription, at) in list(first.items())
            ]
            if polls:
                WRITE_POLLS(polls)
        except DatabaseError:
            self._moments = moments | self._moments
            self._first |= first
            self._last = last | self._last
            raise

    def _write_in_passing(self) -> None:
        try:
            self.write()
        except DatabaseError:
            logger.warning("What was fetched by key could not be written", exc_info=True)
            self._write_soon()
        finally:
            connection.close()


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


USAGE = Usage()
note, note_poll = USAGE.note, USAGE.note_poll
