"""How long and for whom an answer may be kept: said by the view that makes it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

# Where a view leaves its terms for the layer in front of Django; both see the same dictionary.
KEY = "vestnik.ready"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the layer in front may do with an answer.

    `language` is the one whose generation counts, empty where any language's does.
    `until` is the moment (UTC) after which the answer must be made anew though nothing has
    changed. `asks` names the parameters of the query that the answer depends on; all others
    lead to the same bytes. `opened_as` is the content type for whoever opens the address in a
    browser, where that is another. `for_everybody` says that a session changes nothing.
    `max_age` is how many seconds a client may keep it without asking again.
    """

    language: str = ""
    until: datetime | None = None
    asks: tuple[str, ...] = ()
    opened_as: str = ""
    for_everybody: bool = False
    max_age: int = 0


def keep(request: HttpRequest, terms: Terms) -> None:
    """Let the answer to this request be kept ready; without this call none is.

    Only what depends on address, named parameters and public state may be kept: nothing that
    a cookie, a key or any other header changes.
    """
    request.META[KEY] = terms
