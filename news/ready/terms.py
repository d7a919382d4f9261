"""How long and for whom an answer may be kept: said by those who make it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

# Where a view leaves its terms for the layer in front of Django; both see the same dictionary.
KEY = "vestnik.ready"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the layer in front may do with an answer.

    `language` is the one whose generation counts, empty where any language's does. `asks`
    names the parameters of the query that the answer depends on; all others lead to the same
    bytes. `opened_as` is the content type for whoever opens the address in a browser, where
    that is another. `for_everybody` says that a session changes nothing. `max_age` is how many
    seconds a client may keep it without asking again. `is_private` says that it was asked for
    with a key: nobody in between may keep it; of its `Link`, `links` is what it says to all who
    share it.
    """

    language: str = ""
    asks: tuple[str, ...] = ()
    opened_as: str = ""
    for_everybody: bool = False
    max_age: int = 0
    is_private: bool = False
    links: str = ""


def keep(request: HttpRequest, terms: Terms) -> None:
    """Let the answer to this request be kept ready; without this call none is.

    Only what depends on address, named parameters, public state and time may be kept:
    nothing that a cookie, a key or any other header changes.
    """
    request.META[KEY] = terms


_moments: ContextVar[list[datetime] | None] = ContextVar("moments", default=None)


def holds_until(moment: datetime | None) -> None:
    """Note that what is being made will be wrong from this moment (UTC) on.

    Whoever shows what time alone takes away says it here: a photo that expires, today's date.
    """
    moments = _moments.get()
    if moments is not None and moment is not None:
        moments.append(moment)


@contextmanager
def noting_moments() -> Iterator[list[datetime]]:
    """Collect the moments that are noted while an answer is made."""
    moments: list[datetime] = []
    token = _moments.set(moments)
    try:
        yield moments
    finally:
        _moments.reset(token)
