"""What a key opens: which subscription's channels, under which terms."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.crypto import salted_hmac

from news.partners.audiences import audience_of
from news.partners.models import Subscription, Token
from news.partners.selections import Selection, selection
from news.partners.tokens import digest_of
from news.syndication.audience import Audience


@dataclass(frozen=True, slots=True)
class Access:
    """A good key: by its number, what it opens, and until when.

    `shares` is the same for all that have the same; nobody outside can make it.
    """

    token: int
    subscription: Subscription
    audience: Audience
    ends_at: datetime | None
    shares: str

    def is_good(self) -> bool:
        """Whether it still opens something now."""
        return self.ends_at is None or timezone.now() < self.ends_at

    def selection(self, language: str) -> Selection | None:
        """Return what is taken in a language, None where that is nothing."""
        return selection(self.subscription, language)


def find_all() -> dict[str, Access]:
    """Return all keys that open something, by their digests, with one query."""
    return {row.digest: _access(row) for row in _tokens()}


def find(token: str) -> Access | None:
    """Return what a key opens; None for one that is unknown, has ended, or whose partner has."""
    row = _tokens().filter(digest=digest_of(token)).first()
    return _access(row) if row else None


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
        subscription=subscription,
        audience=audience,
        ends_at=row.ends_at,
        shares=salted_hmac("news.partners.access", repr(told)).hexdigest(),
    )
