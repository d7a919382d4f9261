"""Telling a callback that it is sent nothing any more (WebSub, section 5.2)."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from news.push.hub.claiming import still_ours
from news.push.hub.models import Asked, AskedQuerySet, HubSubscription, State
from news.push.hub.verifying import with_arguments
from news.push.schedule import pause_after
from news.push.sending import Outcome

# One answer for what is gone, what was ended and what a key doesn't open any more.
GONE, ENDED, UNREADABLE = "gone", "ended", "unreadable"
REASONS = {
    GONE: _("There is no feed at this address any more."),
    ENDED: _("The newsroom has ended this subscription."),
    UNREADABLE: _("The hub has lost what it needs for this subscription. Please subscribe anew."),
}
MOST_TRIES = 3


def deny(rows: AskedQuerySet, reason: str, now: datetime) -> int:
    """End subscriptions: nothing more is sent to them, but that they are denied and why."""
    there = rows.filter(denied="")
    # Asked first, since to update takes the database's only writer's place even for nothing.
    if not there.exists():
        return 0
    return there.update(denied=reason, state=State.DUE, due_at=now, tries=0)


def denial(row: Asked, topic: str, reason: str) -> str:
    """Return the address that tells a callback of its denial, in the language of the feed."""
    with override(row.language):
        said = str(REASONS[reason])
    return with_arguments(row.callback, mode="denied", topic=topic, reason=said)


def settle(subscription: HubSubscription, outcome: Outcome, now: datetime) -> None:
    """Forget a subscription whose callback was told; try a few times more where it wasn't."""
    pause = pause_after(subscription.tries) or timedelta()
    if outcome.is_good or subscription.tries >= MOST_TRIES:
        still_ours(subscription).delete()
    else:
        still_ours(subscription).update(state=State.DUE, due_at=now + pause)
