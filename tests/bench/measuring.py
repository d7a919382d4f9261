"""How a line of the bench is measured: with nothing kept ready, by the median.

On SQLite it is CPU time of this process. A database server works in others, so with PostgreSQL
it is time by the clock, on a machine that does nothing else.
"""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

Line = tuple[str, Callable[[], object]]


def clock() -> float:
    """Return seconds on the clock that suits the database."""
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def median_ms(
    act: Callable[[], object], rounds: int, *, before: Callable[[], object] = lambda: None
) -> float:
    """Return milliseconds: the median of some rounds, after one that doesn't count."""
    act()
    taken = []
    for _round in range(rounds):
        before()
        begun = clock()
        act()
        taken.append(clock() - begun)
    return 1000 * median(taken)


def asking(reader: Client, path: str, status: int = 200) -> Callable[[], object]:
    """Return what asks for an address, and takes no other answer."""

    def ask() -> None:
        response = reader.get(path)
        if response.status_code != status:
            raise RuntimeError(f"{path} answers {response.status_code}")
        if response.streaming:
            b"".join(response)

    return ask


def administrator() -> Any:
    """Return the one who works in the admin of the bench."""
    user, _is_new = get_user_model().objects.get_or_create(
        username="bench", defaults={"is_superuser": True, "is_staff": True}
    )
    return user
