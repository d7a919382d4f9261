"""Asking a callback whether it wants what was asked in its name (WebSub, section 5.3)."""

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import transaction

from news.push.hub import leases
from news.push.hub.claiming import still_ours
from news.push.hub.models import HubRequest, HubSubscription, Mode, State
from news.push.hub.noticing import catch_up, locked_reach
from news.push.schedule import pause_after
from news.push.sending import Outcome

# Where nobody answers at all, it is tried once more.
MOST_TRIES = 2


def new_challenge() -> str:
    """Return words that only whoever gets them can repeat."""
    return secrets.token_urlsafe(32)


def with_arguments(callback: str, **said: Any) -> str:
    """Return a callback with arguments after those that it has (WebSub, section 5.1.1)."""
    joint = "&" if "?" in callback else "?"
    return f"{callback}{joint}{urlencode({f'hub.{name}': each for name, each in said.items()})}"


def question(request: HubRequest, topic: str, challenge: str) -> str:
    """Return the address that asks for a confirmation."""
    said = {"mode": request.mode, "topic": topic, "challenge": challenge}
    if request.mode == Mode.SUBSCRIBE:
        said["lease_seconds"] = str(int(leases.granted(request.lease).total_seconds()))
    return with_arguments(request.callback, **said)


def settle(
    request: HubRequest, outcome: Outcome, challenge: str, asked_at: datetime, now: datetime
) -> None:
    """Do what was asked where the callback has confirmed it; else leave all as it was."""
    answered = {"status": outcome.status, "fault": outcome.fault}
    if outcome.is_good and hmac.compare_digest(outcome.body, challenge.encode()):
        with transaction.atomic():
            if still_ours(request).update(state=State.DONE, **answered):
                _do(request, asked_at, now)
    elif outcome.status is None and request.tries < MOST_TRIES:
        due_at = now + (pause_after(request.tries) or timedelta())
        still_ours(request).update(state=State.DUE, due_at=due_at, **answered)
    else:
        still_ours(request).update(state=State.FAILED, **answered)


def _do(request: HubRequest, asked_at: datetime, now: datetime) -> None:
    there = HubSubscription.objects.filter(digest=request.digest)
    if request.mode == Mode.UNSUBSCRIBE:
        there.delete()
        return
    reach = locked_reach()
    renewed = {
        "given": request.given,
        "secret": request.secret,
        "until": asked_at + leases.granted(request.lease),
        "token_id": request.token_id,
    }
    if there.filter(denied="").update(**renewed):
        return
    there.delete()
    made = HubSubscription.objects.create(
        digest=request.digest,
        callback=request.callback,
        host=request.host,
        language=request.language,
        extension=request.extension,
        channel=request.channel,
        since=now,
        state=State.IDLE,
        wanted=request.sequence,
        sent=request.sequence,
        wanted_advance=request.advance,
        sent_advance=request.advance,
        **renewed,
    )
    catch_up(made, reach, now)
