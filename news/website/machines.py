"""Pages for machines: where the site begins, robots.txt and sitemaps."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.html import escape

from news.articles.models import ArticlePage
from news.newsroom.models import NewsroomSettings
from news.newsroom.requests import read_only
from news.ready.terms import Terms, holds_until, keep
from news.website.frame import Alternate, base_url
from news.website.listings import next_month, read_month
from news.website.middleware import preferred_language
from news.website.paths import edition_path, home_path

# Google's limit for news sitemaps, in time; and the protocol's for any, in addresses.
NEWS_IS_NEWS_FOR = timedelta(days=2)
MOST_ADDRESSES = 50_000
KEPT_FOR = 300
XML = "application/xml; charset=utf-8"
XML_BEGINS = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of a sitemap."""

    url: str
    changed: str
    alternates: list[Alternate]
    title: str = ""
    language: str = ""
    released: str = ""


@read_only
def root(request: HttpRequest) -> HttpResponse:
    """Send the reader to the first of their languages that the newsroom writes in."""
    active = NewsroomSettings.load(request_or_site=request).languages()
    response = HttpResponseRedirect(home_path(preferred_language(request, active)))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    """Let everybody in but to the admin and to what has no end."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /partners/"]
    lines += [f"Disallow: /{code}/search/" for code, _name in settings.LANGUAGES]
    lines += ["", f"Sitemap: {base_url()}/sitemap.xml"]
    lines += [f"Sitemap: {base_url()}/sitemap-news.xml", ""]
    return _kept(request, HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))


@read_only
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List a sitemap for each month (UTC) since the first release in an active language.

    By month, since a month has what a newsroom can write in it, however old the newsroom is.
    """
    began = [ArticlePage.objects.released(code).began_at() for code in _active(request)]
    firsts = [moment for moment in began if moment]
    months: Iterable[int] = ()
    if firsts:
        begins = _months_of_time(min(firsts).astimezone(UTC))
        months = range(begins, _months_of_time(timezone.now()) + 1)
    # By hand: a template would take ten times as long for the maps of many years.
    origin = escape(base_url())
    listed = "\n".join(
        f"<sitemap><loc>{origin}/sitemap-{month // 12:04}-{month % 12 + 1:02}.xml</loc></sitemap>"
        for month in months
    )
    document = f'{XML_BEGINS}<sitemapindex xmlns="{SITEMAPS}">\n{listed}\n</sitemapindex>\n'
    return _kept(request, HttpResponse(document, content_type=XML))


def _months_of_time(moment: datetime) -> int:
    return moment.year * 12 + moment.month - 1


@read_only
def sitemap(request: HttpRequest, month: str) -> HttpResponse:
    """List what was released in a month (UTC), each edition with its other languages."""
    first = read_month(month)
    if first is None:
        raise Http404
    begin, end = (datetime.combine(day, time(), UTC) for day in (first, next_month(first)))
    editions = ArticlePage.objects.released().filter(
        language__in=_active(request), released_at__gte=begin, released_at__lt=end
    )
    return _xml(request, "news/website/sitemap.xml", {"entries": _entries(request, editions)})


def _active(request: HttpRequest) -> list[str]:
    return NewsroomSettings.load(request_or_site=request).languages()


@read_only
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """List what came out in the last two days, in Google's terms for news."""
    newsroom = NewsroomSettings.load(request_or_site=request)
    now = timezone.now()
    # What leaves the two days does so without a change.
    holds_until(now + timedelta(seconds=KEPT_FOR))
    since = now - NEWS_IS_NEWS_FOR
    editions = ArticlePage.objects.released().filter(
        language__in=newsroom.languages(), released_at__gte=since
    )
    context = {"entries": _entries(request, editions), "newsroom": str(newsroom)}
    return _xml(request, "news/website/sitemap_news.xml", context)


def _entries(request: HttpRequest, editions) -> list[Entry]:
    fields = ("language", "url_path", "path", "depth", "title", "story_id")
    rows = list(editions.only(*fields, "released_at", "changed_at").newest_first()[:MOST_ADDRESSES])
    origin = base_url()
    siblings: dict[object, list[Alternate]] = defaultdict(list)
    released = ArticlePage.objects.released().filter(story__in=editions.values("story_id"))
    for each in released.only(*fields).order_by("path"):
        siblings[each.story_id].append(Alternate(each.language, f"{origin}{edition_path(each)}"))
    return [
        Entry(
            url=f"{origin}{edition_path(row)}",
            changed=row.changed_at.isoformat(timespec="seconds"),
            alternates=_with_default(siblings[row.story_id]),
            title=row.title,
            language=row.language,
            released=row.released_at.isoformat(timespec="seconds"),
        )
        for row in rows
    ]


def _with_default(alternates: list[Alternate]) -> list[Alternate]:
    """Add x-default, the same on every page of the set."""
    order = [code for code, _name in settings.LANGUAGES]
    ranked = sorted(alternates, key=lambda each: order.index(each.code))
    return [*ranked, Alternate("x-default", ranked[0].url)] if ranked else []


def _xml(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    return _kept(
        request,
        render(request, template, context, content_type=XML),
    )


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    keep(request, Terms(for_everybody=True, max_age=KEPT_FOR))
    return response
