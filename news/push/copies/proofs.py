"""What shows that a partner was told of a withdrawal, and when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from news.articles.ledger import Notice
from news.partners.models import PartnerState, Subscription, Way
from news.partners.selections import selection
from news.push.models import Delivery
from news.push.telling import answer


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at telling, and what was answered; empty where we were interrupted."""

    at: datetime
    answer: str


@dataclass(frozen=True, slots=True)
class Told:
    """How one subscription was told: `at` is when it had it, empty where nothing shows that."""

    how: str
    at: datetime | None
    message_id: str = ""
    attempts: list[Attempt] = field(default_factory=list)


def told_by_partner(withdrawal: Notice) -> dict[int, list[Told]]:
    """Return by partner's key what each of its subscriptions was told."""
    told: dict[int, list[Told]] = defaultdict(list)
    deliveries = Delivery.objects.filter(notice=withdrawal).select_related("subscription")
    for delivery in deliveries.order_by("pk"):
        told[delivery.subscription.partner_id].append(_sent(delivery))
    for subscription in _fetching(withdrawal):
        told[subscription.partner_id].append(_fetched(subscription, withdrawal))
    return dict(told)


def _sent(delivery: Delivery) -> Told:
    how = _("We send it (webhook): %(state)s") % {"state": delivery.get_state_display()}
    attempts = [
        Attempt(
            datetime.fromisoformat(each["at"]), answer(each.get("status"), each.get("fault", ""))
        )
        for each in delivery.attempts
    ]
    return Told(how, delivery.delivered_at, delivery.message_id, attempts)


def _fetching(withdrawal: Notice) -> list[Subscription]:
    """Return the subscriptions whose feeds tell of it."""
    rows = Subscription.objects.filter(way=Way.PULL, created_at__lte=withdrawal.occurred_at)
    known = rows.exclude(partner__state=PartnerState.ENDED).select_related("partner")
    return [each for each in known.with_last_use() if _takes(each, withdrawal)]


def _takes(subscription: Subscription, withdrawal: Notice) -> bool:
    chosen = selection(subscription, withdrawal.language)
    return chosen is not None and chosen.takes(withdrawal.channels_before)


def _fetched(subscription: Subscription, withdrawal: Notice) -> Told:
    last = subscription.last_used_at
    has_it = last is not None and last >= withdrawal.occurred_at
    return Told(_("It fetches our feed itself."), last if has_it else None)
