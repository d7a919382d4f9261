"""The courier: carries deliveries to the endpoints of partners."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from news.partners.audiences import audience_of
from news.partners.endpoints import secrets_of
from news.push import outgoing
from news.push.carriers import Carrier, Errand
from news.push.claiming import LEASE, PER_ENDPOINT, claim, tidy
from news.push.fanning import fan_out
from news.push.messages import Writer
from news.push.models import Delivery
from news.push.schedule import jitter
from news.push.sending import LATE, SECONDS, UNMADE, Message, Outcome, Send, post
from news.push.settling import settle
from news.push.telling import tell_editors

logger = logging.getLogger(__name__)

# Who takes longer has one request at a time.
SLOW = 1.0


class Courier(Carrier):
    """Carries deliveries, in any number of processes at once."""

    name = "courier"

    def __init__(
        self,
        send: Send = outgoing.send,
        *,
        lease: timedelta = LEASE,
        seconds: float = SECONDS,
        vary: Callable[[], float] = jitter,
        clock: Callable[[], datetime] = timezone.now,
    ) -> None:
        super().__init__()
        self._send, self._lease, self._seconds = send, lease, seconds
        self._vary, self._clock = vary, clock
        self._turns: dict[int, float] = {}
        self._took: dict[int, float] = {}
        self._writer = Writer()

    def look_around(self) -> None:
        """Replace what later news has passed over, and tell editors how it stands."""
        now = self._clock()
        tidy(now)
        tell_editors(now)

    def prepare(self) -> None:
        """Make the deliveries of new notices."""
        fan_out(self._clock())

    def take(self, room: int) -> Iterator[Errand]:
        """Lease deliveries that are due, and write what they say."""
        now = self._clock()
        taken = claim(
            room,
            now,
            lease=self._lease,
            turn=lambda pk: self._turns.get(pk, 0.0),
            at_once=lambda pk: 1 if self._took.get(pk, 0.0) > SLOW else PER_ENDPOINT,
        )
        for delivery in taken:
            self._turns[delivery.subscription_id] = time.monotonic()
            if errand := self._errand(delivery, now):
                yield errand

    def _errand(self, delivery: Delivery, now: datetime) -> Errand | None:
        # From then on another worker might send something later before we have sent this.
        too_late = time.monotonic() + self._lease.total_seconds() - self._seconds
        subscription = delivery.subscription
        try:
            message = Message(
                url=subscription.endpoint,
                message_id=delivery.message_id,
                body=self._writer.write(delivery.news, audience_of(subscription.partner), now),
                secrets=tuple(secrets_of(subscription)),
            )
        except Exception:
            logger.exception("%s couldn't be made", delivery.message_id)
            settle(delivery, Outcome(fault=UNMADE), self._clock(), self._vary)
            return None

        def ask() -> Outcome:
            if time.monotonic() >= too_late:
                return Outcome(fault=LATE)
            return post(message, now, self._send, self._seconds)

        return Errand(delivery.message_id, ask, partial(self._settle_delivery, delivery))

    def _settle_delivery(self, delivery: Delivery, outcome: Outcome) -> None:
        self._took[delivery.subscription_id] = outcome.seconds
        settle(delivery, outcome, self._clock(), self._vary)


COURIER = Courier()
