"""An edition that somebody has no part in is closed to them at whatever address names it."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.auth import permission_denied
from wagtail.query import PageQuerySet

from news.articles.models import ArticlePage
from news.desk.explorer import EXPLORED_BY, PagePolicy

# Wagtail's names for pages in addresses; not all of its views ask about rights before they speak.
PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")


class GuardMiddleware:
    """Refuses addresses of the admin that name an edition which is none of the person's."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, given: dict[str, Any]
    ) -> HttpResponse | None:
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        named = {given[name] for name in PAGES if given.get(name)}
        if given.get("model_name") == "page":
            named |= {pk for pk in request.GET.getlist("id") if pk.isdecimal()}
        if not named or not request.user.is_authenticated or request.user.is_superuser:
            return None
        return None if has_part_in_all(request.user, named) else permission_denied(request)


def has_part_in_all(user: Any, named: set[Any]) -> bool:
    """Say whether somebody has a right on each of the editions among these pages."""
    policy = PagePolicy(ArticlePage)
    return all(
        policy.user_has_any_permission_for_instance(user, EXPLORED_BY, edition)
        for edition in ArticlePage.objects.filter(pk__in=named)
    )


def offer_known_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Offer for links what is public, and of the rest what somebody has a part in.

    Wagtail shows the headline in waiting; where that isn't the public one, it is nobody else's.
    """
    if request.user.is_superuser:
        return pages
    theirs = PagePolicy(ArticlePage).explorable_instances(request.user)
    public = Q(live=True, draft_title=F("title"))
    return pages.filter(public | Q(pk__in=theirs.values("pk")))
