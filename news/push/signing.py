"""Signatures of Standard Webhooks (https://www.standardwebhooks.com, "Signature scheme")."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

from news.partners.endpoints import PREFIX


def sign(secret: str, message_id: str, moment: datetime, body: bytes) -> str:
    """Return the symmetric signature (v1) of a message sent at a moment."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = b".".join([message_id.encode(), str(int(moment.timestamp())).encode(), body])
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


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
