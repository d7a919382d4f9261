"""What shows that a partner was told of a withdrawal, and when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Min
from django.utils.translation import gettext as _

from news.articles.ledger import Notice
from news.partners.models import PartnerState, Subscription, Way
from news.partners.selections import selection
from news.push.models import Delivery
from news.push.signs import Acknowledgement, Fetch
from news.push.telling import answer


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at telling, and what was answered; empty where we were interrupted."""

    at: datetime
    answer: str


@dataclass(frozen=True, slots=True)
class Told:
    """How one subscription was told: `at` is when it had it, empty where nothing shows that.

    `copy` is where the partner said then that its copy is.
    """

    how: str
    at: datetime | None
    message_id: str = ""
    attempts: list[Attempt] = field(default_factory=list)
    copy: str = ""


def told_by_partner(withdrawal: Notice) -> dict[int, list[Told]]:
    """Return by partner's key what each of its subscriptions was told."""
    told: dict[int, list[Told]] = defaultdict(list)
    deliveries = Delivery.objects.filter(notice=withdrawal).select_related("subscription")
    for delivery in deliveries.order_by("pk"):
        told[delivery.subscription.partner_id].append(_sent(delivery))
    for partner, at in _fetches(withdrawal):
        told[partner].append(Told(_("It fetches our feed itself."), at))
    words = Acknowledgement.objects.filter(urn=withdrawal.urn, notice__gte=withdrawal.pk)
    for each in words.select_related("subscription").order_by("pk"):
        said = Told(_("It has told us that it has the withdrawal."), each.at, copy=each.copy)
        told[each.subscription.partner_id].append(said)
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


def _fetches(withdrawal: Notice) -> list[tuple[int, datetime | None]]:
    """Return by partner when each subscription that fetches had the withdrawal, or what followed.

    A subscription that has it is named even where it takes other channels by now.
    """
    fetched = Fetch.objects.filter(urn=withdrawal.urn, notice__gte=withdrawal.pk)
    first = dict(fetched.order_by().values_list("subscription").annotate(at=Min("at")))
    rows = Subscription.objects.exclude(way=Way.WEBHOOK).select_related("partner").order_by("pk")
    return [
        (each.partner_id, first.get(each.pk))
        for each in rows
        if each.pk in first or _is_owed(each, withdrawal)
    ]


def _is_owed(subscription: Subscription, withdrawal: Notice) -> bool:
    """Whether it was to find the withdrawal in its feed."""
    chosen = selection(subscription, withdrawal.language)
    return (
        subscription.created_at <= withdrawal.occurred_at
        and subscription.partner.state != PartnerState.ENDED
        and chosen is not None
        and chosen.takes(withdrawal.channels_before)
    )
