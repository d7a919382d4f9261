"""Advance copies: what trusted partners have of texts before their release, marked as such."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from news.articles.advances import Advance, AdvanceKind
from news.articles.coming import LATE, Coming, coming
from news.articles.querysets import WITHDRAWN_IN_FEEDS_FOR
from news.newsroom.dates import Calendar
from news.newsroom.languages import direction
from news.newsroom.models import NewsroomSettings
from news.photos.models import Photo
from news.ready.terms import holds_until
from news.syndication import addresses, documents, items
from news.syndication.audience import Audience
from news.syndication.loading import load_coming
from news.syndication.tickets import Ticket, with_ticket

Takes = Callable[[list[str]], bool]


def advance_items(
    language: str, takes: Takes, newsroom: NewsroomSettings, audience: Audience, now: datetime
) -> list[documents.Item]:
    """Return what an audience has of a language before its release; nothing for the public.

    `takes` says of the channels of an edition whether it is to be read there.
    """
    if audience.advance_to is None:
        return []
    found = [each for each in coming(now, language=language) if takes(each.channels)]
    return [
        *copies(found, newsroom, audience, now),
        *_cancelled_items(language, takes, newsroom, now),
    ]


def copies(
    found: list[Coming], newsroom: NewsroomSettings, audience: Audience, now: datetime
) -> list[documents.Item]:
    """Return what is coming as items for a trusted audience."""
    if audience.advance_to is None:
        raise PermissionError("this audience has nothing before its release")
    told = Advance.objects.open().filter(urn__in=[each.edition.urn for each in found])
    told_at = dict(told.values_list("urn", "occurred_at"))
    loaded = load_coming(found)
    return [
        _copy(each, told_at.get(each.edition.urn, now), newsroom, audience, now) for each in loaded
    ]


def _copy(
    each: Coming,
    told_at: datetime,
    newsroom: NewsroomSettings,
    audience: Audience,
    now: datetime,
) -> documents.Item:
    edition, ends_at = each.edition, each.release_at + LATE
    holds_until(each.release_at if now < each.release_at else ends_at)
    edition.released_at, edition.changed_at = each.release_at, told_at
    ticket = Ticket(audience.advance_to or 0, edition.pk, ends_at)

    def address(photo: Photo, url: str) -> str:
        return with_ticket(url, photo, ticket)

    with translation.override(edition.language):
        item = items.item_of(edition, newsroom, audience, now, address)
        return replace(
            item,
            embargo_until=item.released_at,
            embargo_words=words(each.release_at, newsroom.calendar(edition.language)),
            # There is no page yet, and no package.
            comment_count=0,
            comments_url="",
            package_url="",
        )


def words(until: datetime, calendar: Calendar) -> str:
    """Return in the active language what nobody must overlook, with the zone's offset."""
    offset = f"{calendar.local(until):%z}"
    moment = f"{calendar.moment(until)} (UTC{offset[:3]}:{offset[3:]})"
    return _("Embargoed until %(moment)s") % {"moment": moment}


def _cancelled_items(
    language: str, takes: Takes, newsroom: NewsroomSettings, now: datetime
) -> list[documents.Item]:
    since = now - WITHDRAWN_IN_FEEDS_FOR
    lines = Advance.objects.filter(
        kind=AdvanceKind.UNSCHEDULED, language=language, occurred_at__gte=since
    )
    found = [each for each in lines.last_word() if takes(each.channels)]
    return [cancelled_item(each.urn, language, each.occurred_at, newsroom) for each in found]


def cancelled_item(
    urn: str, language: str, at: datetime, newsroom: NewsroomSettings
) -> documents.Item:
    """Return what is left of an advance copy whose release was cancelled: its name alone."""
    at = at.astimezone(newsroom.zone)
    with translation.override(language):
        title = _("Cancelled")
        reason = _("The release of this text has been cancelled: do not publish it.")
    return documents.Item(
        urn=urn,
        # Its own address would tell its headline.
        url=addresses.front_url(language),
        language=language,
        direction=direction(language),
        headline=title,
        released_at=at,
        changed_at=at,
        withdrawal=documents.Withdrawal(at=at, title=title, reason=reason),
    )


def still_coming(line: Advance, now: datetime) -> Coming | None:
    """Return what is coming now of the edition that a line told of, None where nothing is."""
    found = coming(now, story=line.story_key)
    return next((each for each in found if each.edition.urn == line.urn), None)
