"""The ledger of a story: what each partner was told of it, what it answered, fetched and said.

What was told before the release stands in it too: whoever may read it knows what is coming.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from news.articles.advances import Advance
from news.articles.ledger import Notice, NoticeKind
from news.newsroom.languages import codes
from news.partners.models import Subscription, Way
from news.partners.selections import selection
from news.push.fanning import News, place
from news.push.models import Acknowledgement, Delivery, Fetch, Polled


@dataclass(frozen=True, slots=True)
class Entry:
    """One notice, as it reached one subscription or not; or what it was told in advance.

    `had_later_at` is when it fetched a later version where it never fetched this one.
    """

    news: News
    delivery: Delivery | None
    fetched_at: datetime | None = None
    had_later_at: datetime | None = None
    acknowledged_at: datetime | None = None
    copy: str = ""

    @property
    def is_early(self) -> bool:
        """Whether it was told before the release."""
        return isinstance(self.news, Advance)


@dataclass(frozen=True, slots=True)
class Account:
    """One edition and one subscription: all that it was told or has yet to fetch, oldest first.

    `polled_at` is when it last fetched its feed in this language.
    """

    subscription: Subscription
    urn: str
    language: str
    entries: tuple[Entry, ...]
    polled_at: datetime | None


def of_story(story: uuid.UUID, languages: Collection[str] | None = None) -> list[Account]:
    """Return the accounts of a story by partner and language, in a fixed number of queries.

    Whoever takes the channels that it is in has one, though nothing has reached it yet.
    """
    by_urn: dict[str, list[News]] = defaultdict(list)
    for each in sorted(_news(story, languages), key=place):
        by_urn[each.urn].append(each)
    signs = _Signs(by_urn)
    subscriptions = Subscription.objects.select_related("partner", "health")
    found = [
        Account(subscription, urn, of_edition[0].language, entries, polled_at)
        for subscription in subscriptions.order_by("partner__name", "partner", "pk")
        for urn, of_edition in by_urn.items()
        if (entries := signs.entries(subscription, of_edition))
        for polled_at in [signs.polled_at(subscription, of_edition[0].language)]
    ]
    order = codes()
    return sorted(found, key=lambda each: order.index(each.language))


def _news(story: uuid.UUID, languages: Collection[str] | None) -> list[News]:
    notices = Notice.objects.filter(story_key=story).exclude(kind=NoticeKind.FIXED)
    coming = Advance.objects.filter(story_key=story)
    if languages is not None:
        notices, coming = (rows.filter(language__in=languages) for rows in (notices, coming))
    return [*notices, *coming]


def _is_to_come(subscription: Subscription, notice: Notice) -> bool:
    """Whether a notice is for a subscription, though no sign says that it has reached it."""
    chosen = selection(subscription, notice.language)
    if chosen is None or not subscription.partner.is_served:
        return False
    if not any(map(chosen.takes, (notice.channels_before, notice.channels_after))):
        return False
    if subscription.way != Way.WEBHOOK:
        return notice.occurred_at >= subscription.created_at
    health = getattr(subscription, "health", None)
    return health is not None and notice.sequence > health.starts_after


class _Signs:
    """All that is known of some editions, by subscription and notice."""

    def __init__(self, urns: Iterable[str]) -> None:
        sent = Delivery.objects.filter(urn__in=urns).defer("attempts")
        self._deliveries = _by_key(sent.exclude(notice=None))
        self._told_early = {
            (each.subscription_id, each.advance_id): each for each in sent.exclude(advance=None)
        }
        self._fetches = _by_key(Fetch.objects.filter(urn__in=urns))
        self._words = _by_key(Acknowledgement.objects.filter(urn__in=urns))
        self._polled = {
            (each.subscription_id, each.language): each.at for each in Polled.objects.all()
        }

    def polled_at(self, subscription: Subscription, language: str) -> datetime | None:
        """Return when a feed was last fetched."""
        return self._polled.get((subscription.pk, language))

    def entries(self, subscription: Subscription, news: list[News]) -> tuple[Entry, ...]:
        """Return what an edition's notices have come to at a subscription.

        Whoever had one sign of a text is to hear all that follows; in advance, only those
        who were trusted then.
        """
        notices = [each for each in news if isinstance(each, Notice)]
        found: list[Entry] = []
        for each in news:
            if isinstance(each, Advance):
                if early := self._told_early.get((subscription.pk, each.pk)):
                    found.append(Entry(each, early))
                continue
            key = subscription.pk, each.sequence
            delivery, fetch, word = (
                rows.get(key) for rows in (self._deliveries, self._fetches, self._words)
            )
            if found or delivery or fetch or word or _is_to_come(subscription, each):
                found.append(
                    Entry(
                        news=each,
                        delivery=delivery,
                        fetched_at=fetch and fetch.at,
                        had_later_at=self._later(subscription, each, notices),
                        acknowledged_at=word and word.at,
                        copy=word.copy if word else "",
                    )
                )
        return tuple(found)

    def _later(
        self, subscription: Subscription, notice: Notice, notices: list[Notice]
    ) -> datetime | None:
        later = [each.sequence for each in notices if each.sequence > notice.sequence]
        fetches = [self._fetches.get((subscription.pk, sequence)) for sequence in later]
        return min((each.at for each in fetches if each), default=None)


def _by_key(rows: QuerySet) -> dict[tuple[int, int], Any]:
    return {(each.subscription_id, each.notice_id): each for each in rows}
