"""Making deliveries of notices: by whoever wakes first, each notice once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Min

from news.articles.ledger import Notice, NoticeCounter, NoticeKind
from news.partners.models import Subscription
from news.partners.selections import Selection, selection
from news.push.models import Delivery, DeliveryState, FanOut, Health, told

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
    """Make the deliveries of all notices that have none yet."""
    while _is_behind() and _fan_out_some(now):
        continue


def _is_behind() -> bool:
    """Say, without holding anybody up, whether there is anything to do."""
    last = FanOut.objects.filter(pk=1).values_list("last", flat=True).first()
    return last is None or last < NoticeCounter.present()


@transaction.atomic
def _fan_out_some(now: datetime) -> bool:
    reached = _locked()
    notices = list(Notice.objects.filter(sequence__gt=reached.last).order_by("sequence")[:AT_ONCE])
    if not notices:
        return False
    subscriptions = list(told())
    if subscriptions:
        _make_deliveries(notices, subscriptions, reached.last, now)
    reached.last = notices[-1].sequence
    reached.save()
    return True


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
    notices: list[Notice], subscriptions: list[Subscription], last: int, now: datetime
) -> None:
    starts = {each.pk: _start(each, last) for each in subscriptions}
    interests = _Interests()
    rows = Delivery.objects.filter(urn__in={notice.urn for notice in notices})
    owed_before: dict[str, set[int]] = defaultdict(set)
    for urn, pk in rows.values_list("urn", "subscription"):
        owed_before[urn].add(pk)
    made, passed_over = [], []
    for notice in notices:
        if notice.kind == NoticeKind.FIXED:
            continue
        before = owed_before[notice.urn]
        owed = {
            each.pk
            for each in subscriptions
            if starts[each.pk] < notice.sequence
            and (each.pk in before or interests.has(each, notice))
        }
        made += [
            Delivery(notice=notice, subscription_id=pk, urn=notice.urn, due_at=now, made_at=now)
            for pk in sorted(owed)
        ]
        if owed & before:
            passed_over.append((notice, owed & before))
        before |= owed
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    for notice, owed in passed_over:
        _supersede(notice, owed)


def _start(subscription: Subscription, last: int) -> int:
    if not hasattr(subscription, "health"):
        # Made by a path that sends no signal; it may hear too much, never too little.
        subscription.health = Health.objects.create(subscription=subscription, starts_after=last)
    return subscription.health.starts_after


def _supersede(notice: Notice, subscriptions: Iterable[int]) -> None:
    """Replace what waits or has failed; what is being sent, the newer one waits for."""
    older = Delivery.objects.filter(
        urn=notice.urn,
        notice__lt=notice.sequence,
        subscription__in=subscriptions,
        state__in=[DeliveryState.DUE, DeliveryState.FAILED],
    )
    older.supersede()


class _Interests:
    """What subscriptions take, asked once for each language."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], Selection | None] = {}

    def has(self, subscription: Subscription, notice: Notice) -> bool:
        """Whether a served subscription takes the edition as it is, or took it as it was."""
        if not subscription.partner.is_served:
            return False
        key = subscription.pk, notice.language
        if key not in self._known:
            self._known[key] = selection(subscription, notice.language)
        chosen = self._known[key]
        return chosen is not None and any(
            chosen.takes(channels) for channels in (notice.channels_before, notice.channels_after)
        )
