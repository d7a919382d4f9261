"""What a process keeps of what many pages show, until any such thing changes.

Everything is kept under the shared number of the database, read before the thing itself: what
is found under the present number is what the database says, whichever process wrote it.
"""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

from django.db.models import CharField

from news.newsroom.generation import SHARED, Generation
from news.newsroom.prepared import Prepared

T = TypeVar("T")

_number = Prepared(
    lambda row: Generation.objects.filter(language=row).order_by().values_list("number"),
    row=CharField(),
)


def shared_number() -> int | None:
    """Return the number under which shared things may be kept now, None where none is known."""
    rows = _number.rows(row=SHARED)
    return rows[0][0] if rows else None


class Shelf(Generic[T]):
    """As many things of one kind as were used last."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._things: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, number: int | None, key: Hashable) -> T | None:
        """Return what was put here under this number."""
        with self._lock:
            thing = self._things.get((number, key))
            if thing is not None:
                self._things.move_to_end((number, key))
        return thing

    def put(self, number: int | None, key: Hashable, thing: T) -> None:
        """Keep the thing, unless no number says how long it is good."""
        if number is None:
            return
        with self._lock:
            self._things[number, key] = thing
            self._things.move_to_end((number, key))
            if len(self._things) > self._size:
                self._things.popitem(last=False)
