"""Webhooks that were answered: each partner has taken each edition once."""

from datetime import datetime

from news.articles.ledger import NoticeKind
from news.push.models import Delivery
from news.push.pickups.models import PickUp, Sign, month_of, of_partner

# Whoever is told no more than this has taken nothing.
NOTHING_TAKEN = frozenset({NoticeKind.MOVED, NoticeKind.WITHDRAWN})


def note_taken(delivery: Delivery, now: datetime) -> None:
    """Count that a partner has an edition, the first time that it is carried there."""
    notice, partner = delivery.notice, delivery.subscription.partner_id
    if notice is None:
        # What comes before a release is not yet to be shown.
        return
    known = {"sign": Sign.TOLD, "urn": delivery.urn, "source": of_partner(partner)}
    if notice.kind in NOTHING_TAKEN or PickUp.objects.filter(**known).exists():
        return
    PickUp.objects.add_once(
        **known, language=notice.language, partner=partner, month=month_of(now), count=1
    )
