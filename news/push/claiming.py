"""Who sends what next: each delivery leased by one worker, in order for endpoint and edition."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from news.partners.models import Subscription
from news.push.models import MOST_ATTEMPTS, Delivery, DeliveryState, sent_to
from news.syndication.formats.elements import rfc3339

# As long as a worker may take before another sends in its place.
LEASE = timedelta(seconds=60)
PER_ENDPOINT = 2
# So often an endpoint may fail before only the oldest delivery tries it, and all others wait.
BREAKS_AFTER = 3


def tidy(now: datetime) -> None:
    """Replace by the later ones what a dead worker has left, or a failure has put back."""
    left = Delivery.objects.due(now).passed_over()
    if left.exists():
        left.supersede()


def claim(
    at_most: int,
    now: datetime,
    *,
    lease: timedelta = LEASE,
    turn: Callable[[int], float] = lambda _pk: 0.0,
    at_once: Callable[[int], int] = lambda _pk: PER_ENDPOINT,
) -> Iterator[Delivery]:
    """Lease deliveries that are due and yield them with subscription and news.

    `turn` of a subscription's key says who comes first, `at_once` how many it may have at once.
    """
    if at_most <= 0:
        return
    due = Delivery.objects.due(now).filter(subscription=OuterRef("pk"))
    waiting = sent_to().filter(Exists(due))
    subscriptions = sorted(waiting, key=lambda each: turn(each.pk))
    carried = Delivery.objects.filter(state=DeliveryState.LEASED, due_at__gt=now)
    in_hand = Counter(carried.values_list("subscription", flat=True))
    for subscription in subscriptions:
        if at_most <= 0:
            return
        room = min(at_once(subscription.pk) - in_hand[subscription.pk], at_most)
        for delivery in _candidates(subscription, now, room):
            if _lease(delivery, now, lease):
                at_most -= 1
                delivery.subscription = subscription
                yield delivery


def is_broken(subscription: Subscription) -> bool:
    """Whether an endpoint has failed so often that only its oldest delivery tries it."""
    health = getattr(subscription, "health", None)
    return health is not None and health.failures >= BREAKS_AFTER


def _candidates(subscription: Subscription, now: datetime, room: int) -> list[Delivery]:
    if room <= 0:
        return []
    own = Delivery.objects.filter(subscription=subscription)
    own = own.select_related("notice", "advance").order_by("pk")
    if not is_broken(subscription):
        return list(own.due(now).newest().unhindered(now)[:room])
    oldest = own.open().newest().first()
    return [oldest] if oldest and oldest.due_at <= now else []


def _lease(delivery: Delivery, now: datetime, lease: timedelta) -> bool:
    """Take a delivery unless somebody has since it was read, or something later is owed."""
    attempts = [*delivery.attempts, {"at": rfc3339(now)}][-MOST_ATTEMPTS:]
    unchanged = Delivery.objects.filter(
        pk=delivery.pk, state=delivery.state, tries=delivery.tries, due_at=delivery.due_at
    )
    taken = {
        "state": DeliveryState.LEASED,
        "tries": delivery.tries + 1,
        "due_at": now + lease,
        "attempts": attempts,
    }
    if not unchanged.newest().unhindered(now).update(**taken):
        return False
    for name, value in taken.items():
        setattr(delivery, name, value)
    return True
