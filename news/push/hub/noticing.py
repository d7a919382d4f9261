"""Marking what news concern: of a feed only its present content is sent, so a mark does."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, PositiveSmallIntegerField, Q, Value, When
from django.db.models.functions import Greatest

from news.articles.advances import Advance
from news.articles.ledger import Notice, NoticeCounter
from news.push.fanning import AT_ONCE
from news.push.hub.concerning import Batch
from news.push.hub.models import AskedQuerySet, HubReach, HubSubscription, State, active
from news.push.hub.topics import Topic


def mark_news(now: datetime) -> None:
    """Let subscriptions know of all notices, and of all that is coming, which they don't know."""
    while _is_behind() and _mark_some(now):
        continue


def _is_behind() -> bool:
    """Say, without holding anybody up, whether there is anything to do."""
    reach = HubReach.objects.filter(pk=1).first()
    if reach is None or reach.last < NoticeCounter.present():
        return True
    return Advance.objects.filter(pk__gt=reach.last_advance).exists()


@transaction.atomic
def _mark_some(now: datetime) -> bool:
    reach = locked_reach()
    notices = list(Notice.objects.filter(sequence__gt=reach.last).order_by("sequence")[:AT_ONCE])
    lines = list(Advance.objects.filter(pk__gt=reach.last_advance).order_by("pk")[:AT_ONCE])
    if not notices and not lines:
        return False
    batch = Batch(notices, lines)
    for topic in _topics(batch):
        rows = active().filter(language=topic.language, channel=topic.channel, token=topic.token)
        _mark(rows, topic, batch, now)
    if notices:
        reach.last = notices[-1].sequence
    if lines:
        reach.last_advance = lines[-1].pk
    reach.save()
    return True


def locked_reach() -> HubReach:
    """Return the row, held until the transaction ends: whoever comes second waits."""
    present = {"last": NoticeCounter.present, "last_advance": Advance.objects.last_number}
    HubReach.objects.get_or_create(pk=1, defaults=present)
    return HubReach.objects.select_for_update().get(pk=1)


def catch_up(subscription: HubSubscription, reach: HubReach, now: datetime) -> None:
    """Mark what concerns a new subscription and came after it was asked for."""
    notices = Notice.objects.filter(sequence__gt=subscription.wanted, sequence__lte=reach.last)
    lines = Advance.objects.filter(pk__gt=subscription.wanted_advance, pk__lte=reach.last_advance)
    row = HubSubscription.objects.filter(pk=subscription.pk)
    _mark(row, subscription.topic, Batch(list(notices), list(lines)), now)


def _topics(batch: Batch) -> Iterable[Topic]:
    """Return what is subscribed to of the languages of news, whatever the format.

    What is coming concerns no public feed: there it isn't even looked for.
    """
    told = Q(language__in={each.language for each in batch.notices})
    keyed = Q(language__in={each.language for each in batch.lines}, token__isnull=False)
    kinds = active().filter(told | keyed).order_by().values_list("language", "channel", "token")
    return [Topic(language, "", channel, token) for language, channel, token in kinds.distinct()]


def _mark(rows: AskedQuerySet, topic: Topic, batch: Batch, now: datetime) -> None:
    feed = topic.find()
    if feed is None:
        return
    notice, line = batch.concerning(feed)
    if notice:
        _want(rows, "wanted", notice, now)
    if line:
        _want(rows, "wanted_advance", line, now)


def _want(rows: AskedQuerySet, mark: str, number: int, now: datetime) -> None:
    """Have these sent; what waits for its next try after a failure, waits on.

    One statement, for else a feed that is being sent might come to rest between two.
    """
    is_idle = Q(state=State.IDLE)
    rows.filter(**{f"{mark}__lt": number}).update(
        state=Case(When(is_idle, then=Value(State.DUE)), default=F("state")),
        due_at=Case(When(is_idle, then=Value(now)), default=F("due_at")),
        tries=Case(When(is_idle, then=Value(0, PositiveSmallIntegerField())), default=F("tries")),
        **{mark: Greatest(F(mark), number)},
    )
