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
# Each language in each format, and a few months; whoever asks for more is asked anew.
MOST_ADDRESSES = 100


class _Known(NamedTuple):
    """A key, and what each of its addresses opened under which numbers.

    `links` are those of what it opens: written once, but for the end of the address.
    """

    access: Access
    links: tuple[str, str]
    opened: dict[str, tuple[tuple[int, int], Opened]]


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
        usage.note(known.access.token)
        now = numbers.get(NOTICES, 0), numbers.get(ADVANCES, 0)
        before = known.opened.get(rest)
        if before is None or before[0] != now:
            if len(known.opened) >= MOST_ADDRESSES:
                known.opened.clear()
            before = known.opened[rest] = now, _opened(known, rest, *now)
        return before[1]

    def _at(self, number: int) -> dict[str, _Known]:
        if self._known[0] != number:
            with self._lock:
                if self._known[0] != number:
                    known = {digest: _known(access) for digest, access in find_all().items()}
                    self._known = (number, known)
        return self._known[1]


def _opened(known: _Known, rest: str, notice: int, advance: int) -> Opened:
    access, language = known.access, rest.partition(".")[0]
    # No language's generation tells of what is scheduled: the public could see it rise.
    early = f"{advance}/" if access.is_early else ""
    return Opened(
        path=f"{SHARED_BY}{access.shares}/{early}{rest}",
        own=[] if "/" in rest else [("Link", rest.join(known.links))],
        given=partial(usage.note_poll, access.subscription, language, notice),
    )


def _known(access: Access) -> _Known:
    # The end of the address is that of the request: what isn't a feed's is never answered so, and
    # a page of its archive, which is no topic, has another.
    begin, _feed, end = self_link(feed_url(access.topic_key, "", "")).partition("/.>")
    return _Known(access, (f"{begin}/", f">{end}"), {})


KEYRING = Keyring()
