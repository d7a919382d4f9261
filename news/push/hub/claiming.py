"""Who asks whom next: each row leased by one worker, hosts in turn, few at once for each."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from news.push.hub.models import Asked, AskedQuerySet, HubRequest, HubSubscription, State


def in_hand(now: datetime) -> Counter[str]:
    """Return how many callbacks of each host are being asked, by whatever worker."""
    rows = (model.objects.in_hand(now) for model in (HubRequest, HubSubscription))
    return Counter(host for each in rows for host in each.values_list("host", flat=True))


def requests(now: datetime) -> AskedQuerySet:
    """Return the requests that are to be confirmed now."""
    return HubRequest.objects.due(now)


def subscriptions(now: datetime) -> AskedQuerySet:
    """Return the subscriptions to which something is to be sent now: news, or that they end."""
    return HubSubscription.objects.due(now).filter(Q(until__gt=now) | ~Q(denied=""))


def claim(
    due: AskedQuerySet,
    at_most: int,
    now: datetime,
    lease: timedelta,
    *,
    turn: Callable[[str], float],
    room: Callable[[str], int],
) -> Iterator[Asked]:
    """Lease rows that are due and yield them.

    `turn` of a host says who comes first, `room` how many more of its callbacks may be asked.
    """
    if at_most <= 0:
        return
    hosts = due.order_by().values_list("host", flat=True).distinct()
    for host in sorted(hosts, key=turn):
        free = min(room(host), at_most)
        if free <= 0:
            continue
        for row in due.filter(host=host).order_by("due_at", "pk")[:free]:
            if _lease(row, now, lease):
                at_most -= 1
                yield row
        if at_most <= 0:
            return


def _lease(row: Asked, now: datetime, lease: timedelta) -> bool:
    """Take a row unless somebody has since it was read."""
    taken = {"state": State.LEASED, "tries": row.tries + 1, "due_at": now + lease}
    if not still(row).filter(state=row.state, due_at=row.due_at).update(**taken):
        return False
    for name, value in taken.items():
        setattr(row, name, value)
    return True


def still(row: Asked) -> AskedQuerySet:
    """Return the row, unless another worker has tried it since."""
    return type(row).objects.filter(pk=row.pk, tries=row.tries)


def still_ours(row: Asked) -> AskedQuerySet:
    """Return the row that we have leased, unless it was taken from us since."""
    return still(row).filter(state=State.LEASED)
