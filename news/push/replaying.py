"""Verbs of whoever looks after an endpoint: pause, resume, send again, test."""

from django.db import transaction
from django.utils import timezone

from news.newsroom.models import NewsroomSettings
from news.partners.endpoints import secrets_of
from news.partners.models import PauseReason, Subscription
from news.push import outgoing, settling
from news.push.messages import in_json
from news.push.models import Delivery, DeliveryState, Health, new_message_id
from news.push.sending import Message, Outcome, Send, post
from news.push.waking import look
from news.syndication.formats.elements import rfc3339

_SENT_AGAIN = (DeliveryState.DUE, DeliveryState.FAILED, DeliveryState.DELIVERED)


def pause(subscription: Subscription) -> None:
    """Send nothing for now; what is owed waits."""
    settling.pause(subscription, PauseReason.BY_HAND, timezone.now())


@transaction.atomic
def resume(subscription: Subscription) -> None:
    """Send what waits, as if it had never been tried."""
    Subscription.objects.filter(pk=subscription.pk).update(paused_at=None, paused_reason="")
    Health.objects.filter(subscription=subscription).update(failures=0, failing_since=None)
    _make_due(Delivery.objects.filter(subscription=subscription, state=DeliveryState.DUE))


@transaction.atomic
def send_all_again(subscription: Subscription) -> None:
    """Resume, and send what has failed, too."""
    failed = Delivery.objects.filter(subscription=subscription, state=DeliveryState.FAILED)
    _make_due(failed.newest())
    resume(subscription)


@transaction.atomic
def send_again(delivery: Delivery) -> bool:
    """Send one delivery once more, under its old id; False where a later one has replaced it.

    Its endpoint is tried at once, however often it has failed.
    """
    Health.objects.filter(subscription=delivery.subscription_id).update(failures=0)
    row = Delivery.objects.filter(pk=delivery.pk, state__in=_SENT_AGAIN)
    return bool(_make_due(row.newest()))


def _make_due(deliveries) -> int:
    made = deliveries.update(state=DeliveryState.DUE, tries=0, due_at=timezone.now())
    look.enqueue()
    return made


def send_test(subscription: Subscription, send: Send = outgoing.send) -> Outcome:
    """Send a message of the type `test` now, and return what became of it."""
    now = timezone.now()
    said = {
        "type": "test",
        "timestamp": rfc3339(now.astimezone(NewsroomSettings.load().zone)),
        "data": {},
    }
    message = Message(
        url=subscription.endpoint,
        message_id=new_message_id(),
        body=in_json(said),
        secrets=tuple(secrets_of(subscription)),
    )
    return post(message, now, send)
