"""What ends by itself: leases that are over, feeds that are gone, requests of long ago."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from news.newsroom.generation import PARTNERS, SHARED, generations
from news.partners.models import Subscription, Token
from news.push.hub.denying import GONE, deny
from news.push.hub.limits import WITHIN
from news.push.hub.models import HubRequest, HubSubscription, active
from news.push.hub.topics import Topic

# A feed may be gone without anybody having changed anything: its last text fell out of it.
LOOKS_AT_LEAST_EVERY = timedelta(hours=1)


def end_leases(now: datetime) -> None:
    """Forget subscriptions that nobody has renewed, and requests that no limit needs any more."""
    over = HubSubscription.objects.filter(until__lte=now, denied="")
    old = HubRequest.objects.filter(made_at__lte=now - WITHIN).exclude(
        pk__in=HubRequest.objects.in_hand(now).values("pk")
    )
    for rows in (over, old):
        # Asked first, since to delete takes the database's only writer's place even for nothing.
        if rows.exists():
            rows.delete()


def end_without_key(now: datetime) -> None:
    """Deny those whose key opens nothing any more."""
    good = Token.objects.good().filter(
        pk=OuterRef("token"), subscription__in=Subscription.objects.served()
    )
    deny(active().filter(~Exists(good), channel=""), GONE, now)


class Watch:
    """Looks whether the feeds that are subscribed to still exist, once something has changed."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._looked_at: datetime | None = None

    def end_without_feed(self, now: datetime) -> None:
        """Deny those whose feed is gone."""
        numbers = generations(SHARED, PARTNERS)
        looked = self._looked_at
        if looked and numbers == self._numbers and now < looked + LOOKS_AT_LEAST_EVERY:
            return
        kinds = active().order_by().values_list("language", "channel", "token").distinct()
        for language, channel, token in kinds:
            if Topic(language, "", channel, token).find() is None:
                rows = active().filter(language=language, channel=channel, token=token)
                deny(rows, GONE, now)
        self._numbers, self._looked_at = numbers, now
