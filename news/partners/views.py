"""A partner's own feeds over HTTP."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from news.newsroom.requests import read_only
from news.partners import access
from news.partners.access import Access
from news.partners.selections import Selection
from news.ready.terms import Terms, keep
from news.syndication import build
from news.syndication.documents import Document
from news.syndication.formats import FORMATS
from news.syndication.links import link_header, self_link


@csrf_exempt
@read_only
def feed(request: HttpRequest, token: str, language: str, extension: str) -> HttpResponse:
    """Answer with what a key's subscription takes in a language, in a format."""
    opened = _opened(token, language, extension)
    if opened is None:
        return nothing(request)
    found, chosen = opened
    response = _written(request, chosen, extension, lambda: build.feed(chosen, found.audience))
    own = self_link(access.feed_url(found.topic_key, language, extension))
    response["Link"] = f"{own}, {response['Link']}"
    return response


@csrf_exempt
@read_only
def archive(
    request: HttpRequest,
    token: str,
    language: str,
    year: str,
    month: str,
    version: str,
    extension: str,
) -> HttpResponse:
    """Answer with a month of it; an older version leads to the present."""
    opened = _opened(token, language, extension)
    if opened is None:
        return nothing(request)
    found, chosen = opened
    when = build.Month(int(year), int(month))
    present = build.archive_version(chosen, when)
    if not present:
        return nothing(request)
    if present != version:
        return private(HttpResponsePermanentRedirect(f"{when}.{present}.{extension}"))
    return _written(
        request, chosen, extension, lambda: build.archive(chosen, when, version, found.audience)
    )


def _opened(token: str, language: str, extension: str) -> tuple[Access, Selection] | None:
    found = access.find(token)
    chosen = found.selection(language) if found else None
    if found is None or chosen is None or extension not in FORMATS:
        return None
    return found, chosen


def _written(
    request: HttpRequest, chosen: Selection, extension: str, make: Callable[[], Document]
) -> HttpResponse:
    written_in = FORMATS[extension]
    with translation.override(chosen.language):
        document = make()
        body = written_in.write(document)
    # All share it, so what leads on leads from where one is, and there is no address of its own.
    links = link_header(document, extension)
    keep(
        request,
        Terms(language=chosen.language, for_everybody=True, is_private=True, links=links),
    )
    response = HttpResponse(body, content_type=f"{written_in.media_type}; charset=utf-8")
    response["Link"] = links
    return private(response)


@csrf_exempt
def nothing(request: HttpRequest, **_path: Any) -> HttpResponse:
    """Answer the same for keys that are unknown, wrong or ended, and for what they don't open."""
    return private(
        HttpResponse(
            _("There is nothing at this address.") + "\n",
            status=404,
            content_type="text/plain; charset=utf-8",
        )
    )


def private(response: HttpResponse) -> HttpResponse:
    """Say that an answer is for whoever asked, and for no cache, index or other site."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
