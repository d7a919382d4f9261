"""Every public path an edition ever had, and what it answers now."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from news.articles.ledger import Address, Notice

if TYPE_CHECKING:
    from news.articles.editions import ArticlePage

# The page for a withdrawn edition is the site's, which stands above this package.
GONE: dict[str, Callable[[HttpRequest, Notice | None], HttpResponse]] = {}


def open_at(edition: "ArticlePage", path: str) -> None:
    """Have the edition answer at this path; its other paths lead there."""
    Address.objects.filter(urn=edition.urn).exclude(path=path).update(is_current=False)
    Address.objects.filter(urn=edition.urn).update(withdrawal=None)
    Address.objects.update_or_create(
        path=path,
        defaults={
            "urn": edition.urn,
            "language": edition.language,
            "edition_id": edition.pk,
            "is_current": True,
            "withdrawal": None,
        },
    )


def move(edition: "ArticlePage", path: str) -> None:
    """Write down the new path of an edition that was once public."""
    withdrawal = (
        Address.objects.filter(urn=edition.urn, is_current=True)
        .values_list("withdrawal_id", flat=True)
        .first()
    )
    open_at(edition, path)
    Address.objects.filter(urn=edition.urn).update(withdrawal_id=withdrawal)


def close(edition: "ArticlePage", notice: Notice) -> None:
    """Have every path of the edition answer 410, with the notice of its withdrawal."""
    Address.objects.filter(urn=edition.urn).update(withdrawal=notice)


def answer(request: HttpRequest, below: str = "") -> HttpResponse | None:
    """Return what a path that once was public answers, None for an unknown one.

    `below` is what the request's path has after the edition's own: what stands there goes and
    moves with the edition.
    """
    address = (
        Address.objects.select_related("withdrawal", "edition")
        .filter(path=_with_slash(request.path_info).removesuffix(below))
        .first()
    )
    if address is None:
        return None
    if address.edition is None or not address.edition.is_released:
        return GONE["page"](request, address.withdrawal)
    return HttpResponsePermanentRedirect(quote(f"{address.edition.url_path}{below}"))


def _with_slash(path: str) -> str:
    return path if path.endswith("/") else f"{path}/"


class AddressMiddleware:
    """Answers for paths that nothing else answers: 301 if moved, 410 if withdrawn."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404:
            return response
        return answer(request) or response
