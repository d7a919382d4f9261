"""What a subscription takes in one language, as a channel of its own."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from news.articles.models import ArticlePage, Notice
from news.articles.placements import Placement
from news.articles.querysets import EditionQuerySet
from news.newsroom.languages import Localized
from news.partners.lists import in_language
from news.partners.models import Subscription
from news.syndication.channels import ALL, FEED_LENGTH, KINDS, Channel, withdrawals_from


@dataclass(frozen=True)
class Selection:
    """Channels of one language less others; what `Channel` is for one."""

    language: str
    includes: frozenset[str]
    excludes: frozenset[str]

    subject = None
    description = ""
    has_archives = False

    @property
    def key(self) -> str:
        """The name in addresses, after the partner's key."""
        return self.language

    @cached_property
    def stable_key(self) -> str:
        """The name that stands for just these channels."""
        told = f"{sorted(self.includes)} {sorted(self.excludes)}"
        return f"selection:{hashlib.sha256(told.encode()).hexdigest()[:16]}"

    @property
    def name(self) -> Localized:
        """Nothing beside the newsroom's own name."""
        return Localized("", self.language)

    def urls(self, page: str) -> dict[str, str]:
        """Return no address: it would tell a key, and one answer serves all who take the same."""
        return {}

    def latest(self) -> EditionQuerySet:
        """Return the released editions, what changed last on top."""
        kept = ~_is_in(self.excludes)
        if ALL in self.includes:
            return Channel(self.language).latest().filter(kept)
        found = [
            pk
            for key in sorted(self.includes)
            for pk in _channel(self.language, key)
            .latest()
            .filter(kept)
            .values_list("pk", flat=True)[:FEED_LENGTH]
        ]
        editions = ArticlePage.objects.released(self.language).filter(pk__in=found)
        return editions.order_by("-changed_at", "-pk")

    def withdrawals(self, now: datetime) -> list[Notice]:
        """Return the last withdrawal of each edition that was lately taken back from here."""
        return withdrawals_from(self.language, now, self.takes)

    def takes(self, channels: list[str]) -> bool:
        """Whether an edition in these channels is in this selection."""
        names = set(channels)
        return not self.includes.isdisjoint(names) and self.excludes.isdisjoint(names)


def _channel(language: str, key: str) -> Channel:
    kind, _colon, subject = key.partition(":")
    # Of a subject no more than its key is asked here.
    return Channel(language, KINDS[kind](pk=int(subject)))


def _is_in(channels: frozenset[str]) -> Q:
    """Return what holds of an edition that is listed in any of these channels."""
    wanted = Q(pk=None)
    for key in sorted(channels):
        kind, _colon, subject = key.partition(":")
        if subject:
            wanted |= Q(kind=kind, subject_id=int(subject))
    placements = Placement.objects.filter(wanted, edition=OuterRef("pk"))
    return Q(Exists(placements))


def selection(subscription: Subscription, language: str) -> Selection | None:
    """Return what a subscription takes in a language, None where that is nothing."""
    includes = in_language(subscription.includes, language)
    if not includes:
        return None
    return Selection(language, includes, in_language(subscription.excludes, language))
