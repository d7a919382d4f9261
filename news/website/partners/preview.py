"""The newest text as a partner gets it: for its readers, and as it goes out."""

import json
import re
from dataclasses import dataclass, replace

from django.utils import timezone

from news.articles.models import ArticlePage
from news.newsroom.models import NewsroomSettings
from news.partners.audiences import audience_of
from news.partners.models import Subscription, Way
from news.partners.selections import Selection, selection
from news.syndication import build, items
from news.syndication.documents import Credit, Item
from news.syndication.formats import rss
from news.syndication.formats.jsonfeed import item_json
from news.syndication.loading import load
from news.website.tongues import Tongue, tongue
from news.website.typography import typeset

_ENTRY = re.compile(r"^([ \t]*)(<item\b.*?</item>)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Preview:
    """One text; of its `photos` this partner may take `given`.

    `entry` is its item as it goes out: in JSON where we send it, else in RSS.
    """

    item: Item
    tongue: Tongue
    headline: str
    lead: str
    credits: list[str]
    photos: int
    given: int
    entry: str


def preview(subscription: Subscription) -> Preview | None:
    """Return the text that changed last in all that a subscription takes."""
    newest = _newest(subscription)
    if newest is None:
        return None
    loaded = load(ArticlePage.objects.released().filter(pk=newest))
    if not loaded:
        return None
    edition, audience = loaded[0], audience_of(subscription.partner)
    item = items.item(edition, NewsroomSettings.load(), audience, timezone.now())
    language = item.language
    return Preview(
        item=item,
        tongue=tongue(language),
        headline=typeset(item.headline, language),
        lead=typeset(item.summary, language),
        credits=[_credited(each, language) for each in item.credits],
        photos=sum(1 for _use in items.photo_uses(edition)),
        given=len(item.photos),
        entry=_in_json(item) if subscription.way == Way.WEBHOOK else _entry(item, audience),
    )


def _newest(subscription: Subscription) -> int | None:
    """Return the key of the edition that changed last, whatever its language."""
    found = []
    for language in subscription.languages:
        taken = selection(subscription, language)
        row = taken and taken.latest().values_list("changed_at", "pk").first()
        found += [row] if row else []
    return max(found)[1] if found else None


def _credited(credit: Credit, language: str) -> str:
    return typeset(f"{credit.role}: {credit.name}", language)


def _in_json(item: Item) -> str:
    return json.dumps(item_json(item), ensure_ascii=False, indent=1)


def _entry(item: Item, audience) -> str:
    """Return the item as the partner's RSS feed has it, with nothing around it."""
    empty = build.feed(Selection(item.language, frozenset(), frozenset()), audience)
    written = rss.write(replace(empty, items=(item,))).decode()
    found = _ENTRY.search(written)
    return found[2].replace(f"\n{found[1]}", "\n") if found else ""
