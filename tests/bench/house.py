"""The newsroom as `start` runs it: seconds to the first page, memory, and news on its way.

All in a data folder that holds the demo newsroom; memory is proportional (PSS): what several
processes share counts once.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import quote

from cms.bootstrap import ROOT
from tests.bench.processes import free_port, tree

MEGABYTE = 1024
WALKED, WALKED_LONG = 10_000, 100_000
VISIBLE_ROUNDS = 5
# So many answers in a row, each on a connection of its own, have met every process.
IN_A_ROW = 12


@contextmanager
def started(
    *arguments: str, environment: Mapping[str, str] = os.environ
) -> Iterator[tuple[subprocess.Popen[bytes], int, float]]:
    """Run `manage.py start`; yield the process, its port and the seconds to its first page."""
    port, begun = free_port(), time.monotonic()
    command = [sys.executable, "manage.py", "start", "--port", str(port), *arguments]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        while not _answers(f"http://127.0.0.1:{port}/ru/") and process.poll() is None:
            time.sleep(0.05)
        yield process, port, time.monotonic() - begun
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310
            return page.status == 200
    except OSError:
        return False


def start_seconds() -> float:
    """Return the seconds from the command to the first page, everything being installed."""
    times = []
    for _each in range(3):
        with started() as (_process, _port, seconds):
            times.append(seconds)
    return median(times)


def memory() -> dict[str, float]:
    """Return the megabytes of all processes together at six moments."""
    paths = public_paths()
    found = _memory_of_first_start(paths)
    with started() as (process, port, _seconds):
        found["after the start"] = _megabytes(process.pid)
        _ask_for_each(port, paths)
        found["after every page and feed"] = _megabytes(process.pid)
        _walk(port, paths, WALKED)
        found[f"after {WALKED:,} requests"] = _megabytes(process.pid)
        _walk(port, paths, WALKED_LONG)
        found[f"after {WALKED + WALKED_LONG:,} requests"] = _megabytes(process.pid)
    return found


def _memory_of_first_start(paths: list[str]) -> dict[str, float]:
    """Return the megabytes of a start that makes database and demo newsroom, on SQLite.

    Its pages are asked for while the worker cuts their photos.
    """
    embedded = {name: said for name, said in os.environ.items() if name != "VESTNIK_DATABASE_URL"}
    with (
        tempfile.TemporaryDirectory() as folder,
        started("--demo", "--data", folder, environment=embedded) as (process, port, _seconds),
    ):
        found = {"after the first start of all": _megabytes(process.pid)}
        _ask_for_each(port, paths)
        found["after its every page and feed"] = _megabytes(process.pid)
    return found


def _ask_for_each(port: int, paths: list[str]) -> None:
    for path in paths:
        _answers(f"http://127.0.0.1:{port}{path}")


def _megabytes(pid: int) -> float:
    total = 0
    for each in set(tree(pid)):
        for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / MEGABYTE


def public_paths() -> list[str]:
    """Return the addresses of all pages and feeds that readers and partners ask for most."""
    from django.conf import settings

    from news.articles.models import ArticlePage
    from news.syndication.formats import FORMATS

    codes = [code for code, _name in settings.LANGUAGES]
    paths = [f"/{code}/{rest}" for code in codes for rest in ("", "news/", "people/", "feeds/")]
    paths += [f"/{code}/feeds/all.{name}" for code in codes for name in FORMATS]
    released = ArticlePage.objects.released().values_list("url_path", flat=True)
    return paths + [quote(path) for path in released]


def _walk(port: int, paths: list[str], number: int) -> None:
    """Ask for these addresses in turn, at least so many times in all."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        listed = ",".join(f'"{path}"' for path in paths)
        script.write(
            f"paths = {{{listed}}}\nn = 0\n"
            "request = function() n = n + 1; "
            "return wrk.format(nil, paths[n % #paths + 1]) end\n"
        )
        script.flush()
        command = ["wrk", "-t1", "-c8", "-d2s", "-H", "Accept-Encoding: gzip", "-s", script.name]
        done = 0
        while done < number:
            said = subprocess.run(
                [*command, f"http://127.0.0.1:{port}"], check=True, capture_output=True, text=True
            ).stdout
            done += int(re.search(r"(\d+) requests in", said)[1])  # type: ignore[index]


def visible_seconds() -> tuple[float, float]:
    """Return median and worst seconds from a release to every answer of every process saying so."""
    from news.articles import releases
    from news.articles.models import ArticlePage

    times = []
    with started() as (_process, port, _seconds):
        for number in range(VISIBLE_ROUNDS):
            edition = ArticlePage.objects.released("ru").newest_first()[number]
            was = edition.title
            path = quote(edition.url_path)
            edition.title = mark = f"Видно сразу {number} {os.getpid()}"
            addresses = [f"http://127.0.0.1:{port}{each}" for each in (path, "/ru/feeds/all.json")]
            for address in addresses:
                _says(address, mark)
            edition = releases.release(edition)
            done = time.monotonic()
            for address in addresses:
                seen = 0
                while seen < IN_A_ROW:
                    seen = seen + 1 if _says(address, mark) else 0
            times.append(time.monotonic() - done)
            edition.title = was
            releases.release(edition)
    return median(times), max(times)


def _says(address: str, words: str) -> bool:
    with urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310
        text = page.read().decode().replace("\N{NO-BREAK SPACE}", " ")
    return words in text
