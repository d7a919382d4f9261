"""A partner's own feeds over HTTP."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from news.newsroom.requests import read_only
from news.partners import access
from news.ready.terms import Terms, keep
from news.syndication import build
from news.syndication.formats import FORMATS
from news.syndication.links import topic_links


@csrf_exempt
@read_only
def feed(request: HttpRequest, token: str, language: str, extension: str) -> HttpResponse:
    """Answer with what a key's subscription takes in a language, in a format."""
    found = access.find(token)
    chosen = found.selection(language) if found else None
    if found is None or chosen is None or extension not in FORMATS:
        return nothing(request)
    written_in = FORMATS[extension]
    with translation.override(language):
        body = written_in.write(build.feed(chosen, found.audience))
    keep(request, Terms(language=language, for_everybody=True, is_private=True))
    response = HttpResponse(body, content_type=f"{written_in.media_type}; charset=utf-8")
    response["Link"] = topic_links(access.feed_url(found.topic_key, language, extension))
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
