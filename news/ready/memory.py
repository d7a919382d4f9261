"""What one process keeps: bounded in bytes, the least used leave first."""

from collections import OrderedDict
from threading import Lock

from news.ready.kept import Kept

# A path; with what of its query matters, where anything does.
Key = str | tuple[str, str]


class Memory:
    """Answers by key; one that was used since its last turn stays for another (second chance)."""

    def __init__(self, limit: int):
        self._limit = limit
        self._weight = 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Kept | None:
        """Return the answer of this key."""
        kept = self._kept.get(key)
        if kept is not None:
            kept.was_used = True
        return kept

    def put(self, key: Key, kept: Kept) -> None:
        """Keep the answer; one too big to leave room for others is not kept."""
        if kept.weight > self._limit // 4:
            return
        with self._lock:
            before = self._kept.pop(key, None)
            self._kept[key] = kept
            self._weight += kept.weight - (before.weight if before else 0)
            while self._weight > self._limit:
                self._drop_one()

    def _drop_one(self) -> None:
        key, oldest = next(iter(self._kept.items()))
        if oldest.was_used:
            oldest.was_used = False
            self._kept.move_to_end(key)
        else:
            del self._kept[key]
            self._weight -= oldest.weight

    @property
    def weight(self) -> int:
        """Return how many bytes are kept."""
        return self._weight
