"""What serving kept answers costs beside the limit: same bytes, same granian, same run.

Server and load each have a core; the rounds of all applications alternate, so that a machine
whose speed drifts drifts for all. Needs `wrk` (Debian: `apt install wrk`) and two cores.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from cms.bootstrap import ROOT
from news.newsroom.serving import THREADS
from tests.bench.processes import cpu_seconds, free_port, wait_until_open

CONNECTIONS, SECONDS, ROUNDS = 16, 2, 5
SERVER_CORE, LOAD_CORE = "0", "1"
APPLICATIONS = {
    "ours": "cms.wsgi:application",
    "bare WSGI": "tests.bench.bare:application",
    "one-view Django": "tests.bench.oneview:application",
}


@dataclass(frozen=True)
class Line:
    """One kind of request to one application: medians of the rounds, ratio by pairs."""

    what: str
    application: str
    requests_a_second: float
    cpu_ms: float
    ratio: float


def lines(feed: str = "/ru/feeds/all.rss", page: str = "/ru/") -> list[Line]:
    """Measure a feed that has changed, one that hasn't, and a page, against the limit."""
    if shutil.which("wrk") is None:
        raise SystemExit("The bench needs wrk: apt install wrk.")
    found = []
    for what, path, is_known in (
        ("feed, changed", feed, False),
        ("feed, unchanged (304)", feed, True),
        ("page kept ready", page, False),
    ):
        found += _compared(what, path, is_known=is_known)
    return found


def _compared(what: str, path: str, *, is_known: bool) -> list[Line]:
    with tempfile.TemporaryDirectory() as folder, served("ours", folder) as ours:
        tag = _save(f"http://127.0.0.1:{ours.port}{path}", Path(folder))
        headers = {"Accept-Encoding": "gzip"} | ({"If-None-Match": tag} if is_known else {})
        others = [name for name in APPLICATIONS if name != "ours"]
        with served(others[0], folder) as bare, served(others[1], folder) as django:
            servers = {"ours": ours, others[0]: bare, others[1]: django}
            rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in servers}
            for number in range(ROUNDS + 1):
                for name, server in servers.items():
                    measured = load(server, path, headers)
                    if number:
                        rounds[name].append(measured)
    limit = rounds["bare WSGI"]
    return [
        Line(
            what,
            name,
            median(rate for rate, _cpu in measured),
            median(cpu for _rate, cpu in measured),
            median(own[0] / bound[0] for own, bound in zip(measured, limit, strict=True)),
        )
        for name, measured in rounds.items()
    ]


@dataclass(frozen=True)
class Server:
    """A server by its process and port."""

    pid: int
    port: int


@contextmanager
def served(name: str, folder: str) -> Iterator[Server]:
    """Serve an application by one process on the server's core."""
    port = free_port()
    command = ["taskset", "-c", SERVER_CORE, sys.executable, "-m", "granian"]
    command += ["--interface", "wsgi", "--workers", "1", "--blocking-threads", str(THREADS)]
    command += ["--no-ws", "--log-level", "error", "--port", str(port), APPLICATIONS[name]]
    environment = os.environ | {
        "VESTNIK_BENCH_BYTES": folder,
        "DJANGO_SETTINGS_MODULE": "cms.settings",
    }
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        wait_until_open(port)
        yield Server(process.pid, port)
    finally:
        os.killpg(process.pid, 15)
        process.wait(timeout=20)


def _save(address: str, folder: Path) -> str:
    """Keep bytes and head of an answer for those who are to give the same; return its tag."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        headers = {name.lower(): value for name, value in answer.headers.items()}
        (folder / "bytes").write_bytes(answer.read())
    for name in ("connection", "date", "server"):
        headers.pop(name, None)
    (folder / "headers").write_text(json.dumps(list(headers.items())))
    return headers["etag"]


def tag_at(address: str) -> str:
    """Return the tag of the compressed answer at an address."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return answer.headers["ETag"]


def load(server: Server, path: str, headers: dict[str, str]) -> tuple[float, float]:
    """Return requests a second and CPU milliseconds of the server for each."""
    command = ["taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    before = cpu_seconds(server.pid)
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{server.port}{path}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    spent = cpu_seconds(server.pid) - before
    requests = int(re.search(r"(\d+) requests in", said)[1])  # type: ignore[index]
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]
    return rate, 1000 * spent / requests


if __name__ == "__main__":
    for line in lines(*sys.argv[1:]):
        print(  # noqa: T201
            f"{line.what:24}{line.application:18}{line.requests_a_second:10.0f}/s"
            f"{line.cpu_ms:9.4f} ms{line.ratio:7.2f}"
        )
