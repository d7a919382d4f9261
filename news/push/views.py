"""The deliveries of a subscription in the admin: how they stand, and what can be done."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from news.articles.models import ArticlePage
from news.partners.endpoints import rotate_secret, secrets_of
from news.partners.models import Subscription
from news.push import replaying
from news.push.listing import listing
from news.push.models import Delivery
from news.push.telling import answer_and_time, standing

PER_PAGE = 50


@never_cache
def deliveries(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a subscription was sent and is owed, newest first; with its secrets."""
    subscription = _changeable(request, pk)
    rows = Delivery.objects.filter(subscription=subscription).select_related("notice", "advance")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "news/push/deliveries.html",
        {
            "subscription": subscription,
            "standing": standing(subscription, timezone.now()),
            "secrets": secrets_of(subscription),
            "deliveries": listing(page.object_list, ArticlePage.objects.all()),
            "page": page,
            "back": reverse(Subscription.snippet_viewset.get_url_name("edit"), args=[pk]),
        },
    )


@require_POST
def send_again(request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
    """Send one delivery once more."""
    subscription = _changeable(request, pk)
    row = get_object_or_404(Delivery, pk=delivery, subscription=subscription)
    if replaying.send_again(row):
        messages.success(request, _("It is sent again."))
    else:
        messages.warning(
            request, _("Not sent again: something later about this text has replaced it.")
        )
    return redirect("push-deliveries", pk)


@require_POST
def send_all_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Resume, and send what waits and what has failed."""
    replaying.send_all_again(_changeable(request, pk))
    messages.success(request, _("All that waits and all that failed is sent again."))
    return redirect("push-deliveries", pk)


@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Send nothing for now."""
    replaying.pause(_changeable(request, pk))
    messages.success(request, _("Nothing is sent until you resume; what is owed waits."))
    return redirect("push-deliveries", pk)


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Send what waits."""
    replaying.resume(_changeable(request, pk))
    messages.success(request, _("What waits is sent now."))
    return redirect("push-deliveries", pk)


@require_POST
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a test message and say at once what was answered."""
    outcome = replaying.send_test(_changeable(request, pk))
    said = answer_and_time(outcome.status, outcome.fault, outcome.seconds)
    (messages.success if outcome.is_good else messages.error)(request, said)
    return redirect("push-deliveries", pk)


@require_POST
def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new secret; the one before signs beside it for a week."""
    rotate_secret(_changeable(request, pk))
    messages.success(
        request, _("There is a new secret. For a week both sign, so that none is refused.")
    )
    return redirect("push-deliveries", pk)


def _changeable(request: HttpRequest, pk: int) -> Subscription:
    if not request.user.has_perm("news.change_subscription"):
        raise PermissionDenied
    known = Subscription.objects.select_related("partner", "health").exclude(secret="")
    return get_object_or_404(known, pk=pk)


_BELOW = "partners/<int:pk>/deliveries/"

urlpatterns = [
    path(_BELOW, deliveries, name="push-deliveries"),
    path(f"{_BELOW}<int:delivery>/again/", send_again, name="push-send-again"),
    path(f"{_BELOW}all-again/", send_all_again, name="push-send-all-again"),
    path(f"{_BELOW}pause/", pause, name="push-pause"),
    path(f"{_BELOW}resume/", resume, name="push-resume"),
    path(f"{_BELOW}test/", test, name="push-test"),
    path(f"{_BELOW}secret/", rotate, name="push-rotate-secret"),
]
