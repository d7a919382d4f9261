"""When a copy is looked at: only after a withdrawal, by one worker, and never in a hurry."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from news.articles.ledger import Notice, NoticeKind
from news.push.copies.looking import Look
from news.push.copies.models import CopyCheck, CopyHost, CopyState, PartnerCopy
from news.push.models import OPEN, Delivery

# A partner that was told has so long before its copy is looked at.
FIRST = timedelta(minutes=10)
# Whom we can't reach for a day is looked at nonetheless: readers go there.
MOST_PATIENCE = timedelta(days=1)
PAUSES = (timedelta(hours=1), timedelta(hours=3), timedelta(hours=8), timedelta(days=1))
UNTIL = timedelta(days=30)
# So long one worker has a server: two questions, each with all its redirects, and a pause.
LEASE = timedelta(minutes=3)
# Between two questions to one server.
PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)


def tend(now: datetime) -> None:
    """Take up the copies of what was withdrawn, and leave those of what is back."""
    watched = PartnerCopy.objects.exclude(withdrawal=None).with_fate()
    back = watched.exclude(fate=NoticeKind.WITHDRAWN)
    if back.exists():
        PartnerCopy.objects.filter(pk__in=list(back.values_list("pk", flat=True))).update(
            withdrawal=None, state=CopyState.UNKNOWN, due_at=None, tries=0
        )
    withdrawals = Notice.objects.filter(
        kind=NoticeKind.WITHDRAWN, occurred_at__gt=now - UNTIL
    ).values("urn")
    known = PartnerCopy.objects.known().filter(urn__in=withdrawals).of_withdrawn()
    not_yet = Q(withdrawal=None) | ~Q(withdrawal=F("last"))
    for copy in known.filter(not_yet):
        _take_up(copy, Notice.objects.get(sequence=copy.last), now)


def _take_up(copy: PartnerCopy, withdrawal: Notice, now: datetime) -> None:
    owed = Delivery.objects.filter(notice=withdrawal, subscription__partner=copy.partner_id)
    patience_ends = withdrawal.occurred_at + MOST_PATIENCE
    if owed.filter(state__in=OPEN).exists() and now < patience_ends:
        return
    told = owed.order_by("delivered_at").values_list("delivered_at", flat=True)
    told_at = told.exclude(delivered_at=None).last() or withdrawal.occurred_at
    PartnerCopy.objects.filter(pk=copy.pk).update(
        withdrawal=withdrawal,
        state=CopyState.UNKNOWN,
        checked_at=None,
        tries=0,
        due_at=max(told_at + FIRST, now),
    )


def due(now: datetime) -> QuerySet:
    """Return the copies to be looked at now, whose servers may be asked."""
    busy = CopyHost.objects.filter(name=OuterRef("host"), free_at__gt=now)
    waiting = PartnerCopy.objects.known().filter(~Exists(busy), due_at__lte=now)
    return waiting.of_withdrawn().filter(last=F("withdrawal")).order_by("due_at", "pk")


def claim(now: datetime) -> PartnerCopy | None:
    """Take a server into hand, and return the copy on it that has waited longest."""
    for copy in due(now):
        CopyHost.objects.get_or_create(name=copy.host, defaults={"free_at": now})
        free = CopyHost.objects.filter(name=copy.host, free_at__lte=now)
        if free.update(free_at=now + LEASE):
            # Whoever had the server before may have looked at it since it was read.
            still = PartnerCopy.objects.known().filter(pk=copy.pk, due_at__lte=now)
            if fresh := still.select_related("withdrawal", "partner").first():
                return fresh
            release(copy.host, now)
    return None


def release(host: str, now: datetime, delay: float = 0.0) -> None:
    """Let a server be asked again after a pause, or after what it asks for in seconds."""
    wanted = timedelta(seconds=min(delay, LONGEST_PAUSE.total_seconds()))
    CopyHost.objects.filter(name=host).update(free_at=now + max(PAUSE, wanted))


@transaction.atomic
def settle(copy: PartnerCopy, look: Look, now: datetime) -> None:
    """Write a look down, unless the copy was put off or taken out meanwhile."""
    withdrawal = copy.withdrawal
    ours = PartnerCopy.objects.filter(pk=copy.pk, withdrawal=withdrawal, due_at=copy.due_at)
    if withdrawal is None or not ours.update(
        state=look.state,
        checked_at=now,
        tries=F("tries") + 1,
        due_at=None if look.state == CopyState.GONE else _next(copy.tries, withdrawal, now),
    ):
        return
    CopyCheck.objects.create(
        copy=copy,
        withdrawal=withdrawal,
        at=now,
        state=look.state,
        status=look.status,
        fault=look.fault,
        found=look.found,
    )


def _next(tries: int, withdrawal: Notice, now: datetime) -> datetime | None:
    moment = now + PAUSES[min(tries, len(PAUSES) - 1)]
    return moment if moment < withdrawal.occurred_at + UNTIL else None
