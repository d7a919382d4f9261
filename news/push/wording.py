"""What the ledger says of one notice, each sign in a sentence beside its icon."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from news.partners.models import Way
from news.push.ledger import Account, Entry
from news.push.models import Delivery, DeliveryState
from news.push.telling import answer_and_time


class Sign(NamedTuple):
    """A sentence with the name of its icon; `copy` is the address that it tells of."""

    icon: str
    text: str
    copy: str = ""


def signs(account: Account, entry: Entry) -> Iterator[Sign]:
    """Yield what there is to say of a notice at a subscription."""
    if entry.delivery is not None:
        yield _sent(entry.delivery)
        if entry.is_early:
            return
    elif account.subscription.way == Way.WEBHOOK and not entry.fetched_at:
        yield Sign("time", _("Not sent yet."))
    if entry.fetched_at:
        yield Sign("check", _("Fetched %(date)s.") % {"date": _date(entry.fetched_at)})
    elif account.subscription.way != Way.WEBHOOK:
        yield _not_fetched(account, entry)
    if entry.acknowledged_at:
        said = _("Acknowledged %(date)s.") % {"date": _date(entry.acknowledged_at)}
        yield Sign("tick-inverse", said, entry.copy)


def _sent(delivery: Delivery) -> Sign:
    answered = answer_and_time(delivery.status, delivery.fault, delivery.seconds)
    if delivery.state == DeliveryState.DELIVERED and delivery.delivered_at:
        said = _("Sent %(date)s.") % {"date": _date(delivery.delivered_at)}
        return Sign("check", f"{said} {answered}")
    if delivery.state == DeliveryState.SUPERSEDED:
        return Sign("redirect", _("Not sent: something later about this text took its place."))
    if delivery.state == DeliveryState.FAILED:
        said = _("Given up: it was not taken.")
        return Sign("warning", f"{said} {answered}".strip())
    said = _("Not sent yet; it is due %(date)s.") % {"date": _date(delivery.due_at)}
    return Sign("time", f"{said} {answered}".strip())


def _not_fetched(account: Account, entry: Entry) -> Sign:
    if entry.had_later_at:
        said = _("Not fetched: by %(date)s it had a later version.")
        return Sign("redirect", said % {"date": _date(entry.had_later_at)})
    if not account.subscription.partner.is_served:
        return Sign("warning", _("Not fetched: its keys open nothing now."))
    if account.polled_at is None:
        return Sign("time", _("Not fetched: this feed has never been asked for."))
    said = _("Not fetched; the feed was last asked for %(date)s.")
    return Sign("time", said % {"date": _date(account.polled_at)})


def _date(moment: datetime) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")
