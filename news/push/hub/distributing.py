"""Sending a feed as it is now to who has subscribed to it (WebSub, section 7)."""

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import translation

from news.newsroom.generation import ADVANCES, PARTNERS, SHARED, generations
from news.push.hub.claiming import still_ours
from news.push.hub.models import HubSubscription, State
from news.push.hub.topics import Feed
from news.push.schedule import jitter, pause_after
from news.push.sending import LATE, UNMADE, Outcome
from news.ready.terms import noting_moments
from news.syndication import build
from news.syndication.formats import FORMATS
from news.syndication.links import topic_links

MOST_KEPT = 64


def headers(body: bytes, extension: str, address: str, secret: str) -> dict[str, str]:
    """Return what is said of a feed's bytes: type, links, and the signature (section 7.1)."""
    said = {
        "Content-Type": f"{FORMATS[extension].media_type}; charset=utf-8",
        "Link": topic_links(address),
    }
    if secret:
        signature = hmac.new(secret.encode(), body, "sha256").hexdigest()
        said["X-Hub-Signature"] = f"sha256={signature}"
    return said


class Press:
    """Makes the bytes of each feed once for all who have the same, while nothing changes."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._kept: dict[tuple[str, str], tuple[bytes, datetime | None]] = {}

    def bytes_of(self, feed: Feed, extension: str, now: datetime) -> bytes:
        """Return the feed in a format, as whoever fetches it now gets it."""
        numbers = generations(SHARED, PARTNERS, ADVANCES)
        if numbers != self._numbers or len(self._kept) >= MOST_KEPT:
            self._numbers = numbers
            self._kept.clear()
        key = feed.shares, extension
        body, until = self._kept.get(key, (b"", None))
        if not body or (until and now >= until):
            with noting_moments() as moments, translation.override(feed.feeding.language):
                body = FORMATS[extension].write(build.feed(feed.feeding, feed.audience))
            self._kept[key] = body, min(moments, default=None)
        return body


@transaction.atomic
def settle(
    subscription: HubSubscription,
    outcome: Outcome,
    now: datetime,
    vary: Callable[[], float] = jitter,
) -> None:
    """Write down what became of sending a leased subscription its feed."""
    ours = still_ours(subscription)
    if outcome.is_gone:
        ours.delete()
        return
    answered = {"status": outcome.status, "fault": outcome.fault}
    if outcome.is_good:
        told = {"sent": subscription.wanted, "sent_advance": subscription.wanted_advance}
        _close(subscription, now, delivered_at=now, failing_since=None, **answered, **told)
        return
    if outcome.fault not in {LATE, UNMADE}:
        answered["failing_since"] = Coalesce("failing_since", now)
    pause = pause_after(subscription.tries)
    if pause is not None:
        due_at = now + max(pause * vary(), outcome.wait)
        ours.update(state=State.DUE, due_at=due_at, **answered)
    else:
        # Given up, unless there is news since: then it begins anew.
        _close(subscription, now + timedelta(hours=1), **answered)


def pass_over(subscription: HubSubscription, now: datetime) -> None:
    """Send nothing for what was coming to somebody who is trusted with it no more.

    An unchanged feed would tell that there was something.
    """
    _close(subscription, now, sent_advance=subscription.wanted_advance)


def _close(subscription: HubSubscription, next_at: datetime, **written: Any) -> None:
    """Have done with a leased subscription, until `next_at` where news came in the meantime.

    What came while a feed was sent may not be in it. Asked and written by one statement, for
    else a mark might fall between the two.
    """
    has_news = Q(wanted__gt=subscription.wanted)
    has_news |= Q(wanted_advance__gt=subscription.wanted_advance)
    state = Case(When(has_news, then=Value(State.DUE)), default=Value(State.IDLE))
    still_ours(subscription).update(state=state, due_at=next_at, tries=0, **written)
