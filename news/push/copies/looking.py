"""One look at a page: what was answered, and what that says of a copy."""

import logging
from dataclasses import dataclass
from http import HTTPStatus

from news.push import outgoing
from news.push.copies.models import CopyState, Found
from news.push.copies.passages import Traces, find
from news.push.faults import NotSentError
from news.push.sending import UNMADE, Send

logger = logging.getLogger(__name__)

# Enough for the text of any page; its pictures and scripts are not fetched.
LIMIT = 512 * 1024
SECONDS = 10.0
# What else than the faults of sending may have kept us from looking.
ROBOTS, NO_ROBOTS = "robots", "no-robots"

_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_SAYS = {
    Found.TEXT: CopyState.THERE,
    # Without words to compare, a page that answers is no proof that a copy is gone.
    Found.NO_WORDS: CopyState.THERE,
    Found.HEADLINE: CopyState.CHANGED,
    Found.NOTHING: CopyState.CHANGED,
}


@dataclass(frozen=True, slots=True)
class Look:
    """What came of a look; see `CopyCheck`."""

    state: CopyState
    status: int | None = None
    fault: str = ""
    found: Found | str = ""


def look_at(url: str, sought: Traces, send: Send = outgoing.send) -> Look:
    """Ask for a page once and say what it shows; whatever happens is a look."""
    headers = {"Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1"}
    try:
        answer = send(url, method="GET", headers=headers, seconds=SECONDS, limit=LIMIT)
    except NotSentError as fault:
        return Look(CopyState.UNREACHABLE, fault=fault.code)
    status = answer.status
    if status in _GONE:
        return Look(CopyState.GONE, status)
    if 300 <= status < 400:
        return Look(CopyState.ELSEWHERE, status)
    if not 200 <= status < 300:
        return Look(CopyState.UNREACHABLE, status)
    try:
        found = find(sought, answer)
    except Exception:
        logger.exception("A page couldn't be read")
        return Look(CopyState.UNREACHABLE, status, UNMADE)
    return Look(_SAYS.get(found, CopyState.UNREACHABLE), status, found=found)
