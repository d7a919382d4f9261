"""The keys of a subscription in the admin: made, shown once, ended."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from news.partners import tokens
from news.partners.access import feed_url
from news.partners.models import Subscription, Token
from news.syndication.formats import FORMATS


def addresses(subscription: Subscription, token: str) -> list[tuple[str, str, str]]:
    """Return language, format and address of every feed that a key opens."""
    return [
        (language, chosen.label, feed_url(token, language, name))
        for language in subscription.languages
        for name, chosen in FORMATS.items()
    ]


@never_cache
def keys(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the keys; on POST make one, and show it this once."""
    subscription = _changeable(request, pk)
    token = tokens.issue(subscription) if request.method == "POST" else ""
    return render(
        request,
        "news/partners/keys.html",
        {
            "subscription": subscription,
            "tokens": subscription.tokens.good(),
            "token": token,
            "addresses": addresses(subscription, token) if token else [],
            "back": reverse(Subscription.snippet_viewset.get_url_name("edit"), args=[pk]),
        },
    )


@require_POST
def end(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """Let a key open nothing from now on."""
    subscription = _changeable(request, pk)
    tokens.end(get_object_or_404(Token, pk=key, subscription=subscription))
    messages.success(request, _("The key opens nothing any more."))
    return redirect("partners-keys", pk)


def _changeable(request: HttpRequest, pk: int) -> Subscription:
    if not request.user.has_perm("news.change_subscription"):
        raise PermissionDenied
    return get_object_or_404(Subscription.objects.select_related("partner"), pk=pk)


urlpatterns = [
    path("partners/<int:pk>/keys/", keys, name="partners-keys"),
    path("partners/<int:pk>/keys/<int:key>/end/", end, name="partners-end-key"),
]
