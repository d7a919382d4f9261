"""What a webhook says: made when it is sent, of what is public then."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from news.articles.ledger import Notice, NoticeKind
from news.articles.models import Advance, ArticlePage
from news.newsroom.generation import ADVANCES, SHARED, generations
from news.newsroom.models import NewsroomSettings
from news.push import embargoed
from news.ready.terms import noting_moments
from news.syndication import items
from news.syndication.audience import Audience
from news.syndication.documents import Item
from news.syndication.formats.elements import rfc3339
from news.syndication.formats.jsonfeed import item_json
from news.syndication.loading import load

MOST_KEPT = 256


class Present(NamedTuple):
    """What there is to say of an edition now: the kind of news, and the item."""

    kind: str
    item: Item


def present(notice: Notice, audience: Audience, now: datetime) -> Present:
    """Return what an audience may have of a notice's edition now.

    An edition that was taken back since is told as withdrawn, whatever the notice says. One that
    is back since keeps the withdrawal of its notice; the restoration has a notice of its own.
    """
    newsroom = NewsroomSettings.load()
    editions = ArticlePage.objects.filter(urn=notice.urn)
    is_taken_back = notice.kind == NoticeKind.WITHDRAWN
    released = [] if is_taken_back else load(editions.released(notice.language)[:1])
    if released:
        return Present(notice.kind, items.item(released[0], newsroom, audience, now))
    if withdrawn := editions.withdrawn().select_related("story").first():
        return Present(NoticeKind.WITHDRAWN, items.item(withdrawn, newsroom, audience, now))
    withdrawals = Notice.objects.filter(urn=notice.urn, kind=NoticeKind.WITHDRAWN)
    last = notice if is_taken_back else withdrawals.order_by("sequence").last() or notice
    return Present(NoticeKind.WITHDRAWN, items.deleted_item(last, newsroom))


def body(notice: Notice, told: Present) -> bytes:
    """Write the body of a message (Standard Webhooks, "Payload structure")."""
    item = told.item
    said = {
        "type": f"story.{told.kind}",
        "timestamp": rfc3339(notice.occurred_at),
        "data": {
            "sequence": notice.sequence,
            "urn": notice.urn,
            "language": notice.language,
            "url": item.url,
            "note": item.withdrawal.reason if item.withdrawal else notice.note,
            "item": item_json(item),
        },
    }
    return in_json(said)


def in_json(said: dict[str, Any]) -> bytes:
    """Write a message compactly, every script as it is."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _body_of(news: Notice | Advance, audience: Audience, now: datetime) -> bytes:
    notice = news if isinstance(news, Notice) else _released_since(news)
    if notice:
        return body(notice, present(notice, audience, now))
    return in_json(embargoed.said(news, audience, now))


def _released_since(line: Advance) -> Notice | None:
    """Return what everybody was told last of an edition since it was told as coming."""
    notices = Notice.objects.filter(urn=line.urn, sequence__gt=line.after)
    return notices.order_by("sequence").last()


class Writer:
    """Writes each message once for all who have the same, as long as nothing in it changes."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._kept: dict[tuple[str, int, str], tuple[bytes, datetime | None]] = {}

    def write(self, news: Notice | Advance, audience: Audience, now: datetime) -> bytes:
        """Return the body of a message to an audience about a notice, or about what is coming."""
        numbers = generations(SHARED, ADVANCES)
        if numbers != self._numbers or len(self._kept) >= MOST_KEPT:
            self._numbers = numbers
            self._kept.clear()
        key = type(news).__name__, news.pk, audience.key
        written, until = self._kept.get(key, (b"", None))
        if not written or (until and now >= until):
            with noting_moments() as moments:
                written = _body_of(news, audience, now)
            self._kept[key] = written, min(moments, default=None)
        return written
