"""The ticket that a preview gives: for which story and language, and when; signed."""

import time
from dataclasses import dataclass

from django.core import signing

SHORTEST_SECONDS = 3
LONGEST_SECONDS = 2 * 60 * 60
_SALT = "news.comments.tickets"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a preview promised: this reader has seen it, so many seconds ago."""

    signed: str
    story_id: str
    language: str
    age: float

    @property
    def is_hasty(self) -> bool:
        """Whether nobody could have read the preview in that time."""
        return self.age < SHORTEST_SECONDS

    @property
    def is_valid(self) -> bool:
        """Whether the preview was lately; not from the future, as after a clock was set."""
        return 0 <= self.age <= LONGEST_SECONDS


def issue(story_id: object, language: str) -> str:
    """Return a ticket for a preview made now."""
    facts = {"story": str(story_id), "language": language, "at": time.time()}
    return signing.Signer(salt=_SALT).sign_object(facts)


def read(ticket: str) -> Ticket | None:
    """Return what a ticket says, however old; None where it isn't ours."""
    try:
        facts = signing.Signer(salt=_SALT).unsign_object(ticket)
    except (signing.BadSignature, ValueError):
        return None
    return Ticket(ticket, facts["story"], facts["language"], time.time() - facts["at"])
