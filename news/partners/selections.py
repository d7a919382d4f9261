"""What a subscription takes in one language, as a channel of its own."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property

from news.articles.models import ArticlePage, Notice, Tombstone
from news.articles.placements import Placement
from news.articles.querysets import EditionQuerySet
from news.articles.tombstones import TombstoneQuerySet
from news.newsroom.languages import Localized
from news.partners.lists import in_language
from news.partners.models import Subscription
from news.syndication.channels import ALL, FEED_LENGTH, KINDS, Channel, withdrawals_from
from news.syndication.formats import FORMATS


@dataclass(frozen=True)
class Selection:
    """Channels of one language less others; what `Channel` is for one."""

    language: str
    includes: frozenset[str]
    excludes: frozenset[str]

    subject = None
    description = ""

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

    def links(self, page: str, *, from_archive: bool = False) -> dict[str, str]:
        """Return what leads to a page from another, as seen from there (RFC 3986, section 4.2).

        Who has come by a key goes on by it, and the bytes that all share hold none.
        """
        above = "../" if from_archive else ""
        return {name: f"{above}{page}.{name}" for name in FORMATS}

    def released_between(
        self, start: datetime | None = None, end: datetime | None = None
    ) -> EditionQuerySet:
        """Return those first released from a moment on and before another, oldest first."""
        kept = ~_is_in(self.excludes)
        if ALL in self.includes:
            return Channel(self.language).released_between(start, end).filter(kept)
        found = {
            pk
            for channel in self._channels()
            for pk in channel.released_between(start, end).filter(kept).values_list("pk", flat=True)
        }
        editions = ArticlePage.objects.released(self.language).filter(pk__in=found)
        return editions.order_by("released_at")

    def first_release(self, start: datetime) -> datetime | None:
        """Return the earliest date of release from a moment on."""
        dates = [self._dates(each, start=start).first() for each in self._channels()]
        dates += [self._tombstones(each).first_release(start) for each in self._channels()]
        return min(filter(None, dates), default=None)

    def last_release(self, end: datetime | None = None) -> datetime | None:
        """Return the latest date of release before a moment."""
        dates = [self._dates(each, end=end).last() for each in self._channels()]
        dates += [self._tombstones(each).last_release(end) for each in self._channels()]
        return max(filter(None, dates), default=None)

    def tombstones(self) -> TombstoneQuerySet:
        """Return what is left of all that was taken back from here, in each channel by itself."""
        names = [channel.stable_key for channel in self._channels()]
        of_these = Tombstone.objects.filter(channel__in=names, language=self.language)
        return of_these.filter(~self._is_excluded)

    def _tombstones(self, channel: Channel) -> TombstoneQuerySet:
        return channel.tombstones().filter(~self._is_excluded)

    @property
    def _is_excluded(self) -> Q:
        """What holds of a withdrawal from any of the channels that are left out."""
        left_out = Tombstone.objects.filter(
            notice=OuterRef("notice"), channel__in=sorted(self.excludes)
        )
        return Q(Exists(left_out))

    def _dates(self, channel: Channel, **bounds: datetime | None) -> QuerySet:
        editions = channel.released_between(**bounds).filter(~_is_in(self.excludes))
        return editions.values_list(channel.dated("released_at"), flat=True)

    def _channels(self) -> list[Channel]:
        if ALL in self.includes:
            return [Channel(self.language)]
        return [_channel(self.language, key) for key in sorted(self.includes)]

    def latest(self) -> EditionQuerySet:
        """Return the released editions, what changed last on top."""
        kept = ~_is_in(self.excludes)
        if ALL in self.includes:
            return Channel(self.language).latest().filter(kept)
        found = [
            pk
            for channel in self._channels()
            for pk in channel.latest().filter(kept).values_list("pk", flat=True)[:FEED_LENGTH]
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
