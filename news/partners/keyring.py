"""The keys that open something, as each process knows them: no query of its own for a request.

The layer in front of Django asks here; whoever has the same by their keys shares what is kept.
"""

from functools import partial
from threading import Lock

from news.newsroom.generation import PARTNERS
from news.partners import usage
from news.partners.access import Access, find_all
from news.partners.tokens import digest_of
from news.ready.layer import Opened

# What the numbers say beside generations: the last notice that they are no older than.
NOTICES = "notices"
# No path of a request begins so.
SHARED_BY = "keyed:"


class Keyring:
    """What keys open, read anew once the generation of partners says so."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: tuple[int | None, dict[str, Access]] = (None, {})

    def open(self, path: str, numbers: dict[str, int]) -> Opened | None:
        """Return what a path's key opens; None where that is nothing."""
        _before, _partners, token, rest = [*path.split("/", 3), "", ""][:4]
        access = self._at(numbers.get(PARTNERS, 0)).get(digest_of(token))
        if access is None or not access.is_good():
            return None
        usage.note(access.token)
        language, sequence = rest.partition(".")[0], numbers.get(NOTICES, 0)
        return Opened(
            f"{SHARED_BY}{access.shares}/{rest}",
            partial(usage.note_poll, access.subscription, language, sequence),
        )

    def _at(self, number: int) -> dict[str, Access]:
        if self._known[0] != number:
            with self._lock:
                if self._known[0] != number:
                    self._known = (number, find_all())
        return self._known[1]


KEYRING = Keyring()
