"""The archive: everything in a language, newest first, or one month of it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.http import HttpRequest
from django.utils.translation import gettext as _

from news.articles.models import ArticlePage, NewsIndexPage, PlainPage
from news.website.body import rendered_body
from news.website.cards import cards, listed
from news.website.frame import Context, Frame, build_frame, everywhere, page_head
from news.website.listings import next_month, paged, read_month
from news.website.paths import home_path, news_path, page_path
from news.website.typography import typeset


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the archive as a link."""

    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the archive: with its months where it is open, else where to open it."""

    number: int
    months: list[Month]
    url: str = ""


def archive_context(page: NewsIndexPage, request: HttpRequest) -> Context:
    """Return what the archive of a language shows."""
    language = page.language_code
    month = read_month(request.GET.get("month", ""))

    def in_language(code: str) -> str:
        return news_path(code, month)

    frame = build_frame(language, in_language=in_language)
    editions = ArticlePage.objects.released(language)
    if month:
        zone = frame.calendar.zone
        begin = datetime.combine(month, time(), zone)
        end = datetime.combine(next_month(month), time(), zone)
        editions = editions.filter(released_at__gte=begin, released_at__lt=end)
    rows, pager = paged(listed(editions).filter, request.GET)
    title = frame.calendar.month(month) if month else _("All news")
    is_first = "before" not in request.GET and "after" not in request.GET
    return {
        "frame": frame,
        "head": page_head(
            frame,
            title,
            news_path(language, month),
            alternates=everywhere(frame, in_language),
            robots="" if is_first else "noindex, follow",
        ),
        "title": title,
        "month": month,
        "cards": cards(rows, frame),
        "pager": pager,
        "years": years(frame, month),
    }


def years(frame: Frame, current: date | None) -> list[Year]:
    """Return the years since the first release, newest first, with one query.

    The year of the month that is read has its months, without one this year: an archive of
    decades has hundreds.
    """
    first = ArticlePage.objects.released(frame.language).began_at()
    if first is None:
        return []
    begin, today = frame.calendar.local(first).date().replace(day=1), frame.today_date
    opened = current.year if current else today.year
    found = []
    for number in range(today.year, begin.year - 1, -1):
        last = min(date(number, 12, 1), today.replace(day=1))
        if number == opened:
            found.append(
                Year(number, _months(frame, max(date(number, 1, 1), begin), last, current))
            )
        else:
            found.append(Year(number, [], news_path(frame.language, last)))
    return found


def _months(frame: Frame, month: date, last: date, current: date | None) -> list[Month]:
    found = []
    while month <= last:
        name = frame.calendar.month_alone(month)
        found.append(Month(name, news_path(frame.language, month), month == current))
        month = next_month(month)
    return found


def plain_context(page: PlainPage, request: HttpRequest) -> Context:
    """Return what a plain page shows."""
    language = page.language_code
    siblings = PlainPage.objects.live().filter(translation_key=page.translation_key)
    paths = {
        sibling.locale.language_code: page_path(sibling, sibling.locale.language_code)
        for sibling in siblings.select_related("locale").defer("body")
    }
    frame = build_frame(language, in_language=lambda code: paths.get(code, home_path(code)))
    return {
        "frame": frame,
        "head": page_head(frame, page.title, page_path(page, language), alternates=paths),
        "title": typeset(page.title, language),
        "body": rendered_body(page).html,
    }
