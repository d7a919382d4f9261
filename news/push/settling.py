"""What becomes of a delivery and of its endpoint after an attempt."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from news.partners.models import PauseReason, Subscription
from news.push.claiming import BREAKS_AFTER
from news.push.models import Delivery, DeliveryState, Health
from news.push.pickups.webhooks import note_taken
from news.push.schedule import jitter, pause_after
from news.push.sending import LATE, UNMADE, Outcome

# Faults of our own, which say nothing of the endpoint.
_OURS = {LATE, UNMADE}


@transaction.atomic
def settle(
    delivery: Delivery, outcome: Outcome, now: datetime, vary: Callable[[], float] = jitter
) -> None:
    """Write down what became of a leased delivery, unless another worker has taken it over."""
    written = {
        "status": outcome.status,
        "fault": outcome.fault,
        "seconds": round(outcome.seconds, 3),
    }
    attempts = [*delivery.attempts[:-1], {**delivery.attempts[-1], **written}]
    state = _after(delivery, outcome, now, vary)
    ours = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.LEASED, tries=delivery.tries)
    is_ours = ours.update(**written, **state, attempts=attempts)
    if is_ours and outcome.is_good:
        note_taken(delivery, now)
    if outcome.is_good:
        recover(delivery.subscription_id, now)
    elif outcome.fault not in _OURS:
        _note_failure(delivery.subscription_id, outcome, now)
        if outcome.is_gone:
            pause(delivery.subscription, PauseReason.GONE, now)
        elif state["state"] == DeliveryState.FAILED:
            pause(delivery.subscription, PauseReason.SILENT, now)


def _after(
    delivery: Delivery, outcome: Outcome, now: datetime, vary: Callable[[], float]
) -> dict[str, Any]:
    if outcome.is_good:
        return {"state": DeliveryState.DELIVERED, "delivered_at": now}
    if Delivery.objects.filter(pk=delivery.pk).passed_over().exists():
        return {"state": DeliveryState.SUPERSEDED}
    pause = pause_after(delivery.tries)
    if outcome.is_gone or pause is None:
        return {"state": DeliveryState.FAILED}
    return {"state": DeliveryState.DUE, "due_at": now + max(pause * vary(), outcome.wait)}


def _note_failure(subscription: int, outcome: Outcome, now: datetime) -> None:
    # Whoever asks us to stay away is not to be tried by others meanwhile.
    more = BREAKS_AFTER if outcome.wait else 1
    Health.objects.filter(subscription=subscription).update(
        failures=F("failures") + more, failing_since=Coalesce("failing_since", now)
    )


def recover(subscription: int, now: datetime) -> None:
    """Let all that waits go out, where an endpoint answers again."""
    failing = Health.objects.filter(subscription=subscription).failing()
    if failing.update(failures=0, failing_since=None):
        waiting = Delivery.objects.filter(subscription=subscription, state=DeliveryState.DUE)
        waiting.filter(due_at__gt=now).update(due_at=now)


def pause(subscription: Subscription, reason: PauseReason, now: datetime) -> None:
    """Send nothing to an endpoint for now; what it is owed waits."""
    rows = Subscription.objects.filter(pk=subscription.pk, paused_at=None)
    rows.update(paused_at=now, paused_reason=reason)
