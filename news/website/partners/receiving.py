"""What a partner can do about its receiver: a secret, a test, sending again, a halt."""

from collections.abc import Callable
from functools import wraps

from django.core.cache import cache
from django.http import HttpResponse
from django.utils.translation import gettext as _

from news.partners.endpoints import rotate_secret
from news.partners.models import PauseReason, Subscription
from news.push import replaying
from news.push.models import Delivery
from news.website.partners.showing import back, show
from news.website.partners.visits import Visit, whole_number

# A test may take ten seconds, and whoever runs the receiver may not have asked for it.
TESTS_EVERY = 5

Verb = Callable[[Visit], HttpResponse]


def welcome(visit: Visit, before: Subscription | None) -> HttpResponse | None:
    """Show the first secret of a receiver, by the very answer to what made it.

    A receiver that had ceased to answer and has another address now is tried again.
    """
    subscription = visit.subscription
    if not visit.is_sent:
        return None
    if before and before.endpoint != subscription.endpoint and _has_ceased(before):
        replaying.resume(subscription)
    has_had_one = before is not None and before.secret
    return None if has_had_one else show(visit, secret=subscription.secret)


def _has_ceased(subscription: Subscription) -> bool:
    return bool(subscription.paused_at) and subscription.paused_reason != PauseReason.BY_HAND


def _of_whom_we_send(verb: Verb) -> Verb:
    """Do it for those alone to whom we send."""

    @wraps(verb)
    def doing(visit: Visit) -> HttpResponse:
        return verb(visit) if visit.is_sent else show(visit, status=422)

    return doing


@_of_whom_we_send
def _secret(visit: Visit) -> HttpResponse:
    rotate_secret(visit.subscription)
    return show(visit, secret=visit.subscription.secret)


@_of_whom_we_send
def _test(visit: Visit) -> HttpResponse:
    if not cache.add(f"partner-test:{visit.subscription.pk}", 1, TESTS_EVERY):
        fault = _("A test was sent a moment ago. Wait some seconds, then send another.")
        return show(visit, fault=fault, status=429)
    return show(visit, tested=replaying.send_test(visit.subscription))


@_of_whom_we_send
def _again(visit: Visit) -> HttpResponse:
    """Send one that has failed, or waits, now."""
    pk = whole_number(visit.request.POST.get("delivery", ""))
    own = Delivery.objects.filter(subscription=visit.subscription, state__in=("due", "failed"))
    delivery = own.filter(pk=pk).first()
    is_sent = delivery is not None and replaying.send_again(delivery)
    return back(visit, "again" if is_sent else "replaced")


@_of_whom_we_send
def _all_again(visit: Visit) -> HttpResponse:
    replaying.send_all_again(visit.subscription)
    return back(visit, "all-again")


@_of_whom_we_send
def _halt(visit: Visit) -> HttpResponse:
    replaying.pause(visit.subscription)
    return back(visit, "halted")


@_of_whom_we_send
def _go_on(visit: Visit) -> HttpResponse:
    replaying.resume(visit.subscription)
    return back(visit, "going-on")


VERBS: dict[str, Verb] = {
    "secret": _secret,
    "test": _test,
    "again": _again,
    "all-again": _all_again,
    "halt": _halt,
    "go-on": _go_on,
}
