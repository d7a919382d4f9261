"""How a partner fares: of each subscription what came last, what waits, and what is wrong."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from news.partners.models import Partner, Subscription, Token, Way
from news.push.models import OPEN, Delivery, DeliveryState, Polled
from news.push.telling import standing


@dataclass(frozen=True, slots=True)
class Condition:
    """One subscription: `trouble` is a sentence, empty where all is well.

    `polled` has each language in which a feed was fetched, with the last time.
    """

    subscription: Subscription
    trouble: str
    polled: tuple[Polled, ...]
    keys: tuple[Token, ...]
    delivered_at: datetime | None
    waiting: int
    failed: int
    failures: int


def of_partner(partner: Partner, now: datetime) -> list[Condition]:
    """Return how each subscription of a partner fares."""
    subscriptions = partner.subscriptions.select_related("partner", "health")
    return [_condition(each, now) for each in subscriptions.order_by("pk")]


def _condition(subscription: Subscription, now: datetime) -> Condition:
    deliveries = Delivery.objects.filter(subscription=subscription).aggregate(
        delivered_at=Max("delivered_at"),
        waiting=Count("pk", filter=Q(state__in=OPEN)),
        failed=Count("pk", filter=Q(state=DeliveryState.FAILED)),
    )
    health = getattr(subscription, "health", None)
    keys = tuple(subscription.tokens.good())
    return Condition(
        subscription=subscription,
        trouble=standing(subscription, now) or _locked_out(subscription, keys),
        polled=tuple(subscription.polled.order_by("language")),
        keys=keys,
        failures=health.failures if health else 0,
        **deliveries,
    )


def _locked_out(subscription: Subscription, keys: tuple[Token, ...]) -> str:
    """Say of a feed that needs a key and has none that it is closed to its partner, too."""
    if keys or subscription.way == Way.WEBHOOK:
        return ""
    return _(
        "Nobody can fetch this feed: it has no key that works. Make one under “Keys and addresses”."
    )
