"""What building an answer costs: CPU time of whole requests for which nothing is kept ready.

`python3 -m tests.bench.build` prints a table, in a data folder that holds the demo newsroom.
"""

import os
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from statistics import median
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.wsgi import get_wsgi_application

ROUNDS = 160


def raise_generations() -> None:
    """Stand in for a release: whatever is kept ready for the public is stale."""
    from news.newsroom.generation import raise_generation

    raise_generation()


def article_cpu_ms(rounds: int = ROUNDS) -> float:
    """Return the milliseconds of CPU that one article page takes, over all released ones."""
    return _cpu_ms(_released_paths(), rounds)


def first_article_cpu_ms(rounds: int = ROUNDS) -> float:
    """Return the same for pages of which the process remembers nothing at all."""
    from news.newsroom.generation import mark_shared

    return _cpu_ms(_released_paths(), rounds, change=mark_shared)


def front_cpu_ms(rounds: int = ROUNDS) -> float:
    """Return the milliseconds of CPU that one front page takes."""
    return _cpu_ms([f"/{code}/" for code, _name in settings.LANGUAGES], rounds)


def section_cpu_ms(rounds: int = ROUNDS) -> float:
    """Return the milliseconds of CPU that the first page of a section takes."""
    from news.articles.models import Section

    slugs = Section.objects.values_list("slug", flat=True)
    codes = [code for code, _name in settings.LANGUAGES]
    return _cpu_ms([f"/{code}/sections/{slug}/" for slug in slugs for code in codes], rounds)


def feed_cpu_ms(rounds: int = ROUNDS // 4) -> float:
    """Return the milliseconds of CPU that the feed of everything takes, over all formats."""
    from news.syndication.formats import FORMATS

    codes = [code for code, _name in settings.LANGUAGES]
    return _cpu_ms([f"/{code}/feeds/all.{name}" for code in codes for name in FORMATS], rounds)


def _released_paths() -> list[str]:
    from news.articles.models import ArticlePage

    return list(ArticlePage.objects.released().order_by("pk").values_list("url_path", flat=True))


def _cpu_ms(
    paths: list[str], rounds: int, *, change: Callable[[], None] = raise_generations
) -> float:
    """Return the median over these addresses in turn, each asked after a change of something.

    All have been asked before: what lives longer than a generation is there. As in the web
    server, the collector of garbage leaves alone what was loaded before the first request.
    """
    from news.newsroom.serving import load_for_children

    load_for_children()
    application = get_wsgi_application()
    for path in paths:
        _ask(application, path)
    taken = []
    for path in islice(cycle(paths), rounds):
        change()
        begin = time.process_time()
        _ask(application, path)
        taken.append(time.process_time() - begin)
    return median(taken) * 1000


def _ask(application: Any, path: str) -> None:
    """Ask as a reader without a session does, and read the whole answer."""
    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    # WSGI carries UTF-8 as Latin-1 (PEP 3333).
    environ |= {"PATH_INFO": path.encode().decode("latin-1"), "HTTP_ACCEPT_ENCODING": "gzip"}
    statuses: list[str] = []
    answer = application(environ, lambda status, _headers: statuses.append(status))
    for _part in answer:
        pass
    answer.close()
    if statuses != ["200 OK"]:
        raise RuntimeError(f"{path} answered {statuses}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    get_wsgi_application()
    for line, measure in (
        ("article", article_cpu_ms),
        ("its first", first_article_cpu_ms),
        ("front page", front_cpu_ms),
        ("section", section_cpu_ms),
        ("feed", feed_cpu_ms),
    ):
        sys.stdout.write(f"{line:12}{measure():8.2f} ms\n")
