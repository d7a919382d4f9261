"""Signatures of Standard Webhooks (https://www.standardwebhooks.com, "Signature scheme")."""

from collections.abc import Iterable
from datetime import UTC, datetime

from standardwebhooks import Webhook


def sign(secret: str, message_id: str, moment: datetime, body: bytes) -> str:
    """Return the symmetric signature (v1) of a message sent at a moment."""
    # The library takes whatever moment it gets for one in UTC.
    return Webhook(secret).sign(message_id, moment.astimezone(UTC), body.decode())


def headers(
    secrets: Iterable[str], message_id: str, moment: datetime, body: bytes
) -> dict[str, str]:
    """Return the headers by which a receiver knows whose a message is; each secret signs."""
    return {
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(sign(secret, message_id, moment, body) for secret in secrets),
    }
