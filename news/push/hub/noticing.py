"""Marking what each notice concerns: of a feed only its present content is sent, so a mark does."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from news.articles.ledger import Notice, NoticeCounter, NoticeKind
from news.push.fanning import AT_ONCE
from news.push.hub.models import AskedQuerySet, HubReach, HubSubscription, State, active
from news.push.hub.topics import Topic, concerning


def mark_news(now: datetime) -> None:
    """Let subscriptions know of all notices that they don't know of yet."""
    while _is_behind() and _mark_some(now):
        continue


def _is_behind() -> bool:
    """Say, without holding anybody up, whether there is anything to do."""
    last = HubReach.objects.filter(pk=1).values_list("last", flat=True).first()
    return last is None or last < NoticeCounter.present()


@transaction.atomic
def _mark_some(now: datetime) -> bool:
    reach = locked_reach()
    notices = list(Notice.objects.filter(sequence__gt=reach.last).order_by("sequence")[:AT_ONCE])
    if not notices:
        return False
    for topic, sequence in _concerned(_topics({each.language for each in notices}), notices):
        _want(active().filter(**topic), sequence, now)
    reach.last = notices[-1].sequence
    reach.save()
    return True


def locked_reach() -> HubReach:
    """Return the row, held until the transaction ends: whoever comes second waits."""
    HubReach.objects.get_or_create(pk=1, defaults={"last": NoticeCounter.present()})
    return HubReach.objects.select_for_update().get(pk=1)


def catch_up(subscription: HubSubscription, since: int, until: int, now: datetime) -> None:
    """Mark what concerns a new subscription and came after it was asked for."""
    notices = list(Notice.objects.filter(sequence__gt=since, sequence__lte=until))
    for _topic, sequence in _concerned([subscription.topic], notices):
        _want(HubSubscription.objects.filter(pk=subscription.pk), sequence, now)


def _topics(languages: Iterable[str]) -> list[Topic]:
    """Return what is subscribed to, whatever the format."""
    rows = active().filter(language__in=languages).order_by()
    kinds = rows.values_list("language", "channel", "token").distinct()
    return [Topic(language, "", channel, token) for language, channel, token in kinds]


def _concerned(
    topics: Iterable[Topic], notices: list[Notice]
) -> list[tuple[dict[str, str | int | None], int]]:
    """Return topics, as one asks for their rows, with the last notice that concerns each."""
    told = defaultdict(list)
    for notice in notices:
        if notice.kind != NoticeKind.FIXED:
            told[notice.language].append(notice)
    found: list[tuple[dict[str, str | int | None], int]] = []
    for topic in topics:
        feed = topic.find() if topic.language in told else None
        if feed and (notices_of_it := concerning(feed, told[topic.language])):
            rows = {"language": topic.language, "channel": topic.channel, "token": topic.token}
            found.append((rows, notices_of_it[-1].sequence))
    return found


def _want(rows: AskedQuerySet, sequence: int, now: datetime) -> None:
    """Have these sent; what waits for its next try after a failure, waits on."""
    rows = rows.filter(wanted__lt=sequence)
    rows.filter(state=State.IDLE).update(state=State.DUE, due_at=now, tries=0)
    rows.update(wanted=Greatest(F("wanted"), sequence))
