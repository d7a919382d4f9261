"""Which versions a subscription's fetches have brought it: written by and by, from its polls."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import transaction

from news.articles.ledger import Notice, NoticeKind
from news.articles.querysets import WITHDRAWN_IN_FEEDS_FOR
from news.partners.models import Subscription
from news.partners.selections import Selection, selection
from news.partners.usage import Poll
from news.push.signs import Fetch, Polled
from news.syndication.channels import FEED_LENGTH


class Shown(NamedTuple):
    """An edition in a feed, as the notice of this sequence tells of it."""

    sequence: int
    urn: str


@transaction.atomic
def write(polls: list[Poll]) -> None:
    """Write what polls prove; harmless to repeat."""
    theirs = {each.subscription.pk for each in polls}
    known = set(Subscription.objects.filter(pk__in=theirs).values_list("pk", flat=True))
    rows = Polled.objects.select_for_update().filter(subscription__in=known)
    polled = {(each.subscription_id, each.language): each for each in rows}
    feeds = _Feeds()
    found: list[Fetch] = []
    for poll in sorted(polls, key=attrgetter("sequence")):
        chosen = selection(poll.subscription, poll.language)
        if chosen is None or poll.subscription.pk not in known:
            continue
        key = poll.subscription.pk, poll.language
        before = polled.get(key)
        if before is None or feeds.differ(before, chosen, poll.sequence):
            found += [
                Fetch(
                    subscription_id=poll.subscription.pk,
                    notice_id=each.sequence,
                    urn=each.urn,
                    language=poll.language,
                    at=poll.first_at,
                )
                for each in feeds.shown(chosen, poll.sequence, poll.first_at)
            ]
        polled[key] = _later(before, poll, chosen)
    _add(found)
    Polled.objects.bulk_create(
        polled.values(),
        update_conflicts=True,
        unique_fields=["subscription", "language"],
        update_fields=["sequence", "channels", "at"],
    )


def _later(before: Polled | None, poll: Poll, chosen: Selection) -> Polled:
    return Polled(
        subscription_id=poll.subscription.pk,
        language=poll.language,
        sequence=max(before.sequence if before else 0, poll.sequence),
        channels=chosen.stable_key,
        at=max(before.at if before else poll.last_at, poll.last_at),
    )


def _add(found: list[Fetch]) -> None:
    """Add those that aren't there yet."""
    notices = {each.notice_id for each in found}
    there = set(Fetch.objects.filter(notice__in=notices).values_list("subscription", "notice"))
    new = [each for each in found if (each.subscription_id, each.notice_id) not in there]
    Fetch.objects.bulk_create(new, ignore_conflicts=True)


class _Feeds:
    """What feeds showed at a sequence, asked once for all who take the same."""

    def __init__(self) -> None:
        self._differ: dict[tuple[str, int, int], bool] = {}
        self._shown: dict[tuple[Selection, int], list[Shown]] = {}

    def differ(self, before: Polled, chosen: Selection, sequence: int) -> bool:
        """Whether a feed may show anything else than when it was fetched before."""
        if before.channels != chosen.stable_key:
            return True
        low, high = sorted((before.sequence, sequence))
        key = chosen.language, low, high
        if key not in self._differ:
            between = Notice.objects.filter(sequence__gt=low, sequence__lte=high)
            self._differ[key] = between.filter(language=chosen.language).exists()
        return self._differ[key]

    def shown(self, chosen: Selection, sequence: int, at: datetime) -> list[Shown]:
        """Return what a feed showed."""
        key = chosen, sequence
        if key not in self._shown:
            self._shown[key] = list(shown(chosen, sequence, at))
        return self._shown[key]


def shown(chosen: Selection, sequence: int, at: datetime) -> Iterator[Shown]:
    """Yield of each edition that a feed held at a sequence what it was told of by then.

    Much may have happened since. Nothing is yielded that wasn't in it; where many others have
    changed since, some of the oldest may be missing.
    """
    withdrawn_since = at - WITHDRAWN_IN_FEEDS_FOR
    own = Notice.objects.filter(language=chosen.language)
    changed = set(own.filter(sequence__gt=sequence).values_list("urn", flat=True))
    # So many may have come in since, in place of others that were in it.
    room = max(FEED_LENGTH - len(changed), 0)
    latest = dict(chosen.latest().values_list("urn", "changed_at")[:room])
    full_from = min(latest.values(), default=at) if len(latest) == room else None
    withdrawals = own.filter(kind=NoticeKind.WITHDRAWN, occurred_at__gte=withdrawn_since)
    urns = changed | latest.keys() | set(withdrawals.values_list("urn", flat=True))
    rows = own.filter(urn__in=urns, sequence__lte=sequence).order_by("urn", "sequence")
    for urn, notices in groupby(rows, key=attrgetter("urn")):
        story = list(notices)
        told = [each for each in story if each.kind != NoticeKind.FIXED]
        dated = [each for each in told if each.kind != NoticeKind.MOVED]
        if not dated:
            continue
        last = dated[-1]
        if last.kind == NoticeKind.WITHDRAWN:
            was_in_it = last.occurred_at >= withdrawn_since and chosen.takes(last.channels_before)
        elif urn in changed:
            is_new = full_from is None or last.occurred_at > full_from
            was_in_it = is_new and chosen.takes(story[-1].channels_after)
        else:
            was_in_it = urn in latest
        if was_in_it:
            yield Shown(told[-1].sequence, urn)
