"""Who is sent feeds by the hub, in the admin: how it stands, and the way to end it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from news.newsroom.languages import AUTONYMS
from news.partners.models import Subscription
from news.push.hub.denying import ENDED, deny
from news.push.hub.models import AskedQuerySet, HubSubscription, active
from news.push.telling import answer
from news.push.waking import look
from news.syndication.channels import Channel, at
from news.syndication.formats import FORMATS

PER_PAGE = 50
PERMISSION = "news.change_subscription"


@never_cache
def of_partner(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who is sent the feeds of a partner's subscription."""
    _check(request)
    subscription = get_object_or_404(Subscription.objects.select_related("partner"), pk=pk)
    return _show(
        request,
        active().filter(token__subscription=subscription),
        subtitle=subscription.partner.name,
        back=reverse(Subscription.snippet_viewset.get_url_name("edit"), args=[pk]),
    )


@never_cache
def of_public(request: HttpRequest) -> HttpResponse:
    """Show who is sent public feeds."""
    _check(request)
    return _show(request, active().exclude(channel=""), subtitle=_("Public feeds"))


def _show(
    request: HttpRequest, rows: AskedQuerySet, *, subtitle: str, back: str = ""
) -> HttpResponse:
    rows = rows.select_related("token").order_by("host", "language", "channel", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "news/push/hub.html",
        {"subtitle": subtitle, "rows": _rows(page.object_list), "page": page, "back": back},
    )


def _rows(found: Any) -> list[dict[str, Any]]:
    channels: dict[tuple[str, str], Channel | None] = {}
    rows = []
    for each in found:
        key = each.language, each.channel
        if each.channel and key not in channels:
            channels[key] = at(*key)
        channel = channels.get(key)
        rows.append(
            {
                "subscription": each,
                "language": AUTONYMS.get(each.language, each.language),
                "channel": channel.name.text if channel else "",
                "key": each.token,
                "format": FORMATS[each.extension].label,
                "trouble": answer(each.status, each.fault) if each.failing_since else "",
            }
        )
    return rows


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Send nothing more to a subscriber, and tell it so."""
    _check(request)
    subscription = get_object_or_404(active().select_related("token"), pk=pk)
    deny(HubSubscription.objects.filter(pk=pk), ENDED, timezone.now())
    look.enqueue()
    messages.success(request, _("It is sent nothing more, and is told so."))
    if subscription.token:
        return redirect("hub-of-partner", subscription.token.subscription_id)
    return redirect("hub-public")


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


class SubscribersMenuItem(MenuItem):
    """The way to the list of who is sent public feeds."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def menu_item() -> SubscribersMenuItem:
    """Return the entry among the reports."""
    return SubscribersMenuItem(
        gettext_lazy("WebSub subscribers"),
        reverse("hub-public"),
        name="hub",
        icon_name="link",
        order=695,
    )


urlpatterns = [
    path("partners/<int:pk>/websub/", of_partner, name="hub-of-partner"),
    path("websub/", of_public, name="hub-public"),
    path("websub/<int:pk>/end/", end, name="hub-end"),
]
