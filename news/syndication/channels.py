"""Channels: a language with everything, or with one section, topic or person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import pgettext

from news.articles.ledger import NoticeKind
from news.articles.models import ArticlePage, Notice, Section, Tombstone, Topic
from news.articles.placements import credited_people
from news.articles.querysets import WITHDRAWN_IN_FEEDS_FOR, EditionQuerySet, is_dated
from news.articles.tombstones import TombstoneQuerySet
from news.newsroom.languages import Localized
from news.people.models import Person
from news.syndication import addresses

ALL = "all"
FEED_LENGTH = 50
KINDS: dict[str, type[Section] | type[Topic] | type[Person]] = {
    "section": Section,
    "topic": Topic,
    "person": Person,
}

Subject = Section | Topic | Person


class Feeding(Protocol):
    """What a feed is built from: a channel, or several that somebody chose together.

    `key` is its name in addresses, `stable_key` one that no rename changes.
    """

    @property
    def language(self) -> str: ...
    @property
    def subject(self) -> Subject | None: ...
    @property
    def key(self) -> str: ...
    @property
    def stable_key(self) -> str: ...
    @property
    def name(self) -> Localized: ...
    @property
    def description(self) -> str: ...

    def urls(self, page: str) -> dict[str, str]: ...
    def links(self, page: str, *, from_archive: bool = False) -> dict[str, str]: ...
    def released_between(
        self, start: datetime | None = None, end: datetime | None = None
    ) -> EditionQuerySet: ...
    def tombstones(self) -> TombstoneQuerySet: ...
    def first_release(self, start: datetime) -> datetime | None: ...
    def last_release(self, end: datetime | None = None) -> datetime | None: ...
    def latest(self) -> EditionQuerySet: ...
    def withdrawals(self, now: datetime) -> list[Notice]: ...
    def takes(self, channels: list[str]) -> bool: ...


@dataclass(frozen=True)
class Channel:
    """What one subscribes to; without a subject it is everything in the language."""

    language: str
    subject: Subject | None = None

    @property
    def key(self) -> str:
        """The name in addresses: `all`, `section-culture`."""
        return self.subject.channel_key if self.subject else ALL

    @property
    def stable_key(self) -> str:
        """The name in notices, which no rename changes: `all`, `section:3`."""
        return f"{self.subject.kind}:{self.subject.pk}" if self.subject else ALL

    @property
    def name(self) -> Localized:
        """The name for people, with the language it is really in."""
        if self.subject:
            return self.subject.name_in(self.language)
        return Localized(pgettext("channel", "Everything"), self.language)

    @property
    def description(self) -> str:
        """What is in it, where the newsroom has said so in this language."""
        if self.subject is None or isinstance(self.subject, Person):
            return ""
        return getattr(self.subject, f"description_{self.language.replace('-', '_')}") or ""

    def released(self, *within: Q) -> EditionQuerySet:
        """Return the released editions that belong here; bound them here, by `dated`."""
        editions = ArticlePage.objects.released(self.language)
        if self.subject is None:
            return editions.filter(*within)
        return editions.placed(self.subject.kind, self.subject.pk, self.language, *within)

    def dated(self, name: str) -> str:
        """Return the column that holds this date where an index has `released` in its order."""
        return f"placed__{name}" if self.subject else name

    def latest(self) -> EditionQuerySet:
        """Return the released editions, what changed last on top."""
        key = "placed__edition" if self.subject else "pk"
        date = self.dated("changed_at")
        return self.released(is_dated(date)).order_by(f"-{date}", f"-{key}")

    def released_between(
        self, start: datetime | None = None, end: datetime | None = None
    ) -> EditionQuerySet:
        """Return those first released from a moment on and before another, oldest first."""
        date = self.dated("released_at")
        bounds = ((f"{date}__gte", start), (f"{date}__lt", end))
        within = (Q(bound) for bound in bounds if bound[1])
        return self.released(is_dated(date), *within).order_by(date)

    def first_release(self, start: datetime) -> datetime | None:
        """Return the earliest date of release from a moment on, by the indexes."""
        dates = (self._released_at(start=start).first(), self.tombstones().first_release(start))
        return min(filter(None, dates), default=None)

    def last_release(self, end: datetime | None = None) -> datetime | None:
        """Return the latest date of release before a moment, by the indexes."""
        dates = (self._released_at(end=end).last(), self.tombstones().last_release(end))
        return max(filter(None, dates), default=None)

    def _released_at(self, **bounds: datetime | None) -> QuerySet:
        dated = self.dated("released_at")
        return self.released_between(**bounds).values_list(dated, flat=True)

    def tombstones(self) -> TombstoneQuerySet:
        """Return what is left of all that was taken back from here."""
        return Tombstone.objects.filter(channel=self.stable_key, language=self.language)

    def urls(self, page: str) -> dict[str, str]:
        """Return the addresses of a page of this channel by format."""
        return addresses.feed_urls(self.language, page)

    def links(self, page: str, *, from_archive: bool = False) -> dict[str, str]:
        """Return what leads to a page of this channel from another."""
        return self.urls(page)

    def withdrawals(self, now: datetime) -> list[Notice]:
        """Return the last withdrawal of each edition that was lately taken back from here."""
        return withdrawals_from(self.language, now, self.takes)

    def takes(self, channels: list[str]) -> bool:
        """Whether an edition in these channels is in this one."""
        return not self.names_in_notices.isdisjoint(channels)

    @cached_property
    def names_in_notices(self) -> set[str]:
        """Return the stable key, and those of the entries merged into this person."""
        if not isinstance(self.subject, Person):
            return {self.stable_key}
        merged = Person.objects.filter(merged_into=self.subject).values_list("pk", flat=True)
        return {self.stable_key, *(f"{Person.kind}:{pk}" for pk in merged)}


def withdrawals_from(
    language: str, now: datetime, was_here: Callable[[list[str]], bool]
) -> list[Notice]:
    """Return the last withdrawal of each edition that was lately taken back.

    `was_here` says of the channels of an edition whether it was to be read where this is told.
    An edition that is still there is the notice's `edition`. Where it was to be read, its
    notice alone knows: its facts are by now a draft, or those of later releases.
    """
    since = now - WITHDRAWN_IN_FEEDS_FOR
    withdrawn = Notice.objects.filter(kind=NoticeKind.WITHDRAWN)
    # A withdrawal is a change: by that date there is an index, by its own none.
    lately = ArticlePage.objects.filter(language=language, changed_at__gte=since)
    kept = withdrawn.filter(edition__in=lately.withdrawn(since)).select_related("edition")
    gone = withdrawn.filter(edition=None, language=language, occurred_at__gte=since)
    last = {
        notice.urn: notice
        for notice in sorted([*kept, *gone], key=lambda notice: notice.sequence)
        if was_here(notice.channels_before)
    }
    deleted = {urn for urn, notice in last.items() if notice.edition is None}
    again = ArticlePage.objects.filter(urn__in=deleted).values_list("urn", flat=True)
    for urn in again:
        del last[urn]
    return list(last.values())


def find(language: str, key: str) -> Channel | None:
    """Return the channel of this name, None where there is none."""
    if key == ALL:
        return Channel(language)
    kind, _dash, slug = key.partition("-")
    if kind not in KINDS:
        return None
    if kind == Person.kind:
        return _of_person(language, slug)
    subject = KINDS[kind].objects.filter(slug=slug).first()
    return Channel(language, subject) if subject else None


def at(language: str, stable_key: str) -> Channel | None:
    """Return the channel that notices know by this name; a merged person's is the other's."""
    if stable_key == ALL:
        return Channel(language)
    kind, _colon, pk = stable_key.partition(":")
    subject = KINDS[kind].objects.filter(pk=pk).first()
    if isinstance(subject, Person):
        return _of_person(language, (subject.merged_into or subject).slug)
    return Channel(language, subject) if subject else None


def _of_person(language: str, slug: str) -> Channel | None:
    """Return the channel of somebody who is credited, or was by a text that is withdrawn."""
    credited = credited_people().filter(slug=slug).first()
    if credited:
        return Channel(language, credited)
    person = Person.objects.visible().filter(slug=slug).first()
    channel = Channel(language, person)
    return channel if person and channel.tombstones().exists() else None


def moved(language: str, key: str) -> str | None:
    """Return the present name of a channel whose subject was renamed or merged."""
    kind, _dash, slug = key.partition("-")
    subject = KINDS[kind].at_former_slug(slug) if kind in KINDS else None
    return subject.channel_key if subject and find(language, subject.channel_key) else None
