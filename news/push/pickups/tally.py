"""Visits as they are seen: counted in memory, written by and by, never on a request's way."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from threading import Lock, Timer
from typing import NamedTuple

from django.db import DatabaseError, connection
from django.utils import timezone

from news.articles.ledger import Address
from news.push.pickups.models import ANYBODY, PickUp, Sign, month_of, of_host

logger = logging.getLogger(__name__)

WRITTEN_EVERY = 60.0
# As many kinds of visits wait to be written: whoever makes addresses up fills no memory.
MOST = 5000
AT_ONCE = 200


class Seen(NamedTuple):
    """A visit: at which public path of an edition, and from whose site where that counts."""

    sign: Sign
    path: str
    host: str = ""
    partner: int | None = None


class Tally:
    """The visits that aren't written yet; one for each process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: Counter[Seen] = Counter()
        self._timer: Timer | None = None

    def note(self, seen: Seen) -> None:
        """Count a visit; it is written within a minute, where there is such an edition."""
        with self._lock:
            if seen in self._seen or len(self._seen) < MOST:
                self._seen[seen] += 1
            if self._timer is None:
                self._timer = Timer(WRITTEN_EVERY, self._write_in_passing)
                self._timer.daemon = True
                self._timer.start()

    def write(self) -> None:
        """Write what was counted; what stands at no public edition's address is forgotten."""
        with self._lock:
            seen, self._seen = self._seen, Counter()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        if not seen:
            return
        month = month_of(timezone.now())
        for some in _in_batches(seen):
            addresses = Address.objects.filter(path__in={each.path for each in some})
            public = addresses.filter(is_current=True, withdrawal=None)
            editions = {
                path: (urn, language)
                for path, urn, language in public.values_list("path", "urn", "language")
            }
            for each in some:
                if each.path not in editions:
                    continue
                urn, language = editions[each.path]
                PickUp.objects.add(
                    each.sign,
                    urn=urn,
                    language=language,
                    month=month,
                    source=of_host(each.host) if each.host else ANYBODY,
                    partner=each.partner,
                    count=seen[each],
                )

    def _write_in_passing(self) -> None:
        try:
            self.write()
        except DatabaseError:
            logger.warning("Visits could not be written", exc_info=True)
        finally:
            connection.close()


def _in_batches(seen: Iterable[Seen]) -> Iterator[list[Seen]]:
    whole = list(seen)
    return (whole[start : start + AT_ONCE] for start in range(0, len(whole), AT_ONCE))


TALLY = Tally()
note = TALLY.note
