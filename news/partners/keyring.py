"""The keys that open something, as each process knows them: no query of its own for a request.

The layer in front of Django asks here; whoever has the same by their keys shares what is kept.
"""

from functools import partial
from threading import Lock
from typing import NamedTuple

from news.newsroom.generation import ADVANCES, PARTNERS
from news.partners import usage
from news.partners.access import Access, feed_url, find_all
from news.partners.tokens import digest_of
from news.ready.layer import Opened
from news.syndication.links import self_link

# What the numbers say beside generations: the last notice that they are no older than.
NOTICES = "notices"
# No path of a request begins so.
SHARED_BY = "keyed:"


class _Known(NamedTuple):
    """A key, and the links of what it opens: written once, but for the end of the address."""

    access: Access
    links: tuple[str, str]


class Keyring:
    """What keys open, read anew once the generation of partners says so."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: tuple[int | None, dict[str, _Known]] = (None, {})

    def open(self, path: str, numbers: dict[str, int]) -> Opened | None:
        """Return what a path's key opens; None where that is nothing."""
        _before, _partners, token, rest = [*path.split("/", 3), "", ""][:4]
        known = self._at(numbers.get(PARTNERS, 0)).get(digest_of(token))
        if known is None or not known.access.is_good():
            return None
        access = known.access
        usage.note(access.token)
        language, sequence = rest.partition(".")[0], numbers.get(NOTICES, 0)
        # No language's generation tells of what is scheduled: the public could see it rise.
        early = f"{numbers.get(ADVANCES, 0)}/" if access.is_early else ""
        return Opened(
            path=f"{SHARED_BY}{access.shares}/{early}{rest}",
            own=[] if "/" in rest else [("Link", rest.join(known.links))],
            given=partial(usage.note_poll, access.subscription, language, sequence),
        )

    def _at(self, number: int) -> dict[str, _Known]:
        if self._known[0] != number:
            with self._lock:
                if self._known[0] != number:
                    known = {digest: _known(access) for digest, access in find_all().items()}
                    self._known = (number, known)
        return self._known[1]


def _known(access: Access) -> _Known:
    # The end of the address is that of the request: what isn't a feed's is never answered so, and
    # a page of its archive, which is no topic, has another.
    begin, _feed, end = self_link(feed_url(access.topic_key, "", "")).partition("/.>")
    return _Known(access, (f"{begin}/", f">{end}"))


KEYRING = Keyring()
