"""What a partner does by itself: choose, agree, pause, go on."""

from django.db import transaction
from django.utils import timezone

from news.newsroom.models import NewsroomSettings
from news.partners.models import Partner, PartnerState, Subscription, Way


def own_subscription(partner: Partner) -> Subscription | None:
    """Return the subscription that a partner sets up by itself: its first that fetches."""
    return partner.subscriptions.filter(way=Way.PULL).order_by("pk").first()


@transaction.atomic
def choose(partner: Partner, channels: list[str], *, agrees: bool = False) -> Subscription:
    """Take just these channels; what the newsroom left out stays left out.

    Whoever has not agreed to the terms yet must do so now: `ValueError` otherwise.
    """
    partner = _locked(partner)
    if not partner.has_agreed:
        if not agrees:
            raise ValueError("nobody takes anything who hasn't agreed")
        _agree(partner)
    subscription = own_subscription(partner) or Subscription(partner=partner, way=Way.PULL)
    subscription.includes = channels
    subscription.save()
    return subscription


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
