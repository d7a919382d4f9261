"""What time does: a claim's end is announced a day before, and old messages go."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from news.desk.assignments import Assignment
from news.desk.telling.messages import Message, MessageEvent
from news.desk.telling.people import may_be_told
from news.desk.telling.tell import tell

BEFORE = timedelta(days=1)
KEPT = timedelta(days=90)
AT_ONCE = 500


def remind(now: datetime | None = None) -> int:
    """Remind of claims that end within a day, once each; return of how many.

    Of a claim for a day alone its second half is left by then.
    """
    moment = now or timezone.now()
    is_untold = Q(reminded_at=None) | Q(reminded_at__lte=F("claimed_at"))
    ending = Assignment.objects.claimed(moment).filter(
        is_untold, claimed_until__lte=moment + BEFORE
    )
    return sum(
        _remind(task, moment)
        for task in ending.select_related("claimed_by")
        if task.claimed_until - moment <= (task.claimed_until - task.claimed_at) / 2
    )


@transaction.atomic
def _remind(task: Assignment, moment: datetime) -> int:
    # One statement: of two workers one finds the claim untold.
    won = Assignment.objects.filter(
        pk=task.pk, claimed_at=task.claimed_at, reminded_at=task.reminded_at
    ).update(reminded_at=moment)
    if won and may_be_told(task.claimed_by, task.language):
        tell(
            MessageEvent.LAPSING,
            [task.claimed_by],
            story_id=task.story_id,
            language=task.language,
            day=task.claimed_until,
        )
    return won


def forget_old(now: datetime | None = None) -> int:
    """Delete some of the messages that nobody needs any more; return how many."""
    old = Message.objects.filter(at__lt=(now or timezone.now()) - KEPT).order_by("at")
    keys = list(old.values_list("pk", flat=True)[:AT_ONCE])
    if not keys:
        return 0
    return Message.objects.filter(pk__in=keys).delete()[0]
