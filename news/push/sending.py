"""Send one signed message to an endpoint, and say what became of it."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from news.push import outgoing
from news.push.faults import NotSentError
from news.push.outgoing import Answer
from news.push.signing import headers

logger = logging.getLogger(__name__)

Send = Callable[..., Any]

SECONDS = 10.0
# What else than the faults of sending may stand in a delivery; see `words.answer`.
UNMADE, LATE = "unmade", "late"
# No receiver puts us off for longer.
LONGEST_WISH = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: the same id in every attempt, signed by each of the secrets."""

    url: str
    message_id: str
    body: bytes
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt: a status, or the fault for which there is none.

    `wait` is for how long the receiver asks us to stay away; `body` is what it has said.
    """

    status: int | None = None
    fault: str = ""
    seconds: float = 0.0
    wait: timedelta = timedelta()
    body: bytes = b""

    @property
    def is_good(self) -> bool:
        """Whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        """Whether the receiver wants nothing ever again."""
        return self.status == 410


def post(
    message: Message, moment: datetime, send: Send = outgoing.send, seconds: float = SECONDS
) -> Outcome:
    """Send a message; whatever happens is an outcome."""

    def ask() -> Answer:
        return send(
            message.url,
            body=message.body,
            headers=headers(message.secrets, message.message_id, moment, message.body),
            seconds=seconds,
        )

    return attempt(message.message_id, ask, moment)


def attempt(name: str, ask: Callable[[], Answer], moment: datetime) -> Outcome:
    """Ask somebody at a moment; whatever happens is an outcome."""
    begun = time.monotonic()
    try:
        answer = ask()
    except NotSentError as fault:
        return Outcome(fault=fault.code, seconds=time.monotonic() - begun)
    except Exception:
        logger.exception("%s couldn't be sent", name)
        return Outcome(fault=UNMADE, seconds=time.monotonic() - begun)
    wish = answer.headers.get("retry-after", "") if answer.status in {429, 503} else ""
    wait = _wait(wish, moment)
    return Outcome(answer.status, seconds=answer.seconds, wait=wait, body=answer.body)


def _wait(wish: str, now: datetime) -> timedelta:
    """Return what `Retry-After` asks for (RFC 9110, section 10.2.3), within bounds."""
    if wish.isascii() and wish.isdigit():
        asked = timedelta(seconds=min(int(wish[:9]), LONGEST_WISH.total_seconds()))
    else:
        try:
            until = parsedate_to_datetime(wish)
        # A number of any length is read as one.
        except (ValueError, OverflowError):
            return timedelta()
        asked = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    return min(max(asked, timedelta()), LONGEST_WISH)
