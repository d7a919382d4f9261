"""What each list, page, feed, form and verb costs in an archive that `load_archive` made.

The same lines at another size give the growth.
"""

from collections.abc import Callable

from news.newsroom.generation import raise_generation
from tests.bench.desk import admin
from tests.bench.measuring import median_ms
from tests.bench.readers import pages
from tests.bench.verbs import verbs

ROUNDS = 7


def lines(
    say: Callable[[str], object], only: str = "", *, wait: Callable[[], object] = lambda: None
) -> dict[str, float]:
    """Return milliseconds for each line, or for those that hold a word; `wait` before each."""
    found = {}
    for name, ask in (*pages(), *admin()):
        if only in name:
            wait()
            found[name] = median_ms(ask, ROUNDS, before=raise_generation)
            say(f"{name:40}{found[name]:9.1f} ms")
    return found if only else found | verbs(wait)
