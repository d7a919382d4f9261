"""When keys were last used: noted in memory, written by and by, never on a request's way."""

import logging
from datetime import datetime
from threading import Lock, Timer

from django.db import DatabaseError, connection
from django.utils import timezone

from news.partners.models import Token

logger = logging.getLogger(__name__)

WRITTEN_EVERY = 60.0


class Usage:
    """The moments at which keys were used and that aren't written yet; one for each process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._moments: dict[int, datetime] = {}
        self._timer: Timer | None = None

    def note(self, token: int) -> None:
        """Remember that a key was used now; it is written within a minute."""
        self._moments[token] = timezone.now()
        if self._timer is None:
            with self._lock:
                if self._timer is None:
                    self._timer = Timer(WRITTEN_EVERY, self._write_in_passing)
                    self._timer.daemon = True
                    self._timer.start()

    def write(self) -> None:
        """Write what is remembered; another process's later moment stays."""
        with self._lock:
            moments, self._moments = self._moments, {}
            self._timer = None
        for token, moment in moments.items():
            rows = Token.objects.filter(pk=token)
            rows.exclude(last_used_at__gte=moment).update(last_used_at=moment)

    def _write_in_passing(self) -> None:
        try:
            self.write()
        except DatabaseError:
            logger.warning("When keys were used could not be written", exc_info=True)
        finally:
            connection.close()


USAGE = Usage()
note = USAGE.note
