"""Feeds over HTTP."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from news.newsroom.languages import codes
from news.newsroom.requests import read_only
from news.ready.terms import Terms, keep
from news.syndication import addresses, build, catalogue, channels
from news.syndication.answers import MAX_AGE, METHODS, open_to_all, options, refuse
from news.syndication.audience import public
from news.syndication.documents import Document
from news.syndication.formats import FORMATS
from news.syndication.links import link_header

View = Callable[..., HttpResponse]


class Elsewhere(Exception):
    """What was asked for has another address."""


class Nowhere(Exception):
    """There is no such feed."""


def in_its_language(view: View) -> View:
    """Speak the language of the address; refuse unknown languages and methods."""

    @csrf_exempt
    @wraps(view)
    def speaking(request: HttpRequest, language: str, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return options()
        if request.method not in METHODS:
            response = refuse(_("Feeds can only be read."), status=405)
            response["Allow"] = ", ".join(METHODS)
            return response
        if language not in codes():
            return refuse(_("There is no such language here."))
        with translation.override(language):
            return view(request, language, **kwargs)

    return speaking


@in_its_language
def feed(request: HttpRequest, language: str, channel: str, extension: str) -> HttpResponse:
    """Answer with a channel in a format."""

    def make() -> Document:
        return build.feed(_find(language, channel, f".{extension}"), public())

    return _serve(request, language, extension, make)


@in_its_language
def archive(
    request: HttpRequest,
    language: str,
    channel: str,
    year: str,
    month: str,
    version: str,
    extension: str,
) -> HttpResponse:
    """Answer with a month of a channel in a format; an older version leads to the present."""

    def make() -> Document:
        when = build.Month(int(year), int(month))
        found = _find(language, channel, f"/{when}.{version}.{extension}")
        present = build.archive_version(found, when)
        if not present:
            raise Nowhere
        if present != version:
            page = f"{channel}/{when}.{present}"
            raise Elsewhere(addresses.feed_url(language, page, extension))
        return build.archive(found, when, version, public())

    return _serve(request, language, extension, make)


def _find(language: str, key: str, rest: str) -> channels.Channel:
    found = channels.find(language, key)
    if found:
        return found
    present = channels.moved(language, key)
    if present:
        raise Elsewhere(addresses.absolute(f"/{language}/feeds/{present}{rest}"))
    raise Nowhere


def _serve(
    request: HttpRequest,
    language: str,
    extension: str,
    make: Callable[[], Document],
) -> HttpResponse:
    if extension not in FORMATS:
        return unknown(request, language=language)
    chosen = FORMATS[extension]
    try:
        document = make()
    except Nowhere:
        return unknown(request, language=language)
    except Elsewhere as elsewhere:
        return open_to_all(HttpResponsePermanentRedirect(str(elsewhere)))
    body = chosen.write(document)
    response = _kept(request, language, body, chosen.media_type, chosen.browser_media_type)
    response["Link"] = link_header(document, extension)
    return response


def _kept(
    request: HttpRequest, language: str, body: bytes, media_type: str, opened_as: str
) -> HttpResponse:
    """Answer with bytes that are the same for everybody, whatever the query says."""
    keep(
        request,
        Terms(
            language=language,
            opened_as=f"{opened_as}; charset=utf-8",
            for_everybody=True,
            max_age=MAX_AGE,
        ),
    )
    return open_to_all(HttpResponse(body, content_type=f"{media_type}; charset=utf-8"))


@in_its_language
def unknown(request: HttpRequest, language: str, **_kwargs: str) -> HttpResponse:
    """Say in a line that there is no such feed, and where all are."""
    return refuse(
        _("There is no such feed. All feeds: %(address)s")
        % {"address": addresses.catalogue_url(language)}
    )


@in_its_language
def all_feeds(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the list of all feeds as OPML."""
    return _kept(request, language, catalogue.outlines(language), "text/x-opml", "application/xml")


@read_only
def page(request: HttpRequest, language: str) -> HttpResponse:
    """Show the catalogue of feeds."""
    if language not in codes():
        raise Http404
    with translation.override(language):
        context = catalogue.SURROUNDINGS["page"](request, language, _("Feeds"))
        response = TemplateResponse(
            request,
            "news/syndication/catalogue.html",
            {**context, "catalogue": catalogue.catalogue(language)},
        ).render()
    keep(request, Terms(language=language))
    return response
