"""What a key opens: which subscription's channels, under which terms."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from news.partners.audiences import audience_of
from news.partners.models import Subscription, Token
from news.partners.selections import Selection, selection
from news.partners.tokens import digest_of
from news.syndication.addresses import absolute
from news.syndication.audience import Audience


@dataclass(frozen=True, slots=True)
class Access:
    """A good key: by its number, what it opens, and until when.

    `topic_key` opens the same and is made anew each time: a subscriber at the hub names by it
    what it subscribes to, and no key need be kept. `shares` is the same for all that have the
    same; nobody outside can make it.
    """

    token: int
    topic_key: str
    subscription: Subscription
    audience: Audience
    ends_at: datetime | None
    shares: str

    @property
    def is_early(self) -> bool:
        """Whether it opens texts before their release."""
        return self.audience.advance_to is not None

    def is_good(self) -> bool:
        """Whether it still opens something now."""
        return self.ends_at is None or timezone.now() < self.ends_at

    def selection(self, language: str) -> Selection | None:
        """Return what is taken in a language, None where that is nothing."""
        return selection(self.subscription, language)


def feed_url(key: str, language: str, extension: str) -> str:
    """Return the address of a feed that a key opens."""
    return absolute(f"/partners/{key}/{language}.{extension}")


def find_all() -> dict[str, Access]:
    """Return all keys that open something, by their digests, with one query."""
    found = {}
    for row in _tokens():
        access = _access(row)
        found[row.digest] = found[digest_of(access.topic_key)] = access
    return found


def find(key: str) -> Access | None:
    """Return what a key opens; None for one that is unknown, has ended, or whose partner has."""
    row = _tokens().filter(digest=digest_of(key)).first()
    if row:
        return _access(row)
    number, _dash, _proof = key.partition("-")
    # No more digits than a number of a row has.
    access = of_token(int(number)) if re.fullmatch("[0-9]{1,18}", number) else None
    return access if access and constant_time_compare(access.topic_key, key) else None


def of_token(token: int) -> Access | None:
    """Return what the key of this number opens, None where that is nothing."""
    row = _tokens().filter(pk=token).first()
    return _access(row) if row else None


def _topic_key(row: Token) -> str:
    return (
        f"{row.pk}-{salted_hmac('news.partners.topic', row.digest, algorithm='sha256').hexdigest()}"
    )


def _tokens():
    served = Subscription.objects.served()
    good = Token.objects.good().filter(subscription__in=served)
    return good.select_related("subscription__partner__licence")


def _access(row: Token) -> Access:
    subscription = row.subscription
    audience = audience_of(subscription.partner)
    told = [sorted(subscription.includes), sorted(subscription.excludes), audience.key]
    return Access(
        token=row.pk,
        topic_key=_topic_key(row),
        subscription=subscription,
        audience=audience,
        ends_at=row.ends_at,
        shares=salted_hmac("news.partners.access", repr(told)).hexdigest(),
    )
