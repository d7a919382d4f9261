"""What changes the keys that processes know: written down with the change itself."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from news.newsroom.generation import PARTNERS, mark
from news.partners.models import Partner, Subscription, Token


def connect() -> None:
    """Listen to changes of partners, subscriptions and keys."""
    for model in (Partner, Subscription, Token):
        for signal in (post_save, post_delete):
            signal.connect(_mark, sender=model, dispatch_uid=f"partners-{signal}-{model}")


def _mark(**_change: Any) -> None:
    mark(PARTNERS)
