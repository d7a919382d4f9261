"""Requests to the hub: read from a form, refused with a sentence, or written down."""

import hashlib
import re
import string
from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from news.articles.advances import Advance
from news.articles.ledger import NoticeCounter
from news.push import destinations
from news.push.addresses import refuse_address
from news.push.hub import leases, limits, sealing, topics
from news.push.hub.models import HubRequest, Mode, State

# WebSub, section 5.1: less than 200 bytes.
LONGEST_SECRET = 199
# What an address need not escape (RFC 3986, section 2.3).
_UNRESERVED = frozenset(f"{string.ascii_letters}{string.digits}-._~")


class RefusedError(Exception):
    """A request that can't be taken: with a status and a sentence for who wrote the subscriber."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


def take(form: Mapping[str, str], sender: str, now: datetime) -> HubRequest:
    """Write a request down, to be confirmed by its callback; raise RefusedError, TooMuchError.

    `sender` stands for the address it came from. What isn't of the standard is not looked at.
    """
    request = _read(form)
    request.sender, request.made_at, request.due_at = sender, now, now
    limits.refuse_too_much(request, now)
    with transaction.atomic():
        # What was asked before and isn't confirmed yet doesn't count any more.
        before = HubRequest.objects.filter(digest=request.digest, state=State.DUE)
        before.update(state=State.DONE)
        request.sequence = NoticeCounter.present()
        request.advance = Advance.objects.last_number()
        request.save()
    return request


def _read(form: Mapping[str, str]) -> HubRequest:
    for name in ("hub.mode", "hub.topic", "hub.callback"):
        if not form.get(name):
            raise RefusedError(_("“%(name)s” is missing.") % {"name": name})
    mode = form["hub.mode"]
    if mode not in Mode.values:
        raise RefusedError(_("“hub.mode” must be “subscribe” or “unsubscribe”."))
    callback = _callback(form["hub.callback"])
    secret = form.get("hub.secret", "")
    if len(secret.encode()) > LONGEST_SECRET:
        raise RefusedError(_("“hub.secret” must be shorter than 200 bytes."))
    topic = topics.read(form["hub.topic"])
    if topic is None:
        raise RefusedError(
            _(
                "“hub.topic” is not the address of a feed here. Take it from the feed’s Link "
                "header with rel=self."
            ),
            404,
        )
    return HubRequest(
        digest=hashlib.sha256(f"{topic.identity} {callback}".encode()).hexdigest(),
        callback=callback,
        host=destinations.read(callback).host,
        language=topic.language,
        extension=topic.extension,
        channel=topic.channel,
        token_id=topic.token,
        given=sealing.seal(form["hub.topic"]),
        secret=sealing.seal(secret),
        mode=mode,
        # WebSub, section 5.1: who unsubscribes may give one, which is not looked at.
        lease=_lease(form.get("hub.lease_seconds", "")) if mode == Mode.SUBSCRIBE else None,
    )


def _lease(written: str) -> int | None:
    try:
        return leases.read(written)
    except ValueError as error:
        raise RefusedError(
            _("“hub.lease_seconds” must be a number of seconds: digits alone, and more than 0.")
        ) from error


def _callback(written: str) -> str:
    """Return a callback in the one form that all have which lead to the same place."""
    callback = _plainly(written.partition("#")[0])
    try:
        refuse_address(callback)
    except ValidationError as error:
        raise RefusedError(
            _("“hub.callback”: %(fault)s") % {"fault": " ".join(error.messages)}
        ) from error
    return callback


def _plainly(address: str) -> str:
    """Return an address with no character escaped that need not be (WebSub, section 5.1.1)."""

    def decoded(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0]

    return re.sub("%([0-9A-Fa-f]{2})", decoded, address)
