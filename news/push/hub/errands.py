"""What the hub asks a callback: to confirm, to take a feed, to hear that there is none any more."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from news.push.carriers import Errand
from news.push.hub import denying, distributing, sealing, verifying
from news.push.hub.claiming import still_ours
from news.push.hub.limits import is_battered
from news.push.hub.models import Asked, HubRequest, HubSubscription, State
from news.push.hub.topics import Feed
from news.push.sending import LATE, UNMADE, Outcome, Send, attempt

logger = logging.getLogger(__name__)

Settle = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class Errands:
    """Makes the errand of each leased row; `vary` spreads the times at which it is tried again."""

    send: Send
    lease: timedelta
    seconds: float
    vary: Callable[[], float]
    clock: Callable[[], datetime]
    press: distributing.Press = field(default_factory=distributing.Press)

    def of(self, row: Asked, now: datetime) -> Errand | None:
        """Return what is to be asked, None where nothing is."""
        try:
            if isinstance(row, HubRequest):
                return self._confirm(row, now)
            return self._tell(row, now)
        except Exception:
            logger.exception("What the hub has to send couldn't be made")
            if isinstance(row, HubSubscription):
                distributing.settle(row, Outcome(fault=UNMADE), now, self.vary)
            else:
                still_ours(row).update(state=State.FAILED, fault=UNMADE)
            return None

    def _confirm(self, request: HubRequest, now: datetime) -> Errand | None:
        given = request.topic_given
        if not given or is_battered(request, now):
            still_ours(request).update(state=State.FAILED)
            return None
        if request.topic.find() is None:
            return self._deny(request, given, denying.GONE, now, lambda _outcome: _close(request))
        challenge = verifying.new_challenge()

        def settle(outcome: Outcome) -> None:
            verifying.settle(request, outcome, challenge, now, self.clock())

        url = verifying.question(request, given, challenge)
        return self._ask(request, url, now, settle, method="GET")

    def _tell(self, subscription: HubSubscription, now: datetime) -> Errand | None:
        feed = None if subscription.denied else subscription.topic.find()
        secret = sealing.unseal(subscription.secret)
        reason = subscription.denied or _reason_to_deny(subscription, feed, secret)
        if feed is None or reason:
            if not subscription.denied:
                # From here on nothing but this is sent.
                still_ours(subscription).update(denied=reason, tries=1)
                subscription.tries = 1
            given = subscription.topic_given or (feed.address if feed else "")
            return self._deny(
                subscription,
                given,
                reason,
                now,
                lambda outcome: denying.settle(subscription, outcome, self.clock()),
            )
        if subscription.wanted <= subscription.sent and not feed.is_early:
            distributing.pass_over(subscription, now)
            return None
        body = self.press.bytes_of(feed, subscription.extension, now)
        headers = distributing.headers(body, subscription.extension, feed.address, secret)

        def settle(outcome: Outcome) -> None:
            distributing.settle(subscription, outcome, self.clock(), self.vary)

        callback = subscription.callback
        return self._ask(subscription, callback, now, settle, body=body, headers=headers)

    def _deny(self, row: Asked, given: str, reason: str, now: datetime, settle: Settle) -> Errand:
        return self._ask(row, denying.denial(row, given, reason), now, settle, method="GET")

    def _ask(self, row: Asked, url: str, now: datetime, settle: Settle, **request: Any) -> Errand:
        # From then on another worker might send something later before we have sent this.
        too_late = time.monotonic() + self.lease.total_seconds() - self.seconds
        # The callback opens something, too: it stands in no log.
        name = f"{type(row).__name__} {row.pk}"

        def ask() -> Outcome:
            if time.monotonic() >= too_late:
                return Outcome(fault=LATE)
            return attempt(name, lambda: self.send(url, seconds=self.seconds, **request), now)

        return Errand(name, ask, settle)


def _close(request: HubRequest) -> None:
    still_ours(request).update(state=State.DONE)


def _reason_to_deny(subscription: HubSubscription, feed: Feed | None, secret: str) -> str:
    if feed is None:
        return denying.GONE
    # Unsigned where a signature was asked for, it would be taken for somebody else's.
    is_lost = not subscription.topic_given or bool(subscription.secret and not secret)
    return denying.UNREADABLE if is_lost else ""
