"""How it stands with an endpoint, in words that an editor can act on."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from news.newsroom import troubles
from news.newsroom.models import NewsroomSettings
from news.newsroom.troubles import Trouble
from news.partners.models import PauseReason, Subscription
from news.push.faults import SENTENCES
from news.push.models import Delivery, Health, told
from news.push.sending import LATE, UNMADE

TOLD_AFTER = timedelta(hours=1)
_PREFIX = "deliveries:"


def tell_editors(now: datetime) -> None:
    """Bring the troubles of endpoints up to date: those that there are, in words of now."""
    stand = {
        f"{_PREFIX}{each.pk}": standing(each, now) for each in told() if _is_to_be_told(each, now)
    }
    known = dict(Trouble.objects.filter(key__startswith=_PREFIX).values_list("key", "message"))
    for key in known.keys() - stand.keys():
        troubles.resolve(key)
    for key, message in stand.items():
        if known.get(key) != message:
            troubles.report(key, message)


def _is_to_be_told(subscription: Subscription, now: datetime) -> bool:
    if subscription.paused_at:
        return subscription.paused_reason != PauseReason.BY_HAND
    since = _failing_since(subscription)
    return since is not None and since <= now - TOLD_AFTER


def _failing_since(subscription: Subscription) -> datetime | None:
    health: Health | None = getattr(subscription, "health", None)
    return health.failing_since if health else None


def standing(subscription: Subscription, now: datetime) -> str:
    """Say in a sentence how it stands; empty where all is well."""
    waiting = Delivery.objects.filter(subscription=subscription).open()
    facts: dict[str, Any] = {"partner": subscription.partner.name, "count": waiting.count()}
    if subscription.paused_at:
        facts["since"] = _moment(subscription.paused_at, now)
        return _paused(subscription.paused_reason, facts["count"]) % facts
    since = _failing_since(subscription)
    if since is None:
        return ""
    facts["since"] = _moment(since, now)
    next_at = waiting.order_by("pk").values_list("due_at", flat=True).first()
    if next_at is None:
        return _("%(partner)s hasn't answered since %(since)s; nothing waits.") % facts
    facts["next"] = _moment(next_at, now)
    return (
        ngettext(
            "%(partner)s hasn't answered since %(since)s; %(count)d notice waits; "
            "next try: %(next)s.",
            "%(partner)s hasn't answered since %(since)s; %(count)d notices wait; "
            "next try: %(next)s.",
            facts["count"],
        )
        % facts
    )


def _paused(reason: str, count: int) -> str:
    if reason == PauseReason.GONE:
        return ngettext(
            "%(partner)s has told us at %(since)s that it wants nothing at its address any more "
            "(410). Nothing is sent there; %(count)d notice waits.",
            "%(partner)s has told us at %(since)s that it wants nothing at its address any more "
            "(410). Nothing is sent there; %(count)d notices wait.",
            count,
        )
    if reason == PauseReason.SILENT:
        return ngettext(
            "%(partner)s hasn't answered for five days. Nothing is sent there since %(since)s; "
            "%(count)d notice waits. Ask the partner, then send all again.",
            "%(partner)s hasn't answered for five days. Nothing is sent there since %(since)s; "
            "%(count)d notices wait. Ask the partner, then send all again.",
            count,
        )
    return ngettext(
        "The newsroom has paused this at %(since)s; %(count)d notice waits.",
        "The newsroom has paused this at %(since)s; %(count)d notices wait.",
        count,
    )


def answer(status: int | None, fault: str) -> str:
    """Say what was answered to an attempt; empty for one that has no end yet."""
    if fault == UNMADE:
        return _("The message couldn't be made. Tell whoever runs this site.")
    if fault == LATE:
        return _("Not sent: this machine was too busy. It is tried again.")
    if fault in SENTENCES:
        return str(SENTENCES[fault])
    if status is None:
        return ""
    if 200 <= status < 300:
        return _("Taken (%(status)d).") % {"status": status}
    if status == 410:
        return _("The receiver wants nothing at this address any more (410).")
    if 300 <= status < 400:
        return _(
            "The receiver sends us elsewhere (%(status)d), where we don't follow. Write the "
            "address that it really has."
        ) % {"status": status}
    return _("Not taken (%(status)d). Ask those who run the receiver to look into its log.") % {
        "status": status
    }


def answer_and_time(status: int | None, fault: str, seconds: float | None) -> str:
    """Say what was answered, and after how many seconds where that is known."""
    answered = answer(status, fault)
    if not answered or seconds is None:
        return answered
    places = 1 if seconds >= 0.1 else 2
    return _("%(answer)s It took %(seconds)s s.") % {
        "answer": answered,
        "seconds": number_format(max(round(seconds, places), 0.01), places),
    }


def _moment(moment: datetime, now: datetime) -> str:
    """Return the time of a moment today, else with the day."""
    calendar = NewsroomSettings.load().calendar(get_language() or "en")
    if calendar.local(moment).date() == calendar.local(now).date():
        return calendar.time(moment)
    return calendar.short_moment(moment, calendar.local(now).date())
