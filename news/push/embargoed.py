"""What a webhook says of a text before its release, made when it is sent."""

from datetime import datetime
from typing import Any

from news.articles.advances import Advance, AdvanceKind
from news.newsroom.models import NewsroomSettings
from news.syndication import advance
from news.syndication.audience import Audience
from news.syndication.formats.elements import rfc3339
from news.syndication.formats.jsonfeed import item_json


def said(line: Advance, audience: Audience, now: datetime) -> dict[str, Any]:
    """Return what there is to tell of an edition that isn't released yet.

    Where its release was cancelled since, or the audience is trusted no more, that alone is
    said. `sequence` is the number of the last notice before it: that of its release is higher.
    """
    newsroom = NewsroomSettings.load()
    found = None
    if line.kind != AdvanceKind.UNSCHEDULED and audience.advance_to is not None:
        found = advance.still_coming(line, now)
    if found:
        kind, (item,) = line.kind, advance.copies([found], newsroom, audience, now)
    else:
        kind = AdvanceKind.UNSCHEDULED
        item = advance.cancelled_item(line.urn, line.language, line.occurred_at, newsroom)
    until = {"embargoed_until": rfc3339(item.embargo_until)} if item.embargo_until else {}
    return {
        "type": f"story.{kind}",
        "timestamp": rfc3339(line.occurred_at),
        "data": {
            "sequence": line.after,
            "urn": line.urn,
            "language": line.language,
            "url": item.url,
            "note": item.withdrawal.reason if item.withdrawal else item.embargo_words,
            **until,
            "item": item_json(item),
        },
    }
