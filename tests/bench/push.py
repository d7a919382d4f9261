"""How soon partners are told: by the newsroom as `start` runs it, to receivers on this machine.

All times are by the clock, from the moment at which an editor's form is sent to the moment at
which the receiver has the message: what the release itself takes is in them.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from django.db import connections
from django.urls import reverse

from news.articles import tree
from news.articles.models import ArticlePage, Notice
from news.partners.models import Partner, PartnerState, Subscription, Way
from tests.bench.house import started
from tests.bench.processes import free_port, wait_until_open
from tests.desk.conftest import typed
from tests.push.trial.editor import Desk, cookie_of_editor

RECEIVERS = str(Path(__file__).with_name("receiving.py"))
PARTNER = "Partner of the bench"
# Releases whose way is timed, and how many partners then hear of each.
TIMED, FEW = 40, 10
MANY, RELEASES = 200, 50
# Rounds with a dead partner and without take turns.
DEAD_ROUNDS, RELEASES_A_ROUND = 4, 6
PATIENCE = 900.0


@dataclass(frozen=True)
class Receivers:
    """Receivers of any number of partners, and what they have."""

    port: int
    taken: Path

    def arrivals(self) -> dict[tuple[str, int], float]:
        """Return the moment at which each path had each notice first."""
        found: dict[tuple[str, int], float] = {}
        for line in self.taken.read_text().splitlines():
            moment, path, sequence = line.split()
            found.setdefault((path, int(sequence)), float(moment))
        return found

    def wait_for(self, expected: set[tuple[str, int]]) -> dict[tuple[str, int], float]:
        """Return the moments of these once all have come."""
        deadline = time.monotonic() + PATIENCE
        while True:
            found = self.arrivals()
            if expected <= found.keys():
                return {each: found[each] for each in expected}
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(expected - found.keys())} messages have not come")
            time.sleep(0.2)


@contextmanager
def _receivers() -> Iterator[Receivers]:
    with tempfile.TemporaryDirectory() as folder:
        taken, port = Path(folder) / "taken", free_port()
        process = subprocess.Popen([sys.executable, RECEIVERS, str(port), str(taken)])
        try:
            wait_until_open(port)
            yield Receivers(port, taken)
        finally:
            process.kill()
            process.wait()


@contextmanager
def _partners(receivers: Receivers, paths: list[str]) -> Iterator[None]:
    """Have a partner told at each path; at the end they are gone."""
    made = [
        Partner.objects.create(name=f"{PARTNER} {path}", state=PartnerState.ACTIVE)
        for path in paths
    ]
    for partner, path in zip(made, paths, strict=True):
        Subscription.objects.create(
            partner=partner,
            includes=["ru:all"],
            way=Way.WEBHOOK,
            endpoint=f"http://127.0.0.1:{receivers.port}{path}",
        )
    try:
        yield
    finally:
        for partner in made:
            partner.delete()


class _Editor:
    """Releases texts through the admin of the newsroom that runs."""

    def __init__(self, port: int) -> None:
        self._desk = Desk(port, cookie_of_editor())
        self._number = 0

    def release(self) -> tuple[float, int]:
        """Release a new text; return when it was asked for and the number of its notice."""
        self._number += 1
        title = f"Новость для партнёров {os.getpid()}-{self._number}"
        path = reverse(
            "wagtailadmin_pages:add", args=["news", "articlepage", tree.news_index("ru").pk]
        )
        begun = time.time()
        form = typed(title=title, **{"action-publish": "action-publish"})
        if self._desk.post(path, **form) is None:
            raise RuntimeError("The web server has gone.")
        edition = ArticlePage.objects.get(title=title)
        return begun, Notice.objects.get(edition=edition).sequence


def seconds() -> dict[str, float]:
    """Return what the limits are about, in seconds; and the number of deliveries."""
    os.environ["VESTNIK_OWN_NETWORKS"] = "127.0.0.0/8"
    with _receivers() as receivers, started() as (_process, port, _first):
        editor = _Editor(port)
        editor.release()
        found = {**_timed(receivers, editor), **_dead(receivers, editor)}
        found |= _many(receivers, editor)
    connections.close_all()
    return found


def _timed(receivers: Receivers, editor: _Editor) -> dict[str, float]:
    paths = [f"/timed/{number}" for number in range(FEW)]
    with _partners(receivers, paths):
        taken = _ways(receivers, editor, paths, TIMED, pause=0.5)
    return {"release → webhook, median": median(taken), "release → webhook, p95": _p95(taken)}


def _dead(receivers: Receivers, editor: _Editor) -> dict[str, float]:
    """Compare what others wait beside a partner that hangs and without one, taking turns."""
    ways: dict[bool, list[float]] = {False: [], True: []}
    for number in range(DEAD_ROUNDS):
        for is_dead in ways:
            paths = [f"/alive/{number}-{is_dead}/{each}" for each in range(FEW)]
            dead = [f"/dead/{number}"] if is_dead else []
            with _partners(receivers, dead + paths):
                ways[is_dead] += _ways(receivers, editor, paths, RELEASES_A_ROUND, pause=0.5)
    return {
        "p95 of others without a dead partner": _p95(ways[False]),
        "p95 of others beside a dead partner": _p95(ways[True]),
        "longest of others without a dead partner": max(ways[False]),
        "longest of others beside a dead partner": max(ways[True]),
    }


def _many(receivers: Receivers, editor: _Editor) -> dict[str, float]:
    paths = [f"/many/{number}" for number in range(MANY)]
    with _partners(receivers, paths):
        begun = time.time()
        sequences = [editor.release()[1] for _each in range(RELEASES)]
        released = time.time()
        expected = {(path, sequence) for path in paths for sequence in sequences}
        came = receivers.wait_for(expected)
    return {
        "deliveries": len(expected),
        "all deliveries": max(came.values()) - begun,
        "of which releasing": released - begun,
    }


def _ways(
    receivers: Receivers, editor: _Editor, paths: list[str], releases: int, *, pause: float
) -> list[float]:
    """Return the seconds that each message took, of texts released one by one."""
    begun = {}
    for _each in range(releases):
        moment, sequence = editor.release()
        begun[sequence] = moment
        time.sleep(pause)
    came = receivers.wait_for({(path, sequence) for path in paths for sequence in begun})
    return [moment - begun[sequence] for (_path, sequence), moment in came.items()]


def _p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]
