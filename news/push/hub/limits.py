"""How much one may ask of the hub, so that it can't be used to batter somebody else."""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from news.push.hub.models import AskedQuerySet, HubRequest, HubSubscription, Mode, State, active

WITHIN = timedelta(hours=1)
# So many requests may one sender make, and leave unconfirmed: who can't confirm isn't the host.
MOST_FROM_SENDER = 600
MOST_UNCONFIRMED = 10
# What anybody may ask for the callbacks of one host.
MOST_FOR_HOST = 600
MOST_UNCONFIRMED_FOR_HOST = 60
MOST_SUBSCRIPTIONS = 500
# Of all together.
MOST_OVERALL = 20_000
MOST_WAITING = 2_000


class TooMuchError(Exception):
    """More than the hub does; `is_full` where all together have asked too much, not this one."""

    def __init__(self, sentence: str, *, is_full: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.is_full = is_full


def fingerprint(address: str) -> str:
    """Return what stands for an address; without the newsroom's secret it says nothing."""
    if not address:
        return ""
    return salted_hmac("news.push.hub.limits", address, algorithm="sha256").hexdigest()


def refuse_too_much(request: HubRequest, now: datetime) -> None:
    """Raise TooMuchError where a request is one too many."""
    if HubRequest.objects.open().count() >= MOST_WAITING:
        raise TooMuchError(_("Too many requests are waiting. Try again later."), is_full=True)
    lately = HubRequest.objects.filter(made_at__gt=now - WITHIN)
    sent = lately.filter(sender=request.sender) if request.sender else lately.none()
    if sent.count() >= MOST_FROM_SENDER or _unconfirmed(sent) >= MOST_UNCONFIRMED:
        raise TooMuchError(
            _("You have asked too much, or too much that was not confirmed. Try again in an hour.")
        )
    if _is_held(request):
        return
    asked = lately.filter(host=request.host)
    if asked.count() >= MOST_FOR_HOST or _unconfirmed(asked) >= MOST_UNCONFIRMED_FOR_HOST:
        raise TooMuchError(
            _("Too much was asked for the host of your callback. Try again in an hour.")
        )
    if request.mode == Mode.SUBSCRIBE:
        _refuse_too_many(request.host)


def is_battered(request: HubRequest, now: datetime) -> bool:
    """Whether a request's host has by now been asked so much that it is better let be."""
    lately = HubRequest.objects.filter(host=request.host, made_at__gt=now - WITHIN)
    return _unconfirmed(lately) >= MOST_UNCONFIRMED_FOR_HOST and not _is_held(request)


def _is_held(request: HubRequest) -> bool:
    """Whether it is for a subscription that holds.

    Nobody else knows its callback, so whoever renews isn't shut out by what others ask for the
    same host.
    """
    return active().filter(digest=request.digest).exists()


def _unconfirmed(requests: AskedQuerySet) -> int:
    return requests.filter(state=State.FAILED).count()


def _refuse_too_many(host: str) -> None:
    coming = HubRequest.objects.open().filter(mode=Mode.SUBSCRIBE)
    there = HubSubscription.objects.all()
    if there.filter(host=host).count() + coming.filter(host=host).count() >= MOST_SUBSCRIPTIONS:
        raise TooMuchError(_("The host of your callback has as many subscriptions as it may have."))
    if there.count() + coming.count() >= MOST_OVERALL:
        raise TooMuchError(_("The hub has as many subscriptions as it can serve."), is_full=True)
