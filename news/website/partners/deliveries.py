"""What we have sent to a partner's receiver, and how it answers, in its own words."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.articles.models import ArticlePage
from news.partners.models import PauseReason
from news.push.listing import Row, listing
from news.push.models import Delivery
from news.push.sending import Outcome
from news.push.telling import answer_and_time
from news.website.frame import Frame
from news.website.partners.visits import Visit

MOST_SHOWN = 50


def sent_to(visit: Visit, frame: Frame) -> dict[str, Any]:
    """Return how it stands with a partner's receiver, and its last deliveries."""
    subscription = visit.subscription
    own = Delivery.objects.filter(subscription=subscription)
    # The row of a text that was taken back may hold the words of a draft.
    released = ArticlePage.objects.released()
    rows = listing(own.select_related("notice", "advance")[:MOST_SHOWN], named=released)
    ends_at = subscription.old_secret_ends_at
    still_signs = ends_at if ends_at and ends_at > timezone.now() else None
    return {
        "standing": _standing(visit, frame),
        "is_halted": bool(subscription.paused_at),
        "old_secret_ends": _say(still_signs, frame),
        "deliveries": [_row(each, frame, is_halted=bool(subscription.paused_at)) for each in rows],
        "can_all_go_again": any(each.is_due or each.has_failed for each in rows),
    }


def _say(moment: datetime | None, frame: Frame) -> str:
    return frame.calendar.short_moment(moment, frame.today_date) if moment else ""


def _row(row: Row, frame: Frame, *, is_halted: bool) -> dict[str, Any]:
    delivery = row.delivery
    return {
        "pk": delivery.pk,
        "title": row.title,
        "language": delivery.news.language,
        "kind": delivery.news.get_kind_display(),
        "at": _say(delivery.news.occurred_at, frame),
        "state": delivery.get_state_display(),
        "is_delivered": delivery.delivered_at is not None,
        "delivered": _say(delivery.delivered_at, frame),
        "answer": row.answer,
        "next": _say(delivery.due_at, frame) if row.is_due and not is_halted else "",
        "is_due": row.is_due,
        "has_failed": row.has_failed,
    }


def _standing(visit: Visit, frame: Frame) -> str:
    """Say in a sentence what is wrong; empty where all is well."""
    subscription = visit.subscription
    if subscription.paused_at:
        return _halted(subscription.paused_reason) % {"since": _say(subscription.paused_at, frame)}
    health = getattr(subscription, "health", None)
    if health is None or health.failing_since is None:
        return ""
    waiting = Delivery.objects.filter(subscription=subscription).open().count()
    words = ngettext(
        "Your receiver has taken nothing since %(since)s; %(count)s message waits.",
        "Your receiver has taken nothing since %(since)s; %(count)s messages wait.",
        waiting,
    )
    count = frame.calendar.number(waiting)
    return words % {"since": _say(health.failing_since, frame), "count": count}


def _halted(reason: str) -> str:
    if reason == PauseReason.GONE:
        return _(
            "Your receiver said at %(since)s that it wants nothing at its address any more (410). "
            "Mend it or give another address, then let us go on; what you are owed waits."
        )
    if reason == PauseReason.SILENT:
        return _(
            "Your receiver had not answered for five days, so we send nothing since %(since)s. "
            "Mend it, press the test, then let us go on; what you are owed waits."
        )
    return _("Nothing is sent since %(since)s: it was paused. What you are owed waits.")


def test_told(outcome: Outcome) -> dict[str, Any]:
    """Say what was answered to a test, and what mostly helps."""
    said = answer_and_time(outcome.status, outcome.fault, outcome.seconds)
    return {"is_good": outcome.is_good, "said": said, "advice": _advice(outcome.status)}


def _advice(status: int | None) -> str:
    if status == 400:
        return _(
            "Receivers mostly answer 400 where the signature does not hold: is the secret the one "
            "shown last, is the clock right, and is the body checked as it came, unread?"
        )
    if status in {401, 403}:
        return _(
            "Mostly a firewall or a plugin for security stands before the receiver: let requests "
            "to this address through whose User-Agent begins with “Vestnik/”."
        )
    if status in {404, 405}:
        return _("Mostly the address has a typing mistake, or the receiver takes no POST there.")
    if status is not None and status >= 500:
        return _("The receiver broke down while it worked: its log, or PHP’s, says where.")
    return ""
