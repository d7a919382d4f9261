"""What readers get instead of a page: not found, withdrawn, refused, broken."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from news.articles.ledger import Notice
from news.articles.models import ArticlePage
from news.newsroom import requests
from news.newsroom.languages import direction
from news.ready.terms import Terms, keep
from news.website.cards import cards, listed
from news.website.frame import Head, build_frame
from news.website.middleware import language_of_path, preferred_language
from news.website.typography import typeset

logger = logging.getLogger(__name__)
INSTEAD = 2


def _language(request: HttpRequest) -> str:
    return language_of_path(request.path_info) or preferred_language(request)


def _bare(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    """Answer without asking the database for anything: it may be what is broken."""
    language = _language(request)
    context = {
        "language": language,
        "direction": direction(language),
        "status": status,
        "title": title,
        "words": words,
    }
    return HttpResponse(render_to_string("news/website/bare.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent can't be read."""
    with translation.override(_language(request)):
        words = _("What your browser sent could not be read. Go back and try again.")
        return _bare(request, 400, _("This request cannot be read"), words)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this reader."""
    with translation.override(_language(request)):
        words = _("You have no right to see this page.")
        return _bare(request, 403, _("This page is closed"), words)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came without what shows that it was ours, or long after it was opened."""
    with translation.override(_language(request)):
        words = _(
            "We could not tell that the form came from a page of ours. Go back, reload that "
            "page and send it again."
        )
        return _bare(request, 403, _("The form was not taken"), words)


def only_read(request: HttpRequest) -> HttpResponse:
    """405: somebody sent something to a page that takes nothing."""
    with translation.override(_language(request)):
        words = _("This page can be read, but nothing can be sent to it.")
        return _bare(request, 405, _("This page takes nothing"), words)


def read_only(view: requests.View) -> requests.View:
    """Answer 405 with a page to whoever does anything but read."""
    return requests.read_only(view, refuse=only_read)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    with translation.override(_language(request)):
        words = _("The fault is ours, and it has been written down. Please try again later.")
        return _bare(request, 500, _("Something broke on our side"), words)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there never was anything at this address."""
    language = _language(request)
    with translation.override(language):
        frame = build_frame(language)
        title = _("There is no such page")
        context = {
            "frame": frame,
            "head": Head(title=f"{title} — {frame.plain_name}", robots="noindex"),
            "title": title,
        }
        page = render_to_string("news/website/missing.html", context, request)
    return HttpResponse(page, status=404)


def gone(request: HttpRequest, notice: Notice | None) -> HttpResponse:
    """410: there was an edition here, and it has been taken back; why, and what to read."""
    language = notice.language if notice else _language(request)
    with translation.override(language):
        frame = build_frame(language)
        calendar, today = frame.calendar, frame.today_date
        edition = notice.edition if notice else None
        newest = listed(ArticlePage.objects.released(language)).newest_first()[:INSTEAD]
        title = _("This story is no longer here")
        context = {
            "frame": frame,
            "head": Head(title=f"{title} — {frame.plain_name}", robots="noindex"),
            "title": title,
            "reason": typeset(notice.note, language) if notice else "",
            "released": calendar.short(edition.released_at, today)
            if edition and edition.released_at
            else "",
            "withdrawn": calendar.day(notice.occurred_at) if notice else "",
            "cards": cards(newest, frame, cut=None),
        }
        page = render_to_string("news/website/withdrawn.html", context, request)
    keep(request, Terms(language=language))
    return HttpResponse(page, status=410)
