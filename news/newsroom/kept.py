"""What a process keeps of what many pages show, until any such thing changes.

Everything is kept under a number of the database, mostly the shared one, read before the thing
itself: what is found under the present number is what the database says, whichever process
wrote it.
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
    return number_of(SHARED)


def number_of(row: str) -> int | None:
    """Return the number under which what goes by this row may be kept, None where none is known."""
    rows = _number.rows(row=row)
    return rows[0][0] if rows else None


class Shelf(Generic[T]):
    """As many things of one kind as were used last, all kept under one number."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._number: int | None = None
        self._things: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, number: int | None, key: Hashable) -> T | None:
        """Return what was put here under this number."""
        with self._lock:
            if number is None or number != self._number or key not in self._things:
                return None
            self._things.move_to_end(key)
            return self._things[key]

    def put(self, number: int | None, key: Hashable, thing: T) -> None:
        """Keep the thing, unless no number says how long it is good; another number clears."""
        if number is None:
            return
        with self._lock:
            if number != self._number:
                self._things.clear()
                self._number = number
            self._things[key] = thing
            self._things.move_to_end(key)
            if len(self._things) > self._size:
                self._things.popitem(last=False)
