"""What a subscriber wrote and we must say again, kept so that the database alone tells nobody.

Fernet covers and seals the text, under a key that is made of the site's secret.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


def seal(text: str) -> str:
    """Return what is kept of a text; empty for an empty one."""
    return _fernet().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """Return the text; empty where the site's secret is another by now."""
    try:
        return _fernet().decrypt(sealed).decode() if sealed else ""
    except InvalidToken:
        return ""


def _fernet() -> Fernet:
    key = salted_hmac("news.push.hub.sealing", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
