"""Building documents: from a channel and an audience, in a fixed number of queries."""

import hashlib
import uuid
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Max, Sum
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from news.articles.models import HomePage
from news.articles.querysets import WITHDRAWN_IN_FEEDS_FOR, EditionQuerySet
from news.newsroom.languages import direction, localized
from news.newsroom.models import NewsroomSettings
from news.ready.terms import holds_until
from news.syndication import addresses, documents
from news.syndication.advance import advance_items
from news.syndication.audience import Audience
from news.syndication.channels import FEED_LENGTH, Feeding
from news.syndication.items import deleted_item, item, publisher_name, rights
from news.syndication.loading import load
from news.syndication.pictures import licence_document

# What an empty channel gives for its last change: it must not move.
THE_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Month(NamedTuple):
    """An archive page's month in the newsroom's zone."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    def bounds(self, newsroom: NewsroomSettings) -> tuple[datetime, datetime]:
        """Return its first moment and the first moment after it."""
        following = (self.year + self.month // 12, self.month % 12 + 1)
        return (
            datetime(self.year, self.month, 1, tzinfo=newsroom.zone),
            datetime(*following, 1, tzinfo=newsroom.zone),
        )


def feed(channel: Feeding, audience: Audience) -> documents.Document:
    """Build the feed of a channel: what changed last, and what was lately withdrawn."""
    now = timezone.now()
    newsroom = NewsroomSettings.load()
    latest = load(channel.latest()[:FEED_LENGTH])
    withdrawals = channel.withdrawals(now)
    items = [item(edition, newsroom, audience, now) for edition in latest]
    items += [
        item(notice.edition, newsroom, audience, now)
        if notice.edition
        else deleted_item(notice, newsroom)
        for notice in withdrawals
    ]
    items += advance_items(channel.language, channel.takes, newsroom, audience, now)
    items.sort(key=lambda each: (each.changed_at, each.urn), reverse=True)
    for each in items:
        if each.withdrawal:
            holds_until(each.withdrawal.at + WITHDRAWN_IN_FEEDS_FOR)
    return _document(
        channel,
        newsroom,
        audience,
        page=channel.key,
        items=items,
        hubs=(addresses.hub_url(),),
        previous=_archive_links(channel, newsroom, channel.last_release()),
    )


def archive_version(channel: Feeding, month: Month) -> str:
    """Return the present version of a month's archive page, empty where it has none."""
    return _version(channel, month, NewsroomSettings.load())


def archive(channel: Feeding, month: Month, version: str, audience: Audience) -> documents.Document:
    """Build a month's archive page: what was released, and what is left of the withdrawn."""
    now = timezone.now()
    newsroom = NewsroomSettings.load()
    start, end = month.bounds(newsroom)
    editions = load(_released_in(channel, month, newsroom).reverse())
    items = [item(edition, newsroom, audience, now) for edition in editions]
    items += _left_in(channel, month, newsroom, audience, now)
    items.sort(key=lambda each: each.released_at, reverse=True)
    before, after = channel.last_release(end=start), channel.first_release(start=end)
    return _document(
        channel,
        newsroom,
        audience,
        page=f"{channel.key}/{month}.{version}",
        items=items,
        current=channel.links(channel.key, from_archive=True),
        previous=_archive_links(channel, newsroom, before, from_archive=True),
        next=_archive_links(channel, newsroom, after, from_archive=True),
    )


def _released_in(channel: Feeding, month: Month, newsroom: NewsroomSettings) -> EditionQuerySet:
    return channel.released_between(*month.bounds(newsroom))


def _left_in(
    channel: Feeding,
    month: Month,
    newsroom: NewsroomSettings,
    audience: Audience,
    now: datetime,
) -> list[documents.Item]:
    """Return the tombstones of a month, one for each edition: of its last withdrawal from here."""
    found = channel.tombstones().between(*month.bounds(newsroom)).order_by("notice_id")
    texts = ("notice__edition__body", "notice__edition__made_from")
    last = {each.notice.urn: each for each in found.select_related("notice__edition").defer(*texts)}
    return [
        item(each.notice.edition, newsroom, audience, now)
        if each.notice.edition
        else deleted_item(each.notice, newsroom, each.released_at)
        for each in last.values()
    ]


def _version(channel: Feeding, month: Month, newsroom: NewsroomSettings) -> str:
    """Return what stands for the content of a month in an address, empty where it has none."""
    facts = _released_in(channel, month, newsroom).aggregate(
        count=Count("pk"), releases=Sum("version"), changed_at=Max("changed_at")
    )
    told: list[Any] = []
    if facts["count"]:
        told = [facts["count"], facts["releases"], facts["changed_at"].isoformat()]
    left = channel.tombstones().between(*month.bounds(newsroom))
    told += sorted(set(left.values_list("notice_id", flat=True)))
    if not told:
        return ""
    return hashlib.sha256(" ".join(map(str, told)).encode()).hexdigest()[:8]


def _archive_links(
    channel: Feeding,
    newsroom: NewsroomSettings,
    moment: datetime | None,
    *,
    from_archive: bool = False,
) -> dict[str, str]:
    """Return what leads to the archive page that holds this moment."""
    if moment is None:
        return {}
    local = moment.astimezone(newsroom.zone)
    month = Month(local.year, local.month)
    version = _version(channel, month, newsroom)
    return channel.links(f"{channel.key}/{month}.{version}", from_archive=from_archive)


def _document(
    channel: Feeding,
    newsroom: NewsroomSettings,
    audience: Audience,
    *,
    page: str,
    items: list[documents.Item],
    hubs: tuple[str, ...] = (),
    **links: dict[str, str],
) -> documents.Document:
    language = channel.language
    publisher = publisher_name(newsroom, language)
    subject = channel.subject
    home = (
        addresses.listing_url(subject.kind, subject.slug, language)
        if subject
        else addresses.front_url(language)
    )
    catalogue = addresses.catalogue_url(language)
    with translation.override(language):
        return documents.Document(
            urn=_urn(channel),
            key=channel.key,
            title=f"{publisher} — {channel.name.text}" if subject else publisher,
            subtitle=channel.description or localized(newsroom, "tagline", language).text,
            language=language,
            direction=direction(language),
            home_url=home,
            urls=channel.urls(page),
            publisher=publisher,
            publisher_url=addresses.front_url(language),
            updated=max((each.changed_at for each in items), default=THE_BEGINNING),
            about_url=f"{catalogue}#extension",
            stylesheet_url=static("news/css/feed.css"),
            notice=documents.Notice(
                text=_(
                    "This is a feed. Copy its address into a feed reader, and whatever is "
                    "new will come to you."
                ),
                link_text=_("All feeds, and how to subscribe"),
                link_url=catalogue,
            ),
            rights=rights(newsroom, language, audience),
            licence=licence_document(audience.licence_of_texts(newsroom), language),
            items=tuple(items),
            hubs=hubs,
            **links,
        )


def _urn(channel: Feeding) -> str:
    """Return the feed's own name, which neither domain nor renaming changes."""
    home = HomePage.objects.values_list("translation_key", flat=True).first()
    name = f"{channel.language} {channel.stable_key}"
    return f"urn:uuid:{uuid.uuid5(home or uuid.NAMESPACE_URL, name)}"
