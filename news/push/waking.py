"""Waking whoever carries deliveries: nothing is lost with a call that nobody hears."""

from typing import Any

from django.db.models.signals import post_save
from django_tasks import task

from news.articles.models import Advance, Notice
from news.partners.models import Subscription, Way
from news.push import fanning
from news.push.courier import COURIER
from news.push.hub.courier import HUB


def connect() -> None:
    """Listen to news, and to subscriptions that begin or cease to be sent anything."""
    for model in (Notice, Advance):
        post_save.connect(_call, sender=model, dispatch_uid=f"push-{model.__name__}")
    post_save.connect(_begin_or_end, sender=Subscription, dispatch_uid="push-subscription")


@task()
def look() -> None:
    """Have this process's courier and hub look for what is due now."""
    COURIER.wake()
    HUB.wake()


def _call(**_notice: Any) -> None:
    look.enqueue()


def _begin_or_end(instance: Subscription, raw: bool = False, **_others: Any) -> None:
    if raw:
        return
    if instance.way == Way.WEBHOOK:
        fanning.begin(instance)
    else:
        fanning.end(instance)
