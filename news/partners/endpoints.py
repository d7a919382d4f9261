"""Where a partner is told what is new, and the secret by which it knows that we tell it."""

import base64
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from news.partners.models import Subscription

# Standard Webhooks, "Signature scheme": 24 to 64 random bytes.
BYTES = 32
PREFIX = "whsec_"
# So long both secrets sign, for the partner to put the new one in its place.
GRACE = timedelta(days=7)


def _let_pass(_url: str) -> None:
    """Refuse nothing: whoever sends says at the start what it can't ask."""


# Raises ValidationError for an address that can't be asked; set at the start.
REFUSE: Callable[[str], None] = _let_pass


def validate_endpoint(url: str) -> None:
    """Refuse an address that can't be asked, with a sentence for whoever typed it."""
    REFUSE(url)


def new_secret() -> str:
    """Return a secret as Standard Webhooks writes it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def rotate_secret(subscription: "Subscription") -> None:
    """Give a subscription a new secret; the one before goes on signing beside it for a week."""
    subscription.old_secret = subscription.secret
    subscription.old_secret_ends_at = timezone.now() + GRACE
    subscription.secret = new_secret()
    subscription.save(update_fields=["secret", "old_secret", "old_secret_ends_at"])


def secrets_of(subscription: "Subscription") -> list[str]:
    """Return the secrets that sign now, the newest first."""
    ends_at = subscription.old_secret_ends_at
    if subscription.old_secret and ends_at and timezone.now() < ends_at:
        return [subscription.secret, subscription.old_secret]
    return [subscription.secret]
