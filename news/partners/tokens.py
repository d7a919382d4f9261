"""Verbs of keys: made, told once, replaced, ended."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from news.newsroom.generation import PARTNERS, mark
from news.partners.models import Key, Subscription, Token

# 192 bits.
BYTES = 24
# So long an old key goes on, for the partner to put the new one in its place.
GRACE = timedelta(days=7)


def digest_of(token: str) -> str:
    """Return what is kept of a key; one of so many bits needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def make(kind: type[Key], **opens: Model) -> str:
    """Make a key of a kind that opens something, and return it: it can't be told again."""
    key = secrets.token_urlsafe(BYTES)
    kind.objects.create(digest=digest_of(key), hint=key[-4:], **opens)
    return key


@transaction.atomic
def issue(subscription: Subscription) -> str:
    """Make another key to a subscription and return it: it can't be told again."""
    return make(Token, subscription=subscription)


@transaction.atomic
def rotate(subscription: Subscription) -> str:
    """Make a new key; those before it end in seven days, or sooner where that was said."""
    end = timezone.now() + GRACE
    before = Token.objects.filter(subscription=subscription)
    before.exclude(ends_at__lte=end).update(ends_at=end)
    return issue(subscription)


@transaction.atomic
def end(token: Token) -> None:
    """Let a key open nothing from now on."""
    Token.objects.filter(pk=token.pk).update(ends_at=timezone.now())
    mark(PARTNERS)
