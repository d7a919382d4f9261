"""What a partner does by itself: choose, agree, pause, go on."""

from django.db import transaction
from django.utils import timezone

from news.newsroom.models import NewsroomSettings
from news.partners.models import Partner, PartnerState, Subscription, Way


def own_subscription(partner: Partner, pk: int | None = None) -> Subscription | None:
    """Return the one asked for, else the partner's first: one that fetches, if there is any."""
    own = list(partner.subscriptions.order_by("pk"))
    asked = [each for each in own if each.pk == pk]
    fetched = [each for each in own if each.way != Way.WEBHOOK]
    return next(iter([*asked, *fetched, *own]), None)


def is_taken(endpoint: str, but: Subscription | None = None) -> bool:
    """Whether another subscription sends to this address already."""
    others = Subscription.objects.filter(endpoint=endpoint)
    return others.exclude(pk=but.pk if but else None).exists()


@transaction.atomic
def choose(
    partner: Partner,
    channels: list[str],
    *,
    subscription: Subscription | None = None,
    way: str = "",
    endpoint: str = "",
    agrees: bool = False,
) -> Subscription:
    """Take just these channels, in this way; what the newsroom left out stays left out.

    Whoever has not agreed to the terms yet must do so now: `ValueError` otherwise. Without a
    subscription the partner's first is meant, or one is made; without a way it keeps its own.
    Where another sends to the endpoint already, the database raises `IntegrityError`.
    """
    partner = _locked(partner)
    if not partner.has_agreed:
        if not agrees:
            raise ValueError("nobody takes anything who hasn't agreed")
        _agree(partner)
    asked = subscription.pk if subscription else None
    chosen = own_subscription(partner, asked) or Subscription()
    chosen.partner = partner
    chosen.includes = channels
    chosen.way = way or chosen.way
    # An address that nothing is sent to is left to others.
    chosen.endpoint = endpoint if chosen.way == Way.WEBHOOK else ""
    chosen.save()
    return chosen


def _agree(partner: Partner) -> None:
    if partner.agreed_on is None:
        zone = NewsroomSettings.load().zone
        partner.agreed_on = timezone.now().astimezone(zone).date()
    if partner.state == PartnerState.INVITED:
        partner.state = PartnerState.ACTIVE
    partner.save(update_fields=["agreed_on", "state"])


@transaction.atomic
def pause(partner: Partner) -> None:
    """Let an active partner's keys open nothing until it goes on."""
    partner = _locked(partner)
    if partner.state == PartnerState.ACTIVE:
        partner.state = PartnerState.PAUSED
        partner.save(update_fields=["state"])


@transaction.atomic
def resume(partner: Partner) -> None:
    """Let a paused partner's keys open its feeds again."""
    partner = _locked(partner)
    if partner.state == PartnerState.PAUSED:
        # Before it agreed to anything it was no more than invited.
        agreed = partner.agreed_on is not None
        partner.state = PartnerState.ACTIVE if agreed else PartnerState.INVITED
        partner.save(update_fields=["state"])


def _locked(partner: Partner) -> Partner:
    return Partner.objects.select_for_update().get(pk=partner.pk)
