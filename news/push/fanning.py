"""Making deliveries of notices and of what is coming: by whoever wakes first, each once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Min

from news.articles.advances import Advance, AdvanceKind
from news.articles.ledger import Notice, NoticeCounter, NoticeKind
from news.partners.models import Subscription
from news.partners.selections import Selection, selection
from news.push.models import Delivery, DeliveryState, FanOut, Health, told

News = Notice | Advance

# Notices in one transaction, so that nobody waits for long to write.
AT_ONCE = 100


def begin(subscription: Subscription) -> None:
    """Let a subscription be told from the present on."""
    Health.objects.get_or_create(
        subscription=subscription, defaults={"starts_after": NoticeCounter.present()}
    )


def end(subscription: Subscription) -> None:
    """Forget from where on a subscription is told: should it be told again, that is later."""
    Health.objects.filter(subscription=subscription).delete()


def fan_out(now: datetime) -> None:
    """Make the deliveries of all that has none yet."""
    while _is_behind() and _fan_out_some(now):
        continue


def _is_behind() -> bool:
    """Say, without holding anybody up, whether there is anything to do."""
    reached = FanOut.objects.filter(pk=1).first()
    if reached is None or reached.last < NoticeCounter.present():
        return True
    return Advance.objects.filter(pk__gt=reached.last_advance).exists()


@transaction.atomic
def _fan_out_some(now: datetime) -> bool:
    reached = _locked()
    news = _news_after(reached)
    if not news:
        return False
    subscriptions = list(told())
    if subscriptions:
        _make_deliveries(news, subscriptions, reached.last, now)
    for each in news:
        if isinstance(each, Advance):
            reached.last_advance = each.pk
        else:
            reached.last = each.sequence
    reached.save()
    return True


def _news_after(reached: FanOut) -> list[News]:
    """Return what comes next, in the order of commits.

    What was written after the present notice may be seen or not: it comes before the next one.
    """
    present = NoticeCounter.present()
    notices = Notice.objects.filter(sequence__gt=reached.last, sequence__lte=present)
    coming = Advance.objects.filter(pk__gt=reached.last_advance, after__lte=present)
    news = [*notices.order_by("sequence")[:AT_ONCE], *coming.order_by("pk")[:AT_ONCE]]
    return sorted(news, key=place)[:AT_ONCE]


def _number(each: News) -> int:
    """Return the number of a notice, or of the one that comes next after what is coming."""
    return each.after + 1 if isinstance(each, Advance) else each.sequence


def place(each: News) -> tuple[int, int]:
    """Return where it stands in the order of commits."""
    return (each.after, each.pk) if isinstance(each, Advance) else (each.sequence, 0)


def _locked() -> FanOut:
    """Return the row, held until the transaction ends: whoever comes second waits."""
    rows = FanOut.objects.select_for_update()
    if row := rows.filter(pk=1).first():
        return row
    # Of what was before the first subscription nothing is owed.
    first = Health.objects.aggregate(first=Min("starts_after"))["first"]
    last = NoticeCounter.present() if first is None else first
    FanOut.objects.get_or_create(pk=1, defaults={"last": last})
    return rows.get(pk=1)


def _make_deliveries(
    news: list[News], subscriptions: list[Subscription], last: int, now: datetime
) -> None:
    starts = {each.pk: _start(each, last) for each in subscriptions}
    interests = _Interests()
    rows = Delivery.objects.filter(urn__in={each.urn for each in news})
    owed_before: dict[str, set[int]] = defaultdict(set)
    owed_early: dict[str, set[int]] = defaultdict(set)
    for urn, pk, advance in rows.values_list("urn", "subscription", "advance"):
        owed_before[urn].add(pk)
        if advance:
            owed_early[urn].add(pk)
    made, passed_over = [], set()
    for each in news:
        if each.kind == NoticeKind.FIXED:
            continue
        before = owed_before[each.urn]
        # Who had an earlier version of it before its release must know, trusted still or not.
        hears_on = owed_early[each.urn] if isinstance(each, Advance) else before
        owed = {
            subscription.pk
            for subscription in subscriptions
            if starts[subscription.pk] < _number(each)
            and (subscription.pk in hears_on or interests.has(subscription, each))
        }
        made += [_delivery(each, pk, now) for pk in sorted(owed)]
        passed_over |= owed & before
        before |= owed
        hears_on |= owed
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    if passed_over:
        _supersede({each.urn for each in news}, passed_over)


def _delivery(news: News, subscription: int, now: datetime) -> Delivery:
    this = {"advance": news} if isinstance(news, Advance) else {"notice": news}
    return Delivery(subscription_id=subscription, urn=news.urn, due_at=now, made_at=now, **this)


def _start(subscription: Subscription, last: int) -> int:
    if not hasattr(subscription, "health"):
        # Made by a path that sends no signal; it may hear too much, never too little.
        subscription.health = Health.objects.create(subscription=subscription, starts_after=last)
    return subscription.health.starts_after


def _supersede(urns: Iterable[str], subscriptions: Iterable[int]) -> None:
    """Replace what waits or has failed; what is being sent, the newer one waits for."""
    older = Delivery.objects.filter(
        urn__in=urns,
        subscription__in=subscriptions,
        state__in=[DeliveryState.DUE, DeliveryState.FAILED],
    )
    older.passed_over().supersede()


class _Interests:
    """What subscriptions take, asked once for each language."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], Selection | None] = {}

    def has(self, subscription: Subscription, news: News) -> bool:
        """Whether a served subscription takes the edition as it is, or took it as it was.

        Before its release only one that is trusted with it does.
        """
        if not subscription.partner.is_served:
            return False
        if isinstance(news, Advance) and not _is_trusted_with(news, subscription):
            return False
        key = subscription.pk, news.language
        if key not in self._known:
            self._known[key] = selection(subscription, news.language)
        chosen = self._known[key]
        return chosen is not None and any(map(chosen.takes, _channels(news)))


def _is_trusted_with(line: Advance, subscription: Subscription) -> bool:
    is_coming = line.kind != AdvanceKind.UNSCHEDULED
    return is_coming and subscription.partner.has_advance_copies


def _channels(news: News) -> list[list[str]]:
    if isinstance(news, Advance):
        return [news.channels]
    return [news.channels_before, news.channels_after]
